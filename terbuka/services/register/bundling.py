"""The evidence of a dispute bound as one PDF: asked for at a page, bound by a worker, kept as a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from terbuka.documents.evidence import Part, bind
from terbuka.documents.mediatypes import MediaType
from terbuka.models import Account, CaseFile, Dispute, Event, StoredFile
from terbuka.rules.daynames import Day
from terbuka.rules.language import Phrase, say, speaking
from terbuka.rules.phrases import in_both, phrase_of
from terbuka.rules.register.post import FILE_WORDS, FileKind, MessageKind
from terbuka.rules.ruling import BadInput
from terbuka.services.files import open_blob, put_blob, store_file
from terbuka.services.register.places import Case, local_day
from terbuka.services.register.rows import DISPUTE, held, note

ASKED, BOUND, FAILED = "ask_bundle", "bundle", "bundle_failed"
WORDS = {
    "heading": "Bundel Bukti Termohon",
    "index": "Daftar bukti",
    "evidence": "Bukti",
    "mark": "T",
    "page": "Halaman",
    "columns": "Bukti|Uraian|Tanggal|Lembar|Halaman",
    "attached": "Berkas asli dilampirkan di dalam PDF ini; buka lewat panel lampiran.",
    "broken": "Tidak dapat dibuka; berkas asli dilampirkan di dalam PDF ini.",
}


class Group(StrEnum):
    """What a piece belongs to; the bundle follows this order."""

    REQUEST = "request"
    TEST = "test"
    OBJECTION = "objection"
    DISPUTE = "dispute"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper made from the case for the bundle: its title, the number of what it belongs to, its day."""

    group: Group
    title: str
    what: str
    on: date | None
    content: bytes


@dataclass(frozen=True, slots=True)
class Progress:
    """Is a bundle being made; why the last one was not."""

    is_waiting: bool
    fault: Phrase | None = None


def ask_bundle(dispute: Dispute, papers: Sequence[Paper], *, by: Account, at: datetime) -> None:
    """Keep the papers as they are now, out of sight, and note that the bundle is asked for; then enqueue it.

    Raises BadInput, DiskFull.
    """
    stored = [
        store_file(unit=dispute.unit, name=f"{one.title}.pdf", content=one.content, by=by, at=at)
        for one in papers
    ]
    with transaction.atomic():
        row = held(dispute)
        kept = []
        for one, file in zip(papers, stored, strict=True):
            copy = CaseFile.objects.create(
                dispute=row, kind=FileKind.BUNDLE.value, file=file, title=one.title,
                added_at=at, added_by=by, removed_at=at,
            )  # fmt: skip
            kept.append([copy.pk, one.group.value, one.what, one.on.isoformat() if one.on else ""])
        note(row, ASKED, by=by, at=at, papers=kept)


def progress_of(dispute: Dispute) -> Progress:
    """How the last bundle that was asked for stands."""
    last = _last(dispute)
    if last is None or last.verb == BOUND:
        return Progress(False)
    if last.verb == FAILED:
        return Progress(False, phrase_of(last.payload["reason"]))
    return Progress(True)


def _last(dispute: Dispute) -> Event | None:
    rows = Event.objects.about(DISPUTE, dispute.pk).filter(verb__in=(ASKED, BOUND, FAILED))
    return rows.order_by("-pk").first()


def bind_bundle(dispute_id: int, *, at: datetime) -> None:
    """Bind what was asked for, and keep it as a file of the dispute; nothing where nothing waits."""
    rows = Dispute.objects.select_related("unit", "objection__applicant", "objection__request")
    dispute = rows.get(pk=dispute_id)
    asked = _last(dispute)
    if asked is None or asked.verb != ASKED:
        return
    try:
        with speaking("id"):
            parts = list(_parts(dispute, asked.payload["papers"]))
            title = f"Bundel bukti {dispute.number}"
            made = bind(parts, title=title, head=_head(dispute), words=_words(dispute, at), at=at)
        blob = put_blob(made, MediaType.PDF.value, at=at)
    except BadInput as fault:
        with transaction.atomic():
            note(held(dispute), FAILED, by=None, at=at, reason=in_both(fault.phrase))
        return
    with transaction.atomic(), speaking("id"):
        row = held(dispute)
        name = f"bundel-bukti-{row.unit.slug}-{row.number_seq}.pdf"
        file = StoredFile.objects.create(unit=row.unit, blob=blob, name=name, uploaded_at=at)
        day = Day(local_day(row.unit, at))
        CaseFile.objects.create(
            dispute=row, kind=FileKind.BUNDLE.value, file=file, title=f"Bundel bukti, {day}", added_at=at
        )
        note(row, BOUND, by=None, at=at, parts=len(parts), size=len(made))


def _head(one: Dispute) -> list[list[str]]:
    objection, asked = one.objection, one.objection.request
    return [
        ["Komisi", one.commission],
        ["Nomor register sengketa", one.commission_number or "–"],
        ["Pemohon", objection.applicant.name or "–"],
        ["Termohon", one.unit.name],
        ["Pokok sengketa", one.subject],
        ["Permohonan", asked.number if asked and asked.number else "–"],
        ["Keberatan", objection.number or "–"],
        ["Wakil termohon", one.representative or "–"],
    ]


def _words(one: Dispute, at: datetime) -> dict[str, str]:
    made = f"Disusun {Day(local_day(one.unit, at))} dengan Terbuka."
    return WORDS | {"office": one.unit.name, "number": f"Nomor {one.number}", "made": made}


def _parts(one: Dispute, papers: Sequence[Sequence[Any]]) -> Iterator[Part]:
    """Everything in the order of the course: papers before files in each group."""
    cases: dict[Group, Case | None] = {
        Group.REQUEST: one.objection.request,
        Group.TEST: None,
        Group.OBJECTION: one.objection,
        Group.DISPUTE: one,
    }
    copies = CaseFile.objects.select_related("file__blob").in_bulk([row[0] for row in papers])
    for group, case in cases.items():
        for pk, named, what, on in papers:
            if named == group:
                day = str(Day(date.fromisoformat(on))) if on else ""
                yield _part(copies[pk], what, day, is_ours=True)
        if case is not None:
            case.unit = one.unit
            yield from _files(case)


def _files(case: Case) -> Iterator[Part]:
    """The files of a case without those of internal notes and bundles."""
    rows: Iterable[CaseFile] = case.files.filter(removed_at=None).select_related("file__blob", "message")
    for row in rows:
        is_note = row.message is not None and row.message.kind == MessageKind.NOTE
        if not is_note and row.kind != FileKind.BUNDLE:
            what = str(FILE_WORDS[FileKind(row.kind)]).capitalize()
            yield _part(row, what, str(Day(local_day(case.unit, row.added_at))))


def _part(row: CaseFile, what: str, on: str, *, is_ours: bool = False) -> Part:
    """Raises BadInput where the bytes are gone."""
    file = row.file
    try:
        with open_blob(file.blob) as content:
            body = content.read()
    except FileNotFoundError:
        raise BadInput(
            say("Berkas {name} tidak ada lagi di server; pulihkan dari cadangan.", name=file.name)
        ) from None
    return Part(row.title or file.name, what, on, body, file.blob.mime, file.name, is_ours=is_ours)
