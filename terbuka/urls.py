"""Public addresses, in Indonesian."""

from django.urls import path

from terbuka.api.addresses import ADDRESSES as API
from terbuka.web import (
    accessibility,
    account,
    components,
    desk,
    errors,
    files,
    followup,
    health,
    inbox,
    installation,
    keys,
    people,
    region,
    tour,
    units,
    wishes,
)
from terbuka.web.asking.addresses import ADDRESSES as ASKING
from terbuka.web.assessment import announce, answering, proof, queue, recap, results, rounds, saq, verify
from terbuka.web.calendar.addresses import ADDRESSES as CALENDAR
from terbuka.web.catalogue.addresses import ADDRESSES as CATALOGUE
from terbuka.web.catalogue.guard_addresses import ADDRESSES as GUARD
from terbuka.web.exemption.addresses import ADDRESSES as EXEMPTION
from terbuka.web.help import pages as guides
from terbuka.web.nation import pages as nation
from terbuka.web.nation import province as nation_province
from terbuka.web.outreach.addresses import ADDRESSES as OUTREACH
from terbuka.web.portal.addresses import ADDRESSES as PORTAL
from terbuka.web.register import feed
from terbuka.web.register.addresses import ADDRESSES as REGISTER
from terbuka.web.register.book_addresses import ADDRESSES as BOOKS
from terbuka.web.register.case_addresses import ADDRESSES as OBJECTIONS
from terbuka.web.register.letter_addresses import ADDRESSES as LETTERS
from terbuka.web.register.personal.addresses import ADDRESSES as PERSONAL
from terbuka.web.siteaudit import pages as siteaudit

