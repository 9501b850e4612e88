"""The addresses at which citizens ask, follow and object; those of a case are its applicant's alone."""

from django.urls import path

from terbuka.web.asking import acts, begin, case, files, new, objecting, track

ADDRESSES = [
    path("permohonan/", begin.ask, name="ask"),
    path("permohonan/usul/", begin.ask_suggest, name="ask_suggest"),
    path("permohonan/terjawab/", begin.ask_answered, name="ask_answered"),
    path("permohonan/kode/", track.track, name="track"),
    path("permohonan/baru/", begin.request_unit, name="request_unit"),
    path("permohonan/baru/<slug:slug>/", new.request_new, name="request_new"),
    path("keberatan/baru/", objecting.objection_start, name="objection_start"),
    path("perkara/<slug:code>/", case.case_page, name="case_page"),
    path("perkara/<slug:code>/lengkapi/", acts.case_complete, name="case_complete"),
    path("perkara/<slug:code>/pesan/", acts.case_write, name="case_write"),
    path("perkara/<slug:code>/cabut/", acts.case_withdraw, name="case_withdraw"),
    path("perkara/<slug:code>/terima/", acts.case_confirm, name="case_confirm"),
    path("perkara/<slug:code>/nilai/", acts.case_rate, name="case_rate"),
    path("perkara/<slug:code>/keberatan/", acts.case_object, name="case_object"),
    path("perkara/<slug:code>/berkas/<int:pk>/", files.case_file, name="case_file"),
    path("perkara/<slug:code>/<slug:kind>.pdf", files.case_paper, name="case_paper"),
]
