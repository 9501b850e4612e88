"""Which addresses are copied, and the file in which each lies: a table of names, and one rule for queries.

A page lies as `index.html` in a folder of its address, so that any web server finds
it. What stands after the question mark becomes folders: `/satker/?provinsi=35` lies in
`satker/provinsi-35/`. English pages lie under `en/`; files for programs lie once.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve, reverse

from terbuka.models import PublicationVersion
from terbuka.rules.language import LANGUAGES
from terbuka.web.linked import absolute

# Pages, in each language, with what of their query is copied. All else is a search or a filter.
PAGES: dict[str, tuple[str, ...]] = {
    "home": (),
    "units": ("provinsi", "hal"),
    "unit": (),
    "publications": ("satker", "kelas", "hal"),
    "publication": (),
    "publication_history": (),
    "items": (),
    "item": ("hal",),
    "exempt_list": (),
    "pledge_public": (),
    "register_public": ("hal",),
    "answer_public": (),
    "results": ("provinsi", "hal"),
    "unit_result": (),
    "nation": ("lembaga", "tahun"),
    "nation_province": ("lembaga", "tahun", "hal"),
    "how_scored": (),
    "privacy": (),
    "accessibility": (),
    "help": (),
    "guide": (),
    "robot": (),
    "calendar": ("tahun",),
    "limits": (),
}
# Pages that speak Indonesian alone.
INDONESIAN = ("embed", "short")
# Files for programs and people's own use.
FILES: dict[str, tuple[str, ...]] = {
    "units_csv": (),
    "units_json": (),
    "publications_export": ("hal",),
    "publication_history_export": (),
    "unit_publications": (),
    "items_export": (),
    "item_export": (),
    "exempt_list_export": (),
    "register_public_export": (),
    "report_public": (),
    "results_csv": (),
    "results_json": (),
    "nation_export": ("lembaga", "tahun"),
    "nation_province_export": ("lembaga", "tahun"),
    "embed_json": (),
    "feed": (),
    "unit_feed": (),
    "sitemap": (),
    "sitemap_part": (),
    "robots": (),
    "publication_file": (),
    "publication_paper": (),
    "publication_page_picture": (),
    "open_catalogue": (),
    "unit_open_catalogue": (),
    "calendar_ics": (),
    "calendar_region_ics": (),
}
SEARCH, ABOUT, STATIC = "cari", "salinan", "static"
# Whose forms narrow a list by what the search of the copy knows too.
SEARCHED = ("search", "publications", "units")
_VALUE = re.compile(r"[A-Za-z0-9-]+\Z")
_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_BY_MIME = {
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.text": ".odt",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "text/csv": ".csv",
    "text/plain": ".txt",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
}


@dataclass(frozen=True, slots=True)
class Place:
    """An address of the portal in one language, and the file of the copy where it lies.

    `lead` is what a link names: the folder of a page, the file itself otherwise;
    `query` is what a link takes along (to the search).
    """

    address: str
    language: str
    file: str
    is_page: bool
    query: str = ""

    @property
    def key(self) -> str:
        """By which the memory knows it."""
        return f"{self.language} {self.address}"

    @property
    def lead(self) -> str:
        """The file, or the folder that stands for its index."""
        return self.file.removesuffix("index.html") if self.is_page else self.file

    @property
    def live(self) -> str:
        """The same on the live site."""
        return live(self.address, self.language)


def live(address: str, language: str) -> str:
    """An address on the live site, in a language."""
    if language == settings.SPOKEN_FIRST:
        return absolute(address)
    return absolute(f"{address}{'&' if '?' in address else '?'}lang={language}")


def place_of(address: str, language: str) -> Place | None:
    """Where an address of ours (path and query) lies; None for what is not copied.

    Asks the database for the name of a publication's file, and only for that.
    """
    found = _resolved(address.partition("?")[0])
    if found and found[0] == "publication_file":
        return _released(address.partition("?")[0], dict(found[1]))
    return _place_of(address, language)


@lru_cache(maxsize=100_000)
def _place_of(address: str, language: str) -> Place | None:
    path, _mark, query = address.partition("?")
    asked = [(name, value) for name, value in parse_qsl(query) if value]
    language = next((value for name, value in asked if name == "lang" and value in LANGUAGES), language)
    asked = [(name, value) for name, value in asked if name != "lang"]
    if path == f"/{SEARCH}/":
        return _page(path, language, urlencode(asked))
    if path == f"/{ABOUT}/":
        return _page(path, language)
    name = (_resolved(path) or ("",))[0]
    if not name:
        return None
    asked = [(key, value) for key, value in asked if (key, value) != ("hal", "1")]
    allowed = PAGES.get(name, FILES.get(name, ()))
    if any(key not in allowed or not _VALUE.match(value) for key, value in asked):
        return None
    return _lying(name, path, sorted(dict(asked).items()), language)


@lru_cache(maxsize=200_000)
def _resolved(path: str) -> tuple[str, tuple[tuple[str, object], ...]] | None:
    try:
        found = resolve(path)
    except Resolver404:
        return None
    name = found.url_name or ""
    if name not in PAGES and name not in INDONESIAN and name not in FILES:
        return None
    return name, tuple(found.kwargs.items())


def _lying(name: str, path: str, asked: list[tuple[str, str]], language: str) -> Place:
    folders = "".join(f"{key}-{value}/" for key, value in asked)
    address = f"{path}?{urlencode(asked)}" if asked else path
    if name in PAGES:
        return _page(path, language, folders=folders, address=address)
    if name in INDONESIAN:
        return _page(path, "id")
    before, _slash, last = path.lstrip("/").rpartition("/")
    return Place(address, "id", f"{before}/{folders}{last}".lstrip("/"), is_page=False)


def _page(path: str, language: str, query: str = "", folders: str = "", address: str = "") -> Place:
    top = "" if language == "id" else f"{language}/"
    return Place(address or path, language, f"{top}{path.lstrip('/')}{folders}index.html", True, query)


def _released(path: str, parts: dict[str, Any]) -> Place | None:
    """The safe copy under a name that no server takes for a page: its ending is that of its kind."""
    rows = PublicationVersion.objects.filter(publication_id=parts["pk"], number=parts["number"])
    found = rows.values_list("released_name", "released__mime").first()
    if found is None or found[1] is None:
        return None
    stem = _NAME.sub("-", PurePosixPath(found[0] or f"informasi-{parts['pk']}").stem).strip("-.")[:80]
    name = f"{stem or 'berkas'}{_BY_MIME.get(found[1], '.bin')}"
    return Place(path, "id", f"{path.lstrip('/')}{name}", is_page=False)


def own_path(address: str) -> str | None:
    """Path and query of a whole address where it is one of ours."""
    parts = urlsplit(address)
    if parts.netloc and parts.netloc != settings.SITE.netloc:
        return None
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def is_searched(path: str) -> bool:
    """Does a form at this address look for things, as the search of the copy does?"""
    return path in {reverse(name) for name in SEARCHED}
