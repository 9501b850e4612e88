"""The leak guard at work: each file is read in a process of its own, then its public copy is made. Jobs.

A job may be done twice and may be killed at any moment: what it found is written in one transaction,
and belongs to the very file that it had read.
"""

from datetime import datetime
from pathlib import PurePath

from django.conf import settings

from terbuka.documents.blackout.areas import Area, Part
from terbuka.documents.blackout.verifying import NotBlackedOut
from terbuka.documents.guarding.clearing import Order, StillThere, clear
from terbuka.documents.guarding.films import look_at_film
from terbuka.documents.guarding.looking import Copy, Look, look
from terbuka.documents.guarding.showing import show
from terbuka.documents.mediatypes import MediaType
from terbuka.documents.safecopy.films import copy_film
from terbuka.models import Account, Event, PublicationVersion
from terbuka.rules.blackout import Reason
from terbuka.rules.guarding import KIND_WORDS, Remedy
from terbuka.rules.language import Phrase, say
from terbuka.rules.phrases import phrase_of
from terbuka.rules.publishing import FindingDecision, GuardState
from terbuka.rules.ruling import BadInput
from terbuka.services.catalogue import guard
from terbuka.services.catalogue.guard_pictures import source_of
from terbuka.services.catalogue.standing import ON_ITS_WAY, VERSION
from terbuka.services.files import open_blob, put_blob
from terbuka.services.people import day_at

_VIDEOS = ("video/mp4", "video/webm")
_ENDINGS = {
    MediaType.PDF: ".pdf",
    MediaType.JPEG: ".jpg",
    MediaType.PNG: ".png",
    MediaType.XLSX: ".xlsx",
    MediaType.DOCX: ".docx",
    MediaType.CSV: ".csv",
    MediaType.TXT: ".txt",
}
_GONE = say("Berkas ini hilang dari ruang simpan; unggah lagi.")
_KIND = say("Jenis berkas ini tidak dapat diumumkan: unggah sebagai PDF.")
_MOST_TURNS = 5


def _waiting(version_id: int) -> PublicationVersion | None:
    rows = PublicationVersion.objects.select_related("publication__unit__parent", "source__blob")
    row = rows.filter(pk=version_id, status__in=ON_ITS_WAY).first()
    return row if row is not None and row.source is not None else None


def inspect_version(version_id: int, *, at: datetime) -> None:
    """Read the file of a version; a clean one has its public copy at once. A job."""
    for _ in range(_MOST_TURNS):
        version = _waiting(version_id)
        if version is None or version.guard != GuardState.WAITING:
            return
        seen = _film(version) if _is_film(version) else _look(version)
        release = _stored(version, seen.copy, at=at) if seen.copy and seen.is_clean else None
        if guard.note_inspection(version, seen, release=release, at=at):
            return
        # Another file came meanwhile; its own job was this one.


def _look(version: PublicationVersion) -> Look:
    try:
        source = source_of(version)
    except ValueError:
        return Look(fault=_KIND, is_workable=False)
    except FileNotFoundError:
        return Look(fault=_GONE, is_workable=False)
    return look(
        source.content, name=source.name, kind=source.kind, title=source.title, on=source.on, at=source.at
    )


def _is_film(version: PublicationVersion) -> bool:
    return version.source is not None and version.source.blob.mime in _VIDEOS


def _film(version: PublicationVersion) -> Look:
    """A film plays or it does not; what it shows only a person can tell."""
    assert version.source
    try:
        with open_blob(version.source.blob) as content:
            return look_at_film(content.read())
    except FileNotFoundError:
        return Look(fault=_GONE, is_workable=False)


