"""The addresses of exempt information: the tests of a unit, their papers, and the public list."""

from django.urls import path

from terbuka.web.exemption import documents, pages, papers, public, steps

_WORK = "kerja/<slug:slug>/uji/"
_ONE = f"{_WORK}<int:pk>/"

ADDRESSES = [
    path("satker/<slug:slug>/dikecualikan/", public.exempt_list, name="exempt_list"),
    path("satker/<slug:slug>/dikecualikan.<slug:kind>", public.exempt_list_export, name="exempt_list_export"),
    path(_WORK, pages.listed_tests, name="tests"),
    path(f"{_WORK}baru/", pages.new_test, name="test_new"),
    path(_ONE, pages.consequence_test, name="consequence_test"),
    path(f"{_ONE}ubah/", pages.edit_test, name="test_edit"),
    path(f"{_ONE}dokumen/baru/", documents.new_document, name="test_document_new"),
    path(f"{_ONE}dokumen/<int:doc>/", documents.edit_document, name="test_document"),
    path(f"{_ONE}dokumen/<int:doc>/buka/", documents.open_document, name="test_document_open"),
    path(f"{_ONE}usulkan/", steps.propose, name="test_propose"),
    path(f"{_ONE}naikkan/", steps.escalate, name="test_escalate"),
    path(f"{_ONE}kembalikan/", steps.send_back, name="test_return"),
    path(f"{_ONE}putuskan/", steps.decide, name="test_decide"),
    path(f"{_ONE}buang/", steps.discard, name="test_discard"),
    path(f"{_ONE}lembar.pdf", papers.sheet, name="test_sheet"),
    path(f"{_ONE}berita-acara.pdf", papers.minutes, name="test_minutes"),
    path(f"{_ONE}keputusan.pdf", papers.decree, name="test_decree"),
]
