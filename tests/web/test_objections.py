"""Objections and disputes as officers and the supervisor walk them; for everybody else nothing is there."""

from io import BytesIO

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from terbuka.models import Dispute, Job, Objection
from terbuka.rules.register.objections import ObjectionStatus
from terbuka.services.register.bundling import bind_bundle
from tests.make import objections as made
from tests.make.cast import JOMBANG, Cast, cast
from tests.web.test_scope import BACKEND

pytestmark = pytest.mark.django_db
HERE, DISPUTES = f"/kerja/{JOMBANG}/keberatan/", f"/kerja/{JOMBANG}/sengketa/"


@pytest.fixture
def people() -> Cast:
    return cast()


def _browser(person: object) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)  # type: ignore[arg-type]
    return client


def _page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_typed_for_who_needs_help_read_back_answered_and_handed_over(people: Cast) -> None:
    ani, fajar = _browser(people.ani), _browser(people.fajar)
    asked = made.answered(people.ani, at=timezone.now())
    found = ani.post(f"{HERE}baru/", {"number": asked.number.lower()})
    assert found.headers["Location"] == f"/kerja/{JOMBANG}/permohonan/{asked.pk}/keberatan/"
    unknown = ani.post(f"{HERE}baru/", {"number": "REG/9"})
    assert "Nomor ini tidak ada" in unknown.content.decode()

    form = found.headers["Location"]
    offered = _page(ani, form)
    assert 'value="d"' in offered
    assert 'value="a"' not in offered
    typed = {"channel": "desk", "position": made.POSITION, "grounds": ["d", "e"], "key": "satu"}
    wrong = ani.post(form, typed | {"grounds": [], "act": "periksa"})
    assert wrong.status_code == 400
    assert made.POSITION in wrong.content.decode()
    back = ani.post(form, typed | {"act": "periksa"}).content.decode()
    assert "Bacakan ini kepada pemohon" in back
    assert "e. permohonan tidak dipenuhi" in back
    for _twice in range(2):
        kept = ani.post(form, typed | {"act": "simpan"})
    one = Objection.objects.get()
    own = f"{HERE}{one.pk}/"
    assert kept.headers["Location"] == own

    page = _page(fajar, own)
    assert one.number in page
    assert "Cara menghitung" in page
    assert "Mulai membahas" in page
    assert "Mulai membahas" not in _page(ani, own)
    assert ani.get(f"{own}jawab/").status_code == 403
    fajar.post(f"{own}bahas/", {"version": "2"})
    answer = {"version": "3", "status": "granted", "consideration": made.REASONS, "order": ""}
    lacking = fajar.post(f"{own}jawab/", answer)
    assert lacking.status_code == 400
    assert "Tulis perintah kepada PPID" in lacking.content.decode()
    stale = fajar.post(f"{own}jawab/", answer | {"order": made.ORDER, "version": "1"})
    assert stale.status_code == 409
    assert fajar.post(f"{own}jawab/", answer | {"order": made.ORDER}).status_code == 302
    given = {"version": "4", "given": "Rincian", "count": "", "way": "email", "recipient": "", "note": ""}
    assert made.ORDER in _page(ani, f"{own}laksanakan/")
    assert ani.post(f"{own}laksanakan/", given).status_code == 302
    told = _page(ani, own)
    assert "Dipenuhi" in told
    for paper in ("formulir-keberatan", "tanggapan"):
        assert ani.get(f"{own}surat/{paper}.pdf").content.startswith(b"%PDF")


def test_a_dispute_is_kept_with_its_calendar_what_to_bring_and_one_bundle(people: Cast) -> None:
    ani, now = _browser(people.ani), timezone.now()
    one = made.decided(people, at=now)
    head = {"version": "4", "filed_on": now.date().isoformat(), "commission": "", "subject": "Rincian"}
    wrong = ani.post(f"{HERE}{one.pk}/sengketa/", head)
    assert wrong.status_code == 400
    begun = ani.post(f"{HERE}{one.pk}/sengketa/", head | {"commission": made.COMMISSION})
    dispute = Dispute.objects.get()
    own = f"{DISPUTES}{dispute.pk}/"
    assert begun.headers["Location"] == own
    act = {"version": "1", "commission_number": "12/2026", "registered_on": now.date().isoformat()}
    assert ani.post(f"{own}lanjut/registered/", act).status_code == 302
    day = {"version": "2", "kind": "summons", "on": "2027-01-12", "hour": "10.30", "place": "Surabaya"}
    assert ani.post(f"{own}acara/baru/", day).status_code == 302
    ani.post(f"{own}bawaan/", {"ada": ["proxy"]})

    page = _page(ani, own)
    for told in ("10.30 WIB", "Surabaya", "Perki 1/2013 Pasal 31", "12/2026", "Teregistrasi"):
        assert told in page
    calendar = ani.get(f"{own}kalender.ics").content.decode()
    assert "DTSTART:20270112T033000Z" in calendar
    assert "Citra" not in calendar
    assert ani.get(f"{own}lanjut/mediation/").status_code == 200  # not from here: the page says so
    assert ani.get(f"{own}lanjut/entah/").status_code == 404
    for _twice in range(2):
        assert ani.post(f"{own}bundel/").headers["Location"] == f"{own}#bundel"
    assert "Sedang disusun" in _page(ani, own)
    assert Job.objects.get().kind == "bind_bundle"
    bind_bundle(dispute.pk, at=now)
    made_page = _page(ani, own)
    assert "Sedang disusun" not in made_page
    bundle = dispute.files.get(removed_at=None)
    assert f"{own}berkas/{bundle.pk}/" in made_page
    content = ani.get(f"{own}berkas/{bundle.pk}/").content
    with pikepdf.Pdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[0] == "Daftar bukti"
    assert any("Pemberitahuan tertulis" in title for title in titles)
    assert any("Tanggapan atasan PPID" in title for title in titles)


def test_lists_show_the_most_urgent_first_and_ask_few_questions(people: Cast) -> None:
    made.shelf(people, at=timezone.now())
    for person in (people.ani, people.fajar):
        browser = _browser(person)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = _page(browser, HERE)
        assert len(asked) <= 20
        assert page.index("Dikabulkan") < page.index("Ditolak")
        _page(browser, DISPUTES)


def test_nobody_outside_the_office_finds_a_single_case(people: Cast) -> None:
    laid = made.shelf(people, at=timezone.now())
    addresses = [f"{HERE}{laid.granted.pk}/", f"{HERE}{laid.granted.pk}/jawab/", HERE, DISPUTES]
    addresses += [f"{DISPUTES}{laid.dispute.pk}/", f"{DISPUTES}{laid.dispute.pk}/kalender.ics"]
    addresses += [f"{HERE}{laid.waiting.pk}/berkas/{laid.file.pk}/"]
    for stranger in (people.budi, people.eka, people.dedi, people.gita, people.hasan):
        browser = _browser(stranger)
        assert {browser.get(address).status_code for address in addresses} == {404}
    # Under another unit's own address a case of Jombang is not there either.
    other = f"/kerja/kpu-kab-sleman/keberatan/{laid.granted.pk}/"
    assert _browser(people.dedi).get(other).status_code == 404
    assert ObjectionStatus(laid.granted.status) is ObjectionStatus.GRANTED
