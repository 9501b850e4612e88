"""The addresses of what anybody may read. They are printed, shared and listed: they never change."""

from django.urls import path

from terbuka.web.portal import (
    compare,
    feeds,
    front,
    items,
    pictures,
    publication,
    publications,
    released,
    searching,
    telling,
    unit,
    units,
)

ADDRESSES = [
    path("", front.home, name="home"),
    path("cari/", searching.search, name="search"),
    path("cari/saran/", searching.search_suggest, name="search_suggest"),
    path("cari.<slug:kind>", searching.search_export, name="search_export"),
    path("satker/", units.units, name="units"),
    path("satker.csv", units.units_csv, name="units_csv"),
    path("satker.json", units.units_json, name="units_json"),
    path("satker/<slug:slug>/", unit.unit_detail, name="unit"),
    path("satker/<slug:slug>/umpan.xml", feeds.unit_feed, name="unit_feed"),
    path(
        "satker/<slug:slug>/informasi.<slug:kind>", publications.unit_publications, name="unit_publications"
    ),
    path("informasi/", publications.publications, name="publications"),
    path("informasi.<slug:kind>", publications.publications_export, name="publications_export"),
    path("informasi/<int:pk>/", publication.publication, name="publication"),
    path("informasi/<int:pk>/riwayat/", publication.publication_history, name="publication_history"),
    path(
        "informasi/<int:pk>/riwayat.<slug:kind>",
        publication.publication_history_export,
        name="publication_history_export",
    ),
    path("informasi/<int:pk>/berkas/<int:number>/", released.publication_file, name="publication_file"),
    path(
        "informasi/<int:pk>/berkas/<int:number>/halaman.pdf",
        released.publication_paper,
        name="publication_paper",
    ),
    path(
        "informasi/<int:pk>/halaman-<int:page>.png",
        released.publication_page_picture,
        name="publication_page_picture",
    ),
    path("butir/", items.items, name="items"),
    path("butir.<slug:kind>", items.items_export, name="items_export"),
    path("butir/<slug:code>/", items.item, name="item"),
    path("butir/<slug:code>.<slug:kind>", items.item_export, name="item_export"),
    path("bandingkan/", compare.compare, name="compare"),
    path("bandingkan.<slug:kind>", compare.compare_export, name="compare_export"),
    path("cara-menilai/", telling.how_scored, name="how_scored"),
    path("privasi/", telling.privacy, name="privacy"),
    path("gambar/<slug:kind>/<slug:key>.png", pictures.share_picture, name="share_picture"),
    path("umpan.xml", feeds.feed, name="feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("sitemap-<slug:part>.xml", feeds.sitemap_part, name="sitemap_part"),
    path("robots.txt", feeds.robots, name="robots"),
    path("robot/", front.robot, name="robot"),
]
