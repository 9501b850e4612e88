"""Many at once: a folder that was dropped, a ZIP, a letter. Each file begins a publication of its own."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from terbuka.documents.bundles import Member, NotTaken, unpacked
from terbuka.models import Account, CollectionBatch, Event, PublicationVersion, StoredFile, WorkUnit
from terbuka.rules.guessing import words_of_name
from terbuka.rules.language import Phrase, say
from terbuka.rules.phrases import in_both
from terbuka.rules.publishing import PublicationKind
from terbuka.rules.ruling import BadInput
from terbuka.services.catalogue.collecting import begin_publication
from terbuka.services.events import record
from terbuka.services.files import open_blob, store_file
from terbuka.services.units.succession import check_open

KIND = "collection_batch"
# Where many came from.
FOLDER, ZIP, TABLE, LETTER = "folder", "zip", "table", "letter"


@transaction.atomic
def begin_batch(
    unit: WorkUnit,
    *,
    origin: str,
    file: StoredFile | None = None,
    total: int = 0,
    by: Account,
    at: datetime,
) -> CollectionBatch:
    """Begin a batch: `origin` is folder, zip, table or letter; `total` 0 where it is not known yet.

    For a ZIP, and for a folder that holds one (`file`), the door enqueues `unpack_batch` with its id.
    Raises Refused for a unit that has ended.
    """
    check_open(unit, at)
    batch = CollectionBatch.objects.create(
        unit=unit, origin=origin, file=file, total=total, made_at=at, made_by=by
    )
    told = {"unit": unit.pk, "origin": origin, "file": file.pk if file else None, "total": total}
    record(KIND, batch.pk, "begin", by=by, at=at, payload=told)
    return batch


def collect_file(
    batch: CollectionBatch, file: StoredFile, *, by: Account, at: datetime
) -> PublicationVersion:
    """Begin a publication from a stored file, as part of a batch; its name is its title until it is read.

    The door enqueues `inspect_version` and `guess_version`. Raises BadInput, Refused.
    """
    with transaction.atomic():
        version = begin_publication(
            batch.unit,
            kind=kind_of(file.name),
            title=words_of_name(file.name) or file.name,
            source=file,
            batch=batch,
            by=by,
            at=at,
        )
        _count(batch, at=at)
    return version


def kind_of(name: str) -> PublicationKind:
    """Tables are data, films are videos, all else a file."""
    low = name.lower()
    if low.endswith((".mp4", ".webm")):
        return PublicationKind.VIDEO
    return PublicationKind.DATASET if low.endswith((".xlsx", ".csv")) else PublicationKind.FILE


@transaction.atomic
def note_fault(batch: CollectionBatch, name: str, fault: Phrase, *, at: datetime) -> CollectionBatch:
    """Write down that one of the batch could not be taken in, and why."""
    return _count(batch, fault={"name": name[:300], "fault": in_both(fault)}, at=at)


def _count(
    batch: CollectionBatch, *, fault: dict[str, object] | None = None, at: datetime
) -> CollectionBatch:
    row = CollectionBatch.objects.select_for_update(of=("self",)).select_related("unit").get(pk=batch.pk)
    row.done += 1
    row.total = max(row.total, row.done)
    if fault:
        row.faults = [*row.faults, fault]
    if row.done >= row.total and row.file_id is None:
        row.finished_at = at
    row.save(update_fields=["done", "total", "faults", "finished_at"])
    batch.done, batch.total, batch.faults, batch.finished_at = (
        row.done,
        row.total,
        row.faults,
        row.finished_at,
    )
    return row


@transaction.atomic
def finish_batch(batch: CollectionBatch, *, by: Account | None, at: datetime) -> CollectionBatch:
    """All of it has been looked at."""
    row = CollectionBatch.objects.select_for_update().get(pk=batch.pk)
    row.finished_at = row.finished_at or at
    row.save(update_fields=["finished_at"])
    told = {"unit": row.unit_id, "done": row.done, "faults": len(row.faults)}
    record(KIND, row.pk, "finish", by=by, at=at, payload=told)
    return row


def unpack_zip(batch: CollectionBatch, *, at: datetime) -> list[PublicationVersion]:
    """Take the files of a ZIP in, member by member; a member at fault is named and stops no other.

    Done again after a break it goes on where it stopped. Gives the versions that were begun now.
    """
    if batch.finished_at is not None or batch.file is None:
        return []
    with open_blob(batch.file.blob) as content:
        body = content.read()
    begun = []
    beside = _beside(batch)
    try:
        for number, one in enumerate(unpacked(body)):
            if number < batch.done - beside:
                continue
            version = _take(batch, one, at=at)
            begun += [version] if version else []
    except BadInput as fault:
        note_fault(batch, batch.file.name, fault.phrase, at=at)
    finish_batch(batch, by=batch.made_by, at=at)
    return begun


def _beside(batch: CollectionBatch) -> int:
    """How many files came beside the ZIP, and were counted before it."""
    began = Event.objects.about(KIND, batch.pk).filter(verb="begin").first()
    return int(began.payload.get("total", 0)) if began else 0


def _take(batch: CollectionBatch, one: Member | NotTaken, *, at: datetime) -> PublicationVersion | None:
    by = batch.made_by
    if isinstance(one, NotTaken):
        note_fault(batch, one.name, one.reason, at=at)
        return None
    try:
        file = store_file(
            unit=batch.unit, name=one.name, content=one.content, is_collected=True, by=by, at=at
        )
        return collect_file(batch, file, by=by, at=at)
    except BadInput as fault:
        note_fault(batch, one.name, fault.phrase, at=at)
        return None


def collect_files(
    batch: CollectionBatch, files: Iterable[tuple[str, bytes]], *, by: Account, at: datetime
) -> list[PublicationVersion]:
    """Store and collect files that came whole, as name and bytes; faults are named in the batch."""
    begun = []
    for name, content in files:
        version = _take(batch, Member(name, content), at=at)
        begun += [version] if version else []
    if not begun and not batch.faults:
        note_fault(batch, "", say("Tidak ada berkas di dalamnya."), at=at)
    finish_batch(batch, by=by, at=at)
    return begun
