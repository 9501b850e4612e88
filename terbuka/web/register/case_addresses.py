"""The addresses of objections and disputes for those who serve and those who answer them."""

from django.urls import path

from terbuka.web.register import (
    bundle,
    case_papers,
    dispute_steps,
    disputes,
    objection_new,
    objection_steps,
    objections,
)

_OBJECTIONS = "kerja/<slug:slug>/keberatan/"
_ONE = f"{_OBJECTIONS}<int:pk>/"
_DISPUTES = "kerja/<slug:slug>/sengketa/"
_FILE = f"{_DISPUTES}<int:pk>/"

ADDRESSES = [
    path(
        "kerja/<slug:slug>/permohonan/<int:pk>/keberatan/",
        objection_new.case_objection,
        name="case_objection",
    ),
    path(_OBJECTIONS, objections.objections, name="objections"),
    path(f"{_OBJECTIONS}baru/", objection_new.objection_new, name="objection_new"),
    path(_ONE, objections.objection, name="objection"),
    path(f"{_ONE}daftar/", objection_steps.register, name="objection_register"),
    path(f"{_ONE}tidak-diterima/", objection_steps.refuse_it, name="objection_refuse"),
    path(f"{_ONE}bahas/", objection_steps.discuss, name="objection_discuss"),
    path(f"{_ONE}musyawarah/", objection_steps.begin_settling, name="objection_settling"),
    path(f"{_ONE}sepakat/", objection_steps.settle, name="objection_settle"),
    path(f"{_ONE}jawab/", objection_steps.decide, name="objection_decide"),
    path(f"{_ONE}laksanakan/", objection_steps.fulfil, name="objection_fulfil"),
    path(f"{_ONE}pesan/", objection_steps.message, name="objection_message"),
    path(f"{_ONE}tanggapan/", objection_steps.reaction, name="objection_reaction"),
    path(f"{_ONE}cabut/", objection_steps.withdraw, name="objection_withdraw"),
    path(f"{_ONE}berkas/baru/", objection_steps.add_file, name="objection_file_new"),
    path(f"{_ONE}berkas/<int:file>/", objections.objection_file, name="objection_file"),
    path(f"{_ONE}surat/<slug:kind>.pdf", case_papers.objection_paper, name="objection_paper"),
    path(f"{_ONE}sengketa/", dispute_steps.dispute_new, name="dispute_new"),
    path(_DISPUTES, disputes.disputes, name="disputes"),
    path(_FILE, disputes.dispute, name="dispute"),
    path(f"{_FILE}ubah/", dispute_steps.dispute_edit, name="dispute_edit"),
    path(f"{_FILE}lanjut/<slug:to>/", dispute_steps.dispute_move, name="dispute_move"),
    path(f"{_FILE}putusan/", dispute_steps.dispute_decision, name="dispute_decision"),
    path(f"{_FILE}acara/baru/", dispute_steps.dispute_step_new, name="dispute_step_new"),
    path(f"{_FILE}acara/<int:step>/", dispute_steps.dispute_step, name="dispute_step"),
    path(f"{_FILE}kalender.ics", disputes.dispute_calendar, name="dispute_calendar"),
    path(f"{_FILE}bawaan/", disputes.brought, name="dispute_brought"),
    path(f"{_FILE}bundel/", bundle.dispute_bundle, name="dispute_bundle"),
    path(f"{_FILE}berkas/baru/", dispute_steps.dispute_file_new, name="dispute_file_new"),
    path(f"{_FILE}berkas/<int:file>/", disputes.dispute_file, name="dispute_file"),
    path(f"{_FILE}surat/<slug:kind>.pdf", case_papers.dispute_paper, name="dispute_paper"),
]
