"""One publication at its address, which never dies: what it is, its file, how it changed, why it ended."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from terbuka.models import Publication, PublicationVersion
from terbuka.rules.comparing import FieldChange, compare
from terbuka.rules.duedates import state_of
from terbuka.rules.publishing import (
    FIELD_WORDS,
    FORM_WORDS,
    KIND_WORDS,
    Form,
    PublicationKind,
    PublicationStatus,
)
from terbuka.services.catalogue.reading import public_versions
from terbuka.web import words
from terbuka.web.access import today_at
from terbuka.web.kept import kept
from terbuka.web.linked import crumbs, dataset
from terbuka.web.tables import Cell, download

# What of two versions the public compares: never the closed source, nor who worked on it.
COMPARED = (
    *("title", "summary", "information_class", "period_from", "period_to", "holder", "responsible"),
    *("made_on", "made_in", "form", "retention", "url"),
)

HISTORY = ("versi", "diumumkan", "judul", "catatan", "perubahan", "sha256")
# Signs of a file's words on its page; fewer where they stand open because there are no pictures.
LONGEST_WORDS, LONGEST_OPEN = 6_000, 3_000


def once_public(pk: int) -> Publication:
    """A publication that is or was public, with its unit and version. Raises Http404 for a draft."""
    rows = Publication.objects.once_public().exclude(public=None)
    return get_object_or_404(
        rows.select_related("unit__parent", "public__released", "public__paper", "replaced_by__public"),
        pk=pk,
    )


def is_open(row: Publication) -> bool:
    """May its content be read: public now, or followed by another and still of use?"""
    return row.status in (PublicationStatus.PUBLIC, PublicationStatus.SUPERSEDED)


def gone(request: HttpRequest, row: Publication) -> HttpResponse:
    """410: why and since when it is not given out any more. Asked for anew each time: it may come back."""
    is_withdrawn = row.status == PublicationStatus.WITHDRAWN
    told = {
        "section": "search",
        "publication": row,
        "unit": row.unit,
        "version": row.public,
        "is_archived": row.status == PublicationStatus.ARCHIVED,
    }
    template = "portal/withdrawn.html" if is_withdrawn else "portal/file_gone.html"
    response = render(request, template, told, status=410)
    response.headers["Cache-Control"] = "no-cache"
    return response


@kept
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a publication; 410 with the reason and the day for one that was withdrawn."""
    row = once_public(pk)
    if row.status == PublicationStatus.WITHDRAWN:
        return gone(request, row)
    version = row.public
    assert version
    state = state_of(row.due_on, today_at(row.unit), soon=settings.DUE_SOON)
    told: dict[str, Any] = {
        "section": "search",
        "publication": row,
        "unit": row.unit,
        "version": version,
        "items": list(version.items.all()),
        "is_open": is_open(row),
        "is_current": row.status == PublicationStatus.PUBLIC,
        "state": words.STANDINGS[state],
        "kind_word": KIND_WORDS[PublicationKind(row.kind)],
        "form_word": FORM_WORDS[Form(version.form)],
        "versions": public_versions(row).count(),
        "shown": _shown(version) if is_open(row) else None,
        "linked": [dataset(row, version), crumbs(_trail(row))] if is_open(row) else [],
    }
    return render(request, "portal/publication.html", told)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of a file before it is downloaded: pages with their dots, a film, its words."""

    pages: tuple[tuple[int, int, int], ...] = ()
    film: str = ""
    words: str = ""
    is_cut: bool = False


def _shown(version: PublicationVersion) -> Shown | None:
    if version.released is None:
        return None
    kind, body = version.released.mime, version.body.strip()
    most = LONGEST_WORDS if version.pictures else LONGEST_OPEN
    return Shown(
        pages=tuple((at, one["width"], one["height"]) for at, one in enumerate(version.pictures, start=1)),
        film=kind if kind.startswith("video/") else "",
        words=body[:most],
        is_cut=len(body) > most,
    )


def _trail(row: Publication) -> list[tuple[str, str]]:
    assert row.public
    return [
        (row.unit.short_name, reverse("unit", args=[row.unit.slug])),
        (row.public.title, reverse("publication", args=[row.pk])),
    ]


@dataclass(frozen=True, slots=True)
class Past:
    """One public version with what it changed; `changes` is empty for the first."""

    version: PublicationVersion
    changes: tuple[FieldChange, ...]
    is_new_file: bool


@kept
def publication_history(request: HttpRequest, pk: int) -> HttpResponse:
    """All public versions with their notes and what each changed. Raises Http404."""
    row = once_public(pk)
    if row.status == PublicationStatus.WITHDRAWN:
        return gone(request, row)
    told = {"section": "search", "publication": row, "unit": row.unit, "version": row.public}
    return render(request, "portal/history.html", told | {"past": _history(row)})


@kept
def publication_history_export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The same as a file, a row a version. Raises Http404."""
    row = once_public(pk)
    if row.status == PublicationStatus.WITHDRAWN:
        return gone(request, row)
    rows: list[list[Cell]] = [
        [
            one.version.number,
            timezone.localdate(one.version.published_at).isoformat() if one.version.published_at else "",
            one.version.title,
            one.version.change_note,
            "; ".join(f"{change.name}: {change.before} → {change.after}" for change in one.changes),
            one.version.released_id or "",
        ]
        for one in _history(row)
    ]
    return download(kind, f"riwayat-{row.pk}", HISTORY, rows)


def _history(row: Publication) -> list[Past]:
    versions = list(public_versions(row))
    return [_past(one, older) for one, older in zip(versions, [*versions[1:], None], strict=True)]


def _past(version: PublicationVersion, older: PublicationVersion | None) -> Past:
    if older is None:
        return Past(version, (), False)
    found = compare(_told(older), _told(version), ("", ""))
    changes = tuple(FieldChange(str(FIELD_WORDS[one.name]), one.before, one.after) for one in found.fields)
    return Past(version, changes, version.released_id != older.released_id)


def _told(version: PublicationVersion) -> dict[str, str]:
    told = {name: str(getattr(version, name) or "") for name in COMPARED}
    told["information_class"] = str(words.CLASSES[version.information_class])
    told["form"] = str(FORM_WORDS[Form(version.form)])
    told["items"] = ", ".join(item.code for item in version.items.all())
    return told
