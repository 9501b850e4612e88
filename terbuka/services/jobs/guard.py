"""The leak guard at work: each file is read in a process of its own, then its public copy is made. Jobs.

A job may be done twice and may be killed at any moment: what it found is written in one transaction,
and belongs to the very file that it had read.
"""

from datetime import datetime
from pathlib import PurePath

from terbuka.documents.blackout.areas import Area, Part
from terbuka.documents.blackout.verifying import NotBlackedOut
from terbuka.documents.guarding.clearing import Order, StillThere, clear
from terbuka.documents.guarding.looking import Copy, Look, Seen, look
from terbuka.documents.mediatypes import MediaType
from terbuka.documents.videos import check_video
from terbuka.models import Account, Event, PublicationVersion
from terbuka.rules.blackout import Reason
from terbuka.rules.guarding import KIND_WORDS, NOT_READ, Remedy
from terbuka.rules.language import Phrase, say
from terbuka.rules.phrases import in_both, phrase_of
from terbuka.rules.publishing import FindingDecision, GuardState
from terbuka.rules.ruling import BadInput
from terbuka.services.catalogue import guard
from terbuka.services.catalogue.guard_pictures import source_of
from terbuka.services.catalogue.standing import ON_ITS_WAY, VERSION
from terbuka.services.files import open_blob, put_blob

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
_FILM = say("gambar dan suara video: putar dan dengarkan sendiri")
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
            check_video(content)
    except BadInput as fault:
        return Look(fault=fault.phrase, is_workable=False)
    return Look((Seen(NOT_READ, in_both(_FILM) or {}, None, 1, "", (), False, False),))


def _stored(version: PublicationVersion, copy: Copy, *, at: datetime) -> guard.Release:
    """The copy under its hash, before any row names it."""
    assert version.source
    blob = put_blob(copy.content, copy.kind.value, at=at)
    picture = put_blob(copy.picture, "image/webp", at=at) if copy.picture else None
    name = PurePath(version.source.name).stem + _ENDINGS[copy.kind]
    return guard.Release(blob, name, picture, copy.pages, copy.has_text_layer, copy.text, copy.notes)


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
    if _is_film(version):
        assert version.source
        film = guard.Release(version.source.blob, version.source.name, None, 0, None, "")
        guard.note_safe_copy(version, film, by=by, at=at)
        return
    copy = _cleared(version)
    if isinstance(copy, Phrase):
        guard.note_not_cleared(version, copy, at=at)
    else:
        guard.note_safe_copy(version, _stored(version, copy, at=at), by=by, at=at)


def _cleared(version: PublicationVersion) -> Copy | Phrase:
    """The copy as decided, or why there is none: a sentence without a word of the file."""
    try:
        return clear(source_of(version), order_of(version))
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


def _asked_by(version: PublicationVersion) -> Account | None:
    asked = Event.objects.about(VERSION, version.pk).filter(verb="ask_clearing").order_by("-id").first()
    return Account.objects.filter(pk=asked.by_id or 0).first() if asked else None
