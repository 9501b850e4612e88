"""The addresses of the officer's pages of the catalogue, all under the work of one unit."""

from django.urls import path

from terbuka.web.catalogue import batch, collecting, ending, listing, queue, steps, work, writing

_UNIT = "kerja/<slug:slug>/informasi/"
_ONE = f"{_UNIT}<int:pk>/"
ADDRESSES = [
    path(_UNIT, listing.catalogue, name="catalogue"),
    path(f"{_UNIT}butir.<str:kind>", listing.catalogue_export, name="catalogue_export"),
    path(f"{_UNIT}butir/<slug:code>/", listing.catalogue_item, name="catalogue_item"),
    path(f"{_UNIT}baru/", writing.publication_new, name="publication_new"),
    path(f"{_UNIT}kumpul/", collecting.collect, name="collect"),
    path(f"{_UNIT}kumpul/contoh.<str:kind>", collecting.collect_template, name="collect_template"),
    path(f"{_UNIT}kumpul/<int:pk>/", batch.collection_batch, name="collection_batch"),
    path(f"{_UNIT}antrean/", queue.publication_queue, name="publication_queue"),
    path(f"{_UNIT}pembaruan/", queue.refresh_list, name="refresh_list"),
    path(f"{_UNIT}pembaruan.csv", queue.refresh_csv, name="refresh_csv"),
    path(_ONE, work.publication_work, name="publication_work"),
    path(f"{_ONE}ubah/", writing.publication_edit, name="publication_edit"),
    path(f"{_ONE}versi-baru/", writing.version_new, name="version_new"),
    path(f"{_ONE}kirim/", steps.version_submit, name="version_submit"),
    path(f"{_ONE}kembalikan/", steps.version_return, name="version_return"),
    path(f"{_ONE}setujui/", steps.version_check, name="version_check"),
    path(f"{_ONE}umumkan/", steps.version_publish, name="version_publish"),
    path(f"{_ONE}tarik/", ending.publication_withdraw, name="publication_withdraw"),
    path(f"{_ONE}masih-berlaku/", ending.publication_confirm, name="publication_confirm"),
    path(f"{_ONE}ganti/", ending.publication_supersede, name="publication_supersede"),
    path(f"{_ONE}banding/", work.publication_compare, name="publication_compare"),
    path(f"{_ONE}paket/", work.publication_package, name="publication_package"),
]
