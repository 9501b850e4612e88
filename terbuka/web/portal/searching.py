"""The search page: one box over units, items, publications, answers and results; its hits as a file too."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from terbuka.rules.searching import LONGEST_QUERY
from terbuka.rules.searching import asked as words_in
from terbuka.services.search import Found, find, suggest
from terbuka.services.search.finding import PAGE
from terbuka.web import words
from terbuka.web.portal.asking import Asked, asked_of, choices_of
from terbuka.web.tables import Cell, download

FILTERS = ("jenis", "provinsi", "lembaga", "kelas", "tahun", "media")
# A file holds the best hundred: whoever needs more reads the list of publications whole.
IN_FILE = 100
HEAD = ("jenis", "judul", "satker", "kelas", "tahun", "tanggal", "alamat")


def _filters(asked: Asked) -> dict[str, str | int]:
    """As the search names them; what is not asked for is not there."""
    named = {
        "kind": asked.kind,
        "province": asked.province,
        "institution": asked.institution,
        "class": asked.information_class,
        "media": asked.media,
        "year": asked.year,
        "unit": asked.unit.pk if asked.unit else None,
    }
    return {name: value for name, value in named.items() if value}


def _meant(found: Found) -> str:
    """The line as it was probably meant; empty where every word was known."""
    if not found.meant or found.unknown:
        return ""
    return " ".join(found.meant.get(word, word) for word in found.asked.words)


def _without_unknown(found: Found) -> str:
    """The line without the words that nothing holds."""
    return " ".join(found.meant.get(word, word) for word in found.asked.words if word not in found.unknown)


def search(request: HttpRequest) -> HttpResponse:
    """What fits the words and the filters of the address, twenty a page; or how to begin."""
    asked = asked_of(request)
    found = _found(asked, page=asked.number) if _is_asked(asked) else None
    response = render(request, "portal/search.html", _shown(asked, found))
    patch_vary_headers(response, ["Cookie"])
    # The text of a search is nobody else's business, and another minute another answer.
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _found(asked: Asked, *, page: int = 1, size: int = PAGE) -> Found:
    return find(asked.text, _filters(asked), page=page, size=size, may_be_partial=True)


def _is_asked(asked: Asked) -> bool:
    """Is there a word to look for, or a filter? Signs alone ask for nothing."""
    return asked.is_narrowed or not words_in(asked.text).is_empty


def _shown(asked: Asked, found: Found | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "section": "search",
        "asked": asked,
        "text": found.asked.text if found else asked.text.strip()[:LONGEST_QUERY],
        "found": found,
        "choices": choices_of(asked, *FILTERS),
        "longest": LONGEST_QUERY,
    }
    if found is None:
        return told
    pages = Paginator(range(min(found.total, found.pages * PAGE)), PAGE)
    return told | {
        "meant": _meant(found),
        "fewer": _without_unknown(found),
        "hits": found.hits,
        "page": pages.get_page(found.page),
    }


def search_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The best hundred hits as a file: the same address with another ending. Raises Http404 for a kind."""
    asked = asked_of(request)
    found = _found(asked, size=IN_FILE)
    name = "pencarian-sebagian" if found.left_out else "pencarian"
    return download(kind, name, HEAD, _rows(request, found))


def _rows(request: HttpRequest, found: Found) -> Iterator[list[Cell]]:
    for hit in found.hits:
        entry = hit.entry
        yield [
            str(words.SEARCH_KINDS[entry.kind].label),
            entry.title,
            entry.unit.name if entry.unit else "",
            str(words.CLASSES.get(entry.information_class, "")),
            entry.year,
            entry.happened_on.isoformat() if entry.happened_on else "",
            request.build_absolute_uri(entry.path),
        ]


def search_suggest(request: HttpRequest) -> HttpResponse:
    """How the typed words may go on, as the part of a page that lies below the box."""
    typed = request.GET.get("q", "").replace("\0", " ")[:LONGEST_QUERY]
    return render(request, "portal/search.html#suggestions", {"lines": suggest(typed)})
