"""The addresses of personal data, for the office that keeps them."""

from django.urls import path

from terbuka.web.register.personal import breach, destruction, holds, overview, sealed, subjects

_HERE = "kerja/<slug:slug>/data-pribadi/"
_ASKED = f"{_HERE}permintaan/<int:pk>/"
_CASE = "kerja/<slug:slug>/permohonan/<int:pk>/"

ADDRESSES = [
    path(_HERE, overview.personal_data, name="personal_data"),
    path(f"{_HERE}permintaan/baru/", subjects.subject_new, name="subject_new"),
    path(_ASKED, subjects.subject_request, name="subject_request"),
    path(f"{_ASKED}data.<slug:kind>", subjects.subject_export, name="subject_export"),
    path(f"{_ASKED}jawab/<slug:to>/", subjects.subject_answer, name="subject_answer"),
    path(f"{_HERE}tahan/", holds.holds, name="holds"),
    path(f"{_HERE}tahan/<slug:kind>/<int:pk>/", holds.hold, name="hold"),
    path(f"{_HERE}pemusnahan/", destruction.destruction, name="destruction"),
    path(f"{_HERE}pemusnahan/jalankan/", destruction.destruction_run, name="destruction_run"),
    path(f"{_HERE}pemusnahan/<int:pk>.pdf", destruction.destruction_minutes, name="destruction_minutes"),
    path(f"{_HERE}masa-simpan/", destruction.retention, name="retention"),
    path(f"{_HERE}pelanggaran/baru/", breach.breach_new, name="breach_new"),
    path(f"{_HERE}pelanggaran/<int:pk>/", breach.breach, name="breach"),
    path(f"{_CASE}berkas/<int:file>/segel/", sealed.case_seal, name="case_seal"),
    path(f"{_CASE}pindaian/<int:scan>/", sealed.case_scan, name="case_scan"),
]
