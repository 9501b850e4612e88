"""The addresses of lists, pledge, board, banner, frame and the catalogue of open data."""

from django.urls import path

from terbuka.web.outreach import boards, embed, katalog, lists, pledge, public, share, social

_UNIT = "kerja/<slug:slug>/"
ADDRESSES = [
    path(f"{_UNIT}daftar/", lists.lists, name="lists"),
    path(f"{_UNIT}daftar/dip.<slug:kind>", lists.dip_export, name="dip_export"),
    path(f"{_UNIT}daftar/dik.<slug:kind>", lists.dik_export, name="dik_export"),
    path(f"{_UNIT}maklumat/", pledge.pledge, name="pledge"),
    path(f"{_UNIT}maklumat/umumkan/", pledge.pledge_announce, name="pledge_announce"),
    path(f"{_UNIT}maklumat.pdf", pledge.pledge_pdf, name="pledge_pdf"),
    path(f"{_UNIT}papan.pdf", boards.board, name="board"),
    path(f"{_UNIT}banner.pdf", boards.banner, name="banner"),
    path("satker/<slug:slug>/maklumat/", public.pledge_public, name="pledge_public"),
    path(f"{_UNIT}media-sosial/", social.social, name="social"),
    path(f"{_UNIT}media-sosial/<slug:network>/", social.social_account, name="social_account"),
    path(f"{_UNIT}informasi/<int:pk>/bagikan/", share.publication_share, name="publication_share"),
    path(
        f"{_UNIT}informasi/<int:pk>/bagikan.png",
        share.publication_share_picture,
        name="publication_share_picture",
    ),
    path("i/<int:pk>/", share.short, name="short"),
    path("data/katalog.jsonld", katalog.open_catalogue, name="open_catalogue"),
    path("satker/<slug:slug>/katalog.jsonld", katalog.unit_open_catalogue, name="unit_open_catalogue"),
    path("sematan/<slug:slug>/", embed.embed, name="embed"),
    path("sematan/<slug:slug>.json", embed.embed_json, name="embed_json"),
]
