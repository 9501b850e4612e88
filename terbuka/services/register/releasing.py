"""What leaves with an answer: files that the guard looked at, their safe copies, words for the public."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.conf import settings
from django.db import transaction

from terbuka.documents.guarding.looking import Look, look
from terbuka.documents.mediatypes import MediaType
from terbuka.models import Account, InformationRequest, PublicationVersion, StoredFile
from terbuka.rules.guarding import hits_in
from terbuka.rules.language import Phrase, say
from terbuka.rules.matching.normalise import plain
from terbuka.rules.phrases import in_both
from terbuka.rules.publishing import GuardState
from terbuka.services.files import open_blob, store_file
from terbuka.services.people import day_at
from terbuka.services.register.rows import note
from terbuka.services.slots import slot
from terbuka.services.units import BadFields

# Seconds for which a file waits for its turn to be looked at.
PATIENCE, MOST_TOLD = 20.0, 30
_UNREAD = say(
    "Jenis berkas ini tidak dapat diperiksa penjaga. Buka dan bacalah sendiri sebelum menyerahkannya."
)
_GONE = say("Berkas ini hilang dari ruang simpan; unggah lagi.")
_MADE = (GuardState.CLEAN.value, GuardState.CLEARED.value)


@dataclass(frozen=True, slots=True)
class Ready:
    """A file as the applicant would get it: a safe copy where one could be made, else as it came.

    `found`: kind, place in both languages and masked words of each open finding; `fault`: why
    it could not be looked at, in both languages, else None.
    """

    file: StoredFile
    found: tuple[tuple[str, dict[str, str], str], ...] = ()
    fault: dict[str, str] | None = None

    @property
    def is_clean(self) -> bool:
        """May it go out without anybody's second look?"""
        return not self.found and self.fault is None


def prepare_answer(request: InformationRequest, file: StoredFile, *, by: Account, at: datetime) -> Ready:
    """Have the guard look at a file before it answers a request. Not within a transaction; raises Busy.

    The event tells what kinds were found, never the words.
    """
    seen = _looked(request, file, at=at)
    ready = Ready(
        file=_copied(request, file, seen, by=by, at=at),
        found=tuple((one.kind, one.where, one.excerpt) for one in seen.seen if one.is_open)[:MOST_TOLD],
        fault=None if seen.is_workable else in_both(seen.fault or _UNREAD),
    )
    with transaction.atomic():
        kinds = sorted({kind for kind, _where, _words in ready.found})
        note(request, "check_answer_file", by=by, at=at, file=ready.file.pk, kinds=kinds)
    return ready


def _looked(request: InformationRequest, file: StoredFile, *, at: datetime) -> Look:
    if file.blob.mime not in set(MediaType):
        return Look(fault=_UNREAD, is_workable=False)
    try:
        with open_blob(file.blob) as content:
            body = content.read()
    except FileNotFoundError:
        return Look(fault=_GONE, is_workable=False)
    on = day_at(request.unit, at)
    with slot("drawn", settings.DRAWN_AT_ONCE, patience=PATIENCE):
        return look(body, name=file.name, kind=MediaType(file.blob.mime), title=file.name, on=on, at=at)


def _copied(
    request: InformationRequest, file: StoredFile, seen: Look, *, by: Account, at: datetime
) -> StoredFile:
    """The safe copy, without comments, authors and hidden parts; the file itself where there is none."""
    if seen.copy is None or seen.copy.kind.value != file.blob.mime:
        return file
    name = PurePath(file.name).name
    return store_file(unit=request.unit, name=name, content=seen.copy.content, by=by, at=at)


def cleared_versions(request: InformationRequest) -> list[PublicationVersion]:
    """Copies that the guard made of the unit's drafts, blacked out as somebody decided; the newest first."""
    rows = PublicationVersion.objects.filter(publication__unit=request.unit_id, guard__in=_MADE)
    rows = rows.exclude(released=None).filter(publication__published_at=None)
    return list(rows.select_related("released").order_by("-pk")[:20])


def copy_of(
    request: InformationRequest, version: PublicationVersion, *, by: Account, at: datetime
) -> StoredFile:
    """The blacked-out copy of a draft as a file of its own, to be given to who asked."""
    assert version.released
    with open_blob(version.released) as content:
        body = content.read()
    return store_file(unit=request.unit, name=version.released_name, content=body, by=by, at=at)


def check_public(request: InformationRequest, summary: str) -> None:
    """May these words on an answer be read by everybody? Raises BadFields for whom or what they name."""
    fault: Phrase | None = None
    if hits_in(summary):
        fault = say("Ringkasan ini memuat nomor atau data pribadi. Hapus dahulu: siapa saja akan membacanya.")
    names = [one for one in plain(request.applicant.name).split() if len(one) > 3]
    told = set(plain(summary).split())
    if names and all(one in told for one in names):
        fault = say("Ringkasan ini menyebut nama pemohon. Hapus dahulu: siapa saja akan membacanya.")
    if fault:
        raise BadFields({"public_summary": fault})