urlpatterns = [
    *PORTAL,
    *ASKING,
    *EXEMPTION,
    *OUTREACH,
    path("komponen/", components.gallery, name="components"),
    path("aksesibilitas/", accessibility.accessibility, name="accessibility"),
    path("bantuan/", guides.help_page, name="help"),
    path("bantuan/<slug:role>.pdf", guides.guide_pdf, name="guide_pdf"),
    path("bantuan/<slug:role>/", guides.guide, name="guide"),
    path("meja/", desk.desk, name="desk"),
    path("kerja/<slug:slug>/", desk.home, name="work"),
    path("kerja/<slug:slug>/situs/", siteaudit.audits, name="audits"),
    path("kerja/<slug:slug>/situs/periksa/", siteaudit.audit_new, name="audit_new"),
    path("kerja/<slug:slug>/situs/<int:pk>/", siteaudit.audit, name="audit"),
    path("kerja/<slug:slug>/situs/<int:pk>/kemajuan/", siteaudit.audit_progress, name="audit_progress"),
    path("kerja/<slug:slug>/situs/<int:pk>/hentikan/", siteaudit.audit_stop, name="audit_stop"),
    path("kerja/<slug:slug>/situs/<int:pk>/hasil.<str:form>", siteaudit.audit_export, name="audit_export"),
    path("kerja/<slug:slug>/situs/<int:pk>/butir/<slug:code>/", siteaudit.audit_item, name="audit_item"),
    path("kerja/<slug:slug>/tindak-lanjut/", followup.plan, name="follow_up"),
    path("kerja/<slug:slug>/tindak-lanjut.csv", followup.plan_csv, name="follow_up_csv"),
    path("kerja/<slug:slug>/tindak-lanjut/<int:pk>/", followup.detail, name="follow_up_item"),
    *CALENDAR,
    *CATALOGUE,
    *OBJECTIONS,
    *REGISTER,
    *LETTERS,
    *BOOKS,
    *PERSONAL,
    path("kerja/<slug:slug>/profil/", units.profile, name="profile"),
    path("kerja/<slug:slug>/profil/kontak/", units.profile_contacts, name="profile_contacts"),
    path("kerja/<slug:slug>/profil/keputusan/", units.profile_decree, name="profile_decree"),
    path("kerja/<slug:slug>/profil/pimpinan/", units.profile_leaders, name="profile_leaders"),
    path("kerja/<slug:slug>/profil/situs/baru/", units.profile_website_new, name="profile_website_new"),
    path("kerja/<slug:slug>/profil/situs/<int:pk>/", units.profile_website, name="profile_website"),
    path("kerja/<slug:slug>/profil/petugas/baru/", units.profile_member_new, name="profile_member_new"),
    path("kerja/<slug:slug>/profil/petugas/<int:pk>/", units.profile_member, name="profile_member"),
    path("kerja/<slug:slug>/profil/sarana/<slug:kind>/", units.profile_facility, name="profile_facility"),
    path("kerja/<slug:slug>/unggah/", files.upload_begin, name="upload_begin"),
    path("kerja/<slug:slug>/unggah/<uuid:upload>/<int:number>/", files.upload_part, name="upload_part"),
    path("kerja/<slug:slug>/unggah/<uuid:upload>/selesai/", files.upload_finish, name="upload_finish"),
    path("kerja/<slug:slug>/berkas/<int:pk>/", files.file, name="file"),
    *GUARD,
    *account.ADDRESSES,
    path("akun/kunci/", keys.api_keys, name="api_keys"),
    path("akun/kalender/", feed.due_feed, name="due_feed"),
    path("tenggat-saya/<str:token>.ics", feed.due_feed_ics, name="due_feed_ics"),
    path("tur/", tour.tour, name="tour"),
    path("kotak-masuk/", inbox.inbox, name="inbox"),
    path("kotak-masuk/<int:pk>/", inbox.inbox_open, name="inbox_open"),
    path("akun/pemberitahuan/", wishes.wishes, name="account_notifications"),
    path("surel/berhenti/<str:token>/", wishes.unsubscribe, name="unsubscribe"),
    path("undangan/<str:token>/", people.invitation, name="invitation"),
    path("kerja/<slug:slug>/orang/", people.people, name="people"),
    path("kerja/<slug:slug>/orang/<int:pk>/", people.person_detail, name="person"),
    path("kerja/<slug:slug>/orang/undangan/<int:pk>/", people.invitation_change, name="people_invitation"),
    path("pemasangan/", installation.installation, name="installation"),
    path("pemasangan/surel/", installation.send_test, name="installation_mail"),
    path("pemasangan/orang/<int:pk>/", installation.keeper, name="installation_person"),
    path("pemasangan/undangan/<int:pk>/", installation.keeper_invitation, name="installation_invitation"),
    path("wilayah/<slug:slug>/", region.region, name="region"),
    path("wilayah/<slug:slug>/kelompok/", region.region_groups, name="region_groups"),
    path("wilayah/<slug:slug>/butir/", region.region_items, name="region_items"),
    path("wilayah/<slug:slug>/<slug:part>.<slug:kind>", region.region_export, name="region_export"),
    path("verifikasi/", queue.queue, name="queue"),
    path("verifikasi/daftar.<str:kind>", queue.queue_export, name="queue_export"),
    path("verifikasi/<slug:round_slug>/<slug:slug>/", verify.verify_unit, name="verify_unit"),
    path("verifikasi/<slug:round_slug>/<slug:slug>/<slug:code>/", verify.verify_answer, name="verify_answer"),
    path("putaran/<slug:round_slug>/umumkan/", announce.round_announce, name="round_announce"),
    path("putaran/<slug:round_slug>/rekap.<str:kind>", recap.recap, name="recap"),
    # Before the answers of a questionnaire, whose addresses have the same form.
    path("kerja/<slug:slug>/saq/<slug:round_slug>/hasil/", results.saq_result, name="saq_result"),
    path("kerja/<slug:slug>/saq/", saq.saqs, name="saqs"),
    path("kerja/<slug:slug>/saq/<slug:round_slug>/", saq.overview, name="saq"),
    path("kerja/<slug:slug>/saq/<slug:round_slug>/setujui/", saq.confirm_group, name="saq_confirm"),
    path("kerja/<slug:slug>/saq/<slug:round_slug>/isi-ulang/", saq.redraft, name="saq_redraft"),
    path("kerja/<slug:slug>/saq/<slug:round_slug>/kirim/", saq.submit, name="saq_submit"),
    path("kerja/<slug:slug>/saq/<slug:round_slug>/tanda-terima/", saq.receipt, name="saq_receipt"),
    path("kerja/<slug:slug>/saq/<slug:round_slug>/buka-lagi/", saq.reopen, name="saq_reopen"),
    path("kerja/<slug:slug>/saq/<slug:round_slug>/<slug:code>/", answering.answer, name="answer"),
    path(
        "kerja/<slug:slug>/saq/<slug:round_slug>/<slug:code>/setujui/",
        answering.confirm,
        name="answer_confirm",
    ),
    path("kerja/<slug:slug>/saq/<slug:round_slug>/<slug:code>/bukti/", proof.add, name="evidence_add"),
    path(
        "kerja/<slug:slug>/saq/<slug:round_slug>/<slug:code>/bukti/<int:pk>/",
        proof.part,
        name="evidence_part",
    ),
    path(
        "kerja/<slug:slug>/saq/<slug:round_slug>/<slug:code>/bukti/<int:pk>/hapus/",
        proof.remove,
        name="evidence_remove",
    ),
    path(
        "kerja/<slug:slug>/saq/<slug:round_slug>/<slug:code>/bukti/<int:pk>/kembalikan/",
        proof.restore,
        name="evidence_restore",
    ),
    path(
        "kerja/<slug:slug>/saq/<slug:round_slug>/<slug:code>/bukti/<int:pk>/periksa/",
        proof.look_again,
        name="evidence_again",
    ),
    path("putaran/", rounds.rounds, name="rounds"),
    path("putaran/baru/", rounds.new, name="round_new"),
    path("putaran/<slug:round_slug>/", rounds.detail, name="round"),
    path("putaran/<slug:round_slug>/buka/", rounds.open_it, name="round_open"),
    path("putaran/<slug:round_slug>/tanggal/", rounds.dates, name="round_dates"),
    path("hasil/<slug:round_slug>/", results.results, name="results"),
    path("hasil/<slug:round_slug>.csv", results.results_export, {"kind": "csv"}, name="results_csv"),
    path("hasil/<slug:round_slug>.json", results.results_export, {"kind": "json"}, name="results_json"),
    path("satker/<slug:slug>/hasil/<slug:round_slug>/", results.unit_result, name="unit_result"),
    path("nasional/", nation.nation, name="nation"),
    path("nasional.<str:kind>", nation.nation_export, name="nation_export"),
    path("nasional/<slug:province>/", nation_province.nation_province, name="nation_province"),
    path(
        "nasional/<slug:province>.<str:kind>",
        nation_province.nation_province_export,
        name="nation_province_export",
    ),
    path("healthz", health.healthz, name="healthz"),
    *API,
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = errors.too_many
handler500 = errors.server_error
