"""The addresses of lists, pledge, board, banner and frame."""

from django.urls import path

from terbuka.web.outreach import boards, embed, lists, pledge, public

_UNIT = "kerja/<slug:slug>/"
ADDRESSES = [
    path(f"{_UNIT}daftar/", lists.lists, name="lists"),
    path(f"{_UNIT}daftar/dip.<slug:kind>", lists.dip_export, name="dip_export"),
    path(f"{_UNIT}maklumat/", pledge.pledge, name="pledge"),
    path(f"{_UNIT}maklumat/umumkan/", pledge.pledge_announce, name="pledge_announce"),
    path(f"{_UNIT}maklumat.pdf", pledge.pledge_pdf, name="pledge_pdf"),
    path(f"{_UNIT}papan.pdf", boards.board, name="board"),
    path(f"{_UNIT}banner.pdf", boards.banner, name="banner"),
    path("satker/<slug:slug>/maklumat/", public.pledge_public, name="pledge_public"),
    path("sematan/<slug:slug>/", embed.embed, name="embed"),
    path("sematan/<slug:slug>.json", embed.embed_json, name="embed_json"),
]
