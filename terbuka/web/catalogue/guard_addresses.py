"""Addresses of the guard's pages, below those of the publication whose file it reads."""

from django.urls import path

from terbuka.web.catalogue import guard

_OF = "kerja/<slug:slug>/informasi/<int:pk>/penjaga/"
ADDRESSES = [
    path(_OF, guard.guard, name="guard"),
    path(f"{_OF}halaman-<int:page>.png", guard.guard_page, name="guard_page"),
    path(f"{_OF}temuan/<int:finding>/", guard.guard_finding, name="guard_finding"),
    path(f"{_OF}hitam/", guard.guard_draw, name="guard_draw"),
    path(f"{_OF}hitam/<int:part>/hapus/", guard.guard_undraw, name="guard_undraw"),
    path(f"{_OF}selesai/", guard.guard_clear, name="guard_clear"),
]
