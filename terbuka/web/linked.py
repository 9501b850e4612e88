"""What pages say to programs in schema.org's words: who a unit is, what a publication is, where a page lies.

Written into the page as data (JSON-LD), which no browser runs; nothing in it can end its element.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from terbuka.models import Publication, PublicationVersion, WorkUnit
from terbuka.rules.publishing import PublicationKind

type Thing = dict[str, Any]
_ENCODINGS = {".csv": "text/csv", "json": "application/json"}
_SIGNS = str.maketrans(
    {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def absolute(path: str) -> str:
    """The whole address of a path of this installation."""
    return f"{settings.SITE.scheme}://{settings.SITE.netloc}{path}"


def as_script(things: Iterable[Thing]) -> SafeString:
    """The things as data blocks of a page; empty for none."""
    blocks = (json.dumps({"@context": "https://schema.org", **one}, ensure_ascii=False) for one in things)
    return mark_safe(  # noqa: S308  signs that could end the element are escaped
        "".join(f'<script type="application/ld+json">{block.translate(_SIGNS)}</script>' for block in blocks)
    )


def website() -> Thing:
    """The whole, with the search that others may offer in its name."""
    found = absolute(reverse("search")) + "?q={search_term_string}"
    return {
        "@type": "WebSite",
        "@id": absolute("/"),
        "url": absolute("/"),
        "name": "Terbuka",
        "inLanguage": ["id", "en"],
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": found},
            "query-input": "required name=search_term_string",
        },
    }


def web_page(address: str, name: str, description: str) -> Thing:
    """A page that is nothing more."""
    return {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": name,
        "description": description,
        "inLanguage": get_language() or settings.SPOKEN_FIRST,
        "isPartOf": {"@id": absolute("/")},
    }


def table(name: str, about: str, path: str, files: Iterable[str]) -> Thing:
    """A list that is also given as files: a data set, found by those who look for data."""
    address = absolute(path)
    return {
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": name,
        "description": about,
        "inLanguage": "id",
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": absolute(file), "encodingFormat": _ENCODINGS[file[-4:]]}
            for file in files
        ],
    }


def organization(unit: WorkUnit, parent_slug: str = "") -> Thing:
    """A unit."""
    address = absolute(reverse("unit", args=[unit.slug]))
    told: Thing = {
        "@type": "GovernmentOrganization",
        "@id": address,
        "url": address,
        "name": unit.name,
        "alternateName": [unit.short_name, *unit.aliases],
    }
    if parent_slug:
        told["parentOrganization"] = {"@id": absolute(reverse("unit", args=[parent_slug]))}
    return told


def dataset(row: Publication, version: PublicationVersion) -> Thing:
    """A publication: a data set where it is a table, else a work."""
    address = absolute(reverse("publication", args=[row.pk]))
    kinds = {PublicationKind.DATASET.value: "Dataset", PublicationKind.VIDEO.value: "VideoObject"}
    told: Thing = {
        "@type": kinds.get(row.kind, "CreativeWork"),
        "@id": address,
        "url": address,
        "name": version.title,
        "inLanguage": "id",
        "isAccessibleForFree": True,
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": row.unit.name,
            "url": absolute(reverse("unit", args=[row.unit.slug])),
        },
        "description": version.summary,
        "datePublished": row.published_at.date().isoformat() if row.published_at else None,
        "dateModified": row.changed_on.isoformat() if row.changed_on else None,
        "temporalCoverage": _period(version),
    }
    if version.released:
        told["encoding"] = {
            "@type": "MediaObject",
            "contentUrl": absolute(reverse("publication_file", args=[row.pk, version.number])),
            "encodingFormat": version.released.mime,
            "contentSize": str(version.released.size),
            "sha256": version.released_id,
        }
    return {name: value for name, value in told.items() if value}


def _period(version: PublicationVersion) -> str:
    if not (version.period_from and version.period_to):
        return ""
    return f"{version.period_from.isoformat()}/{version.period_to.isoformat()}"


def crumbs(trail: Sequence[tuple[str, str]]) -> Thing:
    """Where a page lies: names and paths from the top."""
    places = [
        {"@type": "ListItem", "position": number, "name": name, "item": absolute(path)}
        for number, (name, path) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": places}
