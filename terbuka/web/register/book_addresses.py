"""The addresses of registers, service reports and the words of papers: at work, and for the public."""

from django.urls import path

from terbuka.web.register import books, ownwords, public, reports

_WORK = "kerja/<slug:slug>/register/"
_UNIT = "satker/<slug:slug>/"

ADDRESSES = [
    path(_WORK, books.registers, name="registers"),
    path(f"{_WORK}laporan/<int:year>/", reports.service_year, name="service_year"),
    path(f"{_WORK}laporan/<int:year>/umumkan/", reports.service_year_publish, name="service_year_publish"),
    path(f"{_WORK}laporan/<int:year>.<slug:kind>", reports.service_report, name="service_report"),
    path(f"{_WORK}naskah/", ownwords.paper_words, name="paper_words"),
    path(f"{_WORK}naskah/<slug:name>/", ownwords.paper_words_edit, name="paper_words_edit"),
    path(f"{_WORK}naskah/<slug:name>.pdf", ownwords.paper_words_preview, name="paper_words_preview"),
    path(f"{_WORK}<slug:book>.<slug:kind>", books.register_export, name="register_export"),
    path(f"{_UNIT}layanan/", public.register_public, name="register_public"),
    path(f"{_UNIT}layanan/<int:pk>/", public.answer_public, name="answer_public"),
    path(f"{_UNIT}layanan.<slug:kind>", public.register_public_export, name="register_public_export"),
    path(f"{_UNIT}laporan-layanan/<int:year>.<slug:kind>", public.report_public, name="report_public"),
]