def _stored(
    version: PublicationVersion,
    copy: Copy,
    *,
    dismissed: frozenset[tuple[str, int | None]] = frozenset(),
    at: datetime,
) -> guard.Release:
    """The copy and what shows it, under their hashes, before any row names them."""
    assert version.source
    stem, on = (
        PurePath(version.source.name).stem,
        day_at(version.publication.unit, version.source.uploaded_at),
    )
    shown = show(copy, name=stem, on=on, most=settings.PREVIEW_PAGES, dismissed=dismissed)
    return guard.Release(
        blob=put_blob(copy.content, copy.kind.value, at=at),
        name=stem + _ENDINGS[copy.kind],
        pictures=tuple(
            guard.Pictured(put_blob(one.content, one.kind, at=at), one.width, one.height)
            for one in shown.pictures
        ),
        paper=put_blob(shown.paper, MediaType.PDF.value, at=at) if shown.paper else None,
        pages=copy.pages,
        has_text_layer=copy.has_text_layer,
        body=copy.text,
        changes=(*copy.notes, *shown.notes),
    )


def _stored_film(version: PublicationVersion, *, at: datetime) -> guard.Release | Phrase:
    """The film without what it told beside its pictures, or why there is none."""
    assert version.source
    try:
        with open_blob(version.source.blob) as content:
            made = copy_film(content.read())
    except BadInput as fault:
        return fault.phrase
    except FileNotFoundError:
        return _GONE
    blob = put_blob(made, version.source.blob.mime, at=at)
    return guard.Release(blob, version.source.name, has_text_layer=None)


def order_of(version: PublicationVersion) -> Order:
    """What was decided of a version, as the black-out takes it."""
    findings = [one for one in version.findings.all() if not one.is_hint]
    blacked = [one for one in findings if one.decision == FindingDecision.BLACKED_OUT]
    remedies = [(guard.remedy(one), one.page) for one in blacked]
    open_to_all = (FindingDecision.NOT_PERSONAL, FindingDecision.MAY_BE_PUBLIC)
    return Order(
        parts=tuple(
            Part(Area(one.page, one.x0, one.y0, one.x1, one.y1), Reason(one.reason))
            for one in version.black_outs.all()
        ),
        redraw=frozenset(page for how, page in remedies if how is Remedy.REDRAW and page),
        dismissed=frozenset((one.kind, one.page) for one in findings if one.decision in open_to_all),
        wants_paper=any(how is Remedy.PAPER for how, _page in remedies),
    )


def clear_version(version_id: int, *, at: datetime) -> None:
    """Make the public copy as decided, and read it back; where that fails nothing goes out. A job."""
    version = _waiting(version_id)
    if version is None or version.guard != GuardState.FINDINGS:
        return
    if version.findings.filter(decision=FindingDecision.OPEN.value, is_hint=False).exists():
        return
    by = _asked_by(version)
    made = _stored_film(version, at=at) if _is_film(version) else _cleared(version, at=at)
    if isinstance(made, Phrase):
        guard.note_not_cleared(version, made, at=at)
    else:
        guard.note_safe_copy(version, made, by=by, at=at)


def _cleared(version: PublicationVersion, *, at: datetime) -> guard.Release | Phrase:
    """The copy as decided, or why there is none: a sentence without a word of the file."""
    order = order_of(version)
    try:
        copy = clear(source_of(version), order)
    except NotBlackedOut as fault:
        return say("Salinan belum aman: {left}.", left=fault.left[0].words)
    except StillThere as fault:
        left = fault.left[0]
        return say(
            "Salinan yang dibaca ulang masih memuat {kind} ({where}); hitamkan juga.",
            kind=KIND_WORDS[left.kind],
            where=phrase_of(left.where),
        )
    except BadInput as fault:
        return fault.phrase
    except FileNotFoundError:
        return _GONE
    return _stored(version, copy, dismissed=order.dismissed, at=at)


def _asked_by(version: PublicationVersion) -> Account | None:
    asked = Event.objects.about(VERSION, version.pk).filter(verb="ask_clearing").order_by("-id").first()
    return Account.objects.filter(pk=asked.by_id or 0).first() if asked else None
