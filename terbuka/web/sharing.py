"""What a public page says of itself to who shares or lists it: its address, its languages, its picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from terbuka.rules.language import LANGUAGES
from terbuka.web.linked import absolute

# Public pages that may be listed and shared; a search is not a thing, and an error is not a page.
SHARED = frozenset(
    {
        *("home", "units", "unit", "publications", "publication", "publication_history", "items", "item"),
        *("compare", "how_scored", "privacy", "results", "unit_result", "nation", "nation_province"),
        *("accessibility", "help", "guide", "robot", "exempt_list", "pledge_public", "api", "ask"),
        *("calendar", "limits", "register_public", "answer_public"),
    }
)
# Which picture a page has: the kind, and the part of its address that names it.
_PICTURES: dict[str, tuple[str, str]] = {
    "unit": ("satker", "slug"),
    "unit_result": ("satker", "slug"),
    "exempt_list": ("satker", "slug"),
    "pledge_public": ("satker", "slug"),
    "register_public": ("satker", "slug"),
    "answer_public": ("satker", "slug"),
    "publication": ("informasi", "pk"),
    "publication_history": ("informasi", "pk"),
    "item": ("butir", "code"),
    "results": ("hasil", "round_slug"),
}


@dataclass(frozen=True, slots=True)
class Shared:
    """`address` in the language that is spoken; `others` are the same page in each language."""

    address: str
    picture: str
    language: str
    others: tuple[tuple[str, str], ...]


def _spoken(path: str, query: Mapping[str, list[str]], language: str) -> str:
    told = {name: values for name, values in query.items() if name != "lang"}
    if language != settings.SPOKEN_FIRST:
        told["lang"] = [language]
    return absolute(path) + (f"?{urlencode(told, doseq=True)}" if told else "")


def shared(request: HttpRequest | None) -> Shared | None:
    """What to say of the page that answers this request; None for what nobody should list."""
    match = getattr(request, "resolver_match", None)
    if request is None or match is None or match.url_name not in SHARED:
        return None
    query = dict(request.GET.lists())
    language = get_language() or settings.SPOKEN_FIRST
    others = tuple((code, _spoken(request.path, query, code)) for code in LANGUAGES)
    return Shared(dict(others)[language], _picture(match.url_name, match.kwargs), language, others)


def _picture(name: str, parts: Mapping[str, Any]) -> str:
    kind, part = _PICTURES.get(name, ("umum", ""))
    key = str(parts[part]) if part else "terbuka"
    return absolute(reverse("share_picture", args=[kind, key]))
