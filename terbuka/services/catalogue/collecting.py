"""Collecting: a publication begins with a draft; drafts are written in, given another file, thrown away."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from terbuka.models import (
    Account,
    BlackOut,
    CollectionBatch,
    Event,
    GuardFinding,
    Publication,
    PublicationVersion,
    RequiredItem,
    StoredFile,
    WorkUnit,
)
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.guessing import Guess
from terbuka.rules.language import say
from terbuka.rules.phrases import in_both
from terbuka.rules.publishing import (
    GuardState,
    PublicationKind,
    PublicationStatus,
    VersionStatus,
    may_begin_version,
    may_discard,
    may_edit,
    may_turn,
)
from terbuka.rules.ruling import BadInput, Stale
from terbuka.services.catalogue.fields import CONTENT, checked
from terbuka.services.catalogue.standing import (
    ON_ITS_WAY,
    PUBLICATION,
    VERSION,
    facts_of,
    held,
    held_publication,
    note,
    today_of,
    write,
)
from terbuka.services.events import record
from terbuka.services.people import day_at
from terbuka.services.units.checks import BadFields
from terbuka.services.units.succession import check_open

# What a later version takes over from the one before it.
_CARRIED = (
    "title",
    "summary",
    "information_class",
    "period_from",
    "period_to",
    "holder",
    "responsible",
    "made_on",
    "made_in",
    "form",
    "retention",
    "url",
    "text",
)
# What the guard knows of a file; it goes with the file.
_OF_FILE = (
    "source_id",
    "released_id",
    "released_name",
    "pictures",
    "paper_id",
    "pages",
    "has_text_layer",
    "body",
    "guard",
    "unread",
    "cleared_at",
    "cleared_by_id",
)


@transaction.atomic
def begin_publication(
    unit: WorkUnit,
    *,
    kind: PublicationKind,
    title: str,
    source: StoredFile | None = None,
    url: str = "",
    text: str = "",
    items: Iterable[RequiredItem | str] = (),
    values: dict[str, Any] | None = None,
    batch: CollectionBatch | None = None,
    by: Account,
    at: datetime,
) -> PublicationVersion:
    """Begin a publication with its first draft. `values` are further fields as `save_version` takes them.

    With a file the guard waits to read it: the door enqueues `inspect_version` and
    `guess_version`. Raises BadFields by field name, Refused for a unit that has ended.
    """
    check_open(unit, at)
    typed = {"title": title, "url": url, "text": text, "items": items} | (values or {})
    kept, chosen = checked(typed, unit=unit, stands=(None, None), today=day_at(unit, at))
    _check_source(unit, kind, source)
    began = {"began_at": at, "began_by": by}
    publication = Publication.objects.create(unit=unit, kind=kind.value, batch=batch, **began)
    version = PublicationVersion.objects.create(
        publication=publication,
        number=1,
        source=source,
        guard=(GuardState.WAITING if source else GuardState.NONE).value,
        # Whoever chose items has said what the file is; otherwise the guess is to be confirmed.
        is_confirmed=not source or bool(chosen),
        saved_at=at,
        saved_by=by,
        **_defaults(unit, chosen) | kept,
    )
    version.items.set(chosen or [])
    told = {"unit": unit.pk, "kind": kind.value, "title": title[:300], "version": version.pk}
    record(PUBLICATION, publication.pk, "begin", by=by, at=at, payload=told)
    return version


def _defaults(unit: WorkUnit, items: list[RequiredItem] | None) -> dict[str, Any]:
    own = items[0].information_class if items else InformationClass.ON_DEMAND.value
    return {
        "information_class": own,
        "holder": f"PPID {unit.short_name}"[:200],
        "responsible": unit.name[:200],
    }


def _check_source(unit: WorkUnit, kind: PublicationKind, source: StoredFile | None) -> None:
    """Raises BadFields for a file that is missing, or of another unit."""
    if source is None and CONTENT.get(kind) == "source":
        raise BadFields({"source": say("Pilih berkasnya.")})
    if source and CONTENT.get(kind, "source") != "source":
        raise BadFields({"source": say("Jenis informasi ini tidak memakai berkas.")})
    if source and source.unit_id != unit.pk:
        raise BadFields({"source": say("Berkas ini bukan milik satker yang sama.")})


@transaction.atomic
def begin_version(
    publication: Publication, *, change_note: str = "", by: Account, at: datetime
) -> PublicationVersion:
    """Begin a new version from what the public reads now, file and all. Raises Refused."""
    row = held_publication(publication.pk)
    check_open(row.unit, at)
    is_busy = row.versions.filter(status__in=ON_ITS_WAY).exists()
    may_begin_version(PublicationStatus(row.status), is_on_its_way=is_busy).enforce()
    assert row.public
    number = row.versions.aggregate(last=Max("number"))["last"] + 1
    carried = {name: getattr(row.public, name) for name in (*_CARRIED, *_OF_FILE)}
    version = PublicationVersion.objects.create(
        publication=row,
        number=number,
        change_note=change_note.strip()[:2000],
        is_confirmed=True,
        saved_at=at,
        saved_by=by,
        **carried,
    )
    version.items.set(row.public.items.all())
    note(version, "begin", by=by, at=at, number=number)
    return version


def save_version(
    version: PublicationVersion, values: dict[str, Any], *, expected: int, by: Account, at: datetime
) -> PublicationVersion:
    """Save some fields of a draft; `expected` is the row version that the person had read.

    Raises BadFields by field name, Refused where it is no draft any more, Stale with the
    row as it stands when somebody else changed one of the same fields since.
    """
    with transaction.atomic():
        row = held(version)
        may_edit(VersionStatus(row.status)).enforce()
        kept, items = checked(
            values,
            unit=row.publication.unit,
            stands=(row.period_from, row.period_to),
            today=today_of(row.publication, at),
        )
        changed = [name for name, value in kept.items() if getattr(row, name) != value]
        if items is not None and [one.pk for one in row.items.order_by("position")] != [
            one.pk for one in items
        ]:
            changed.append("items")
        if changed and _touched_since(row, expected) & values.keys():
            raise Stale(row)
        if not changed:
            return row
        for name in changed:
            if name == "items":
                row.items.set(items or [])
            else:
                setattr(row, name, kept[name])
        row.saved_at, row.saved_by = at, by
        write(row, [*(name for name in changed if name != "items"), "saved_at", "saved_by"])
        note(row, "save", by=by, at=at, version=row.version, fields=changed)
    return row


def _touched_since(row: PublicationVersion, expected: int) -> set[str]:
    """The fields that were saved after the version that a person had read."""
    if row.version <= expected:
        return set()
    told = Event.objects.about(VERSION, row.pk).filter(verb="save").order_by("-id")
    later = (event.payload for event in told[: row.version - expected])
    return {name for payload in later if payload["version"] > expected for name in payload["fields"]}


@transaction.atomic
def replace_source(
    version: PublicationVersion,
    *,
    source: StoredFile | None = None,
    url: str | None = None,
    expected: int | None = None,
    by: Account,
    at: datetime,
) -> PublicationVersion:
    """Give a draft another file, or a video another address; what the guard knew goes with the old file.

    With a file the door enqueues `inspect_version` and `guess_version`. Raises BadFields, Refused, Stale.
    """
    row = held(version, expected)
    may_edit(VersionStatus(row.status)).enforce()
    unit, kind = row.publication.unit, PublicationKind(row.publication.kind)
    if kind in CONTENT and CONTENT[kind] not in ("source", "url"):
        raise BadInput(say("Jenis informasi ini tidak memakai berkas."))
    if source is not None or CONTENT.get(kind) == "source":
        _check_source(unit, kind, source)
    if url is not None:
        row.url = checked({"url": url}, unit=unit, stands=(None, None), today=today_of(row.publication, at))[
            0
        ]["url"]
    GuardFinding.objects.filter(version=row).delete()
    BlackOut.objects.filter(version=row).delete()
    row.source, row.released, row.paper, row.pages, row.has_text_layer = source, None, None, None, None
    row.pictures = []
    row.released_name, row.body, row.unread, row.cleared_at, row.cleared_by = "", "", [], None, None
    row.guard = (GuardState.WAITING if source else GuardState.NONE).value
    row.guess, row.saved_at, row.saved_by = {}, at, by
    write(row, ["url", "guess", "saved_at", "saved_by", *_OF_FILE])
    told = {"file": source.pk if source else None, "sha256": source.blob_id if source else ""}
    note(row, "replace_source", by=by, at=at, **told)
    return row


@transaction.atomic
def note_guess(version: PublicationVersion, guess: Guess, *, at: datetime) -> PublicationVersion:
    """Keep what the machine read in the file beside the fields; a person confirms it. A job."""
    row = held(version)
    if row.status != VersionStatus.DRAFT or row.is_confirmed:
        return row
    row.guess = {
        "items": [
            {"code": one.code, "score": one.score, "reasons": [in_both(reason) for reason in one.reasons]}
            for one in guess.items
        ],
        "title": guess.title,
        "title_reason": in_both(guess.title_reason),
        "period": [day.isoformat() for day in guess.period] if guess.period else None,
        "period_words": guess.period_words,
        "period_reason": in_both(guess.period_reason),
        "information_class": guess.information_class.value if guess.information_class else "",
        "made_on": guess.made_on.isoformat() if guess.made_on else None,
    }
    write(row, ["guess"])
    note(row, "guess", by=None, at=at, items=[one.code for one in guess.items])
    return row


def confirm_guess(
    version: PublicationVersion, values: dict[str, Any], *, expected: int, by: Account, at: datetime
) -> PublicationVersion:
    """A person has looked at the guess: these are title, items, period and whatever else was set right.

    Raises BadFields, Refused, Stale as `save_version`.
    """
    with transaction.atomic():
        row = save_version(version, values, expected=expected, by=by, at=at)
        if not row.is_confirmed:
            row.is_confirmed = True
            write(row, ["is_confirmed"])
            note(row, "confirm_guess", by=by, at=at)
    return row


@transaction.atomic
def discard_version(version: PublicationVersion, *, by: Account, at: datetime) -> PublicationVersion:
    """Throw a version away that was never public; a publication without any other goes with it. Refused."""
    row = held(version)
    may_discard(facts_of(row)).enforce()
    row.status = VersionStatus.DISCARDED.value
    write(row, ["status"])
    note(row, "discard", by=by, at=at)
    publication = row.publication
    if publication.status == PublicationStatus.COLLECTING:
        may_turn(PublicationStatus.COLLECTING, PublicationStatus.DISCARDED).enforce()
        publication.status = PublicationStatus.DISCARDED.value
        publication.ended_at, publication.ended_by = at, by
        write(publication, ["status", "ended_at", "ended_by"])
        record(PUBLICATION, publication.pk, "discard", by=by, at=at, payload={"unit": publication.unit_id})
    return row
