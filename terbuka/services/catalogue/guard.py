"""The leak guard at a version: what it found, what a person decided of each, what is blacked out.

A finding never holds the words themselves, only a masked excerpt and its place. Drafts alone are
decided; any change takes the copy for the public away until it is made and read back again.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from terbuka.documents.guarding.looking import Look, Seen
from terbuka.models import Account, BlackOut, Blob, GuardFinding, PublicationVersion
from terbuka.rules.blackout import Reason
from terbuka.rules.guarding import Remedy, may_clear, may_decide, may_draw, may_handle, remedy_of
from terbuka.rules.language import Phrase, say
from terbuka.rules.phrases import in_both
from terbuka.rules.publishing import FindingDecision, GuardState, VersionStatus
from terbuka.rules.ruling import BadInput, Refused
from terbuka.services.catalogue.standing import ON_ITS_WAY, held, note, write

LONGEST_REASON, LONGEST_NOTE, LONGEST_BODY = 2000, 300, 200_000
MOST_FINDINGS, MOST_PARTS = 2_000, 5_000
# What an entry of `unread` tells: a part nobody read, why there is no copy, what it lost, what still shows.
UNREAD, MEND, CHANGED, LEFT = "unread", "mend", "changed", "left"
_RELEASED = (
    *("released", "released_name", "pictures", "paper", "body"),
    *("cleared_at", "cleared_by"),
)
_UNKNOWN_KIND = say("Pilih alasan penghitamannya.")


@dataclass(frozen=True, slots=True)
class Pictured:
    """One page as a stored picture, and its dots."""

    blob: Blob
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Release:
    """The public copy, stored: its bytes, name, first pages as pictures, and what the public may search.

    `paper`: an Office file as PDF, where it could be made.
    """

    blob: Blob
    name: str
    pictures: tuple[Pictured, ...] = ()
    paper: Blob | None = None
    pages: int = 0
    has_text_layer: bool | None = None
    body: str = ""
    changes: tuple[Phrase, ...] = ()


def remedy(finding: GuardFinding) -> Remedy:
    """How this finding leaves the copy."""
    if finding.is_hint and finding.decision == FindingDecision.BLACKED_OUT:
        return Remedy.REMOVED
    return remedy_of(finding.kind, has_areas=bool(finding.areas), page=finding.page)


@transaction.atomic
def note_inspection(
    version: PublicationVersion, look: Look, *, release: Release | None = None, at: datetime
) -> PublicationVersion | None:
    """Keep what the guard saw in the file that `version` names; findings of an earlier look go. A job.

    With a `release` and nothing to decide the version is clean and has its public copy at once. None where
    the version has another file by now, or is not on its way any more: look again, or leave it.
    """
    row = held(version)
    if row.source_id != version.source_id or row.status not in ON_ITS_WAY:
        return None
    GuardFinding.objects.filter(version=row).delete()
    BlackOut.objects.filter(version=row).delete()
    GuardFinding.objects.bulk_create(_finding(row, one) for one in look.seen[:MOST_FINDINGS])
    _take_back(row)
    row.unread = [_told(UNREAD, one.where) for one in look.seen if one.kind == "not_read" and one.is_open]
    if look.fault:
        row.unread = [*row.unread, _told(MEND, in_both(look.fault))]
    row.pages = look.pages or None
    if release is not None and look.is_clean:
        _give(row, release)
        row.guard = GuardState.CLEAN.value
    else:
        row.guard = (GuardState.FINDINGS if look.is_workable else GuardState.COULD_NOT_LOOK).value
    write(row, ["guard", "unread", "pages", "has_text_layer", *_RELEASED])
    kinds = sorted({one.kind for one in look.seen if one.is_open})
    note(row, "inspect", by=None, at=at, guard=row.guard, kinds=kinds)
    return row


def _finding(row: PublicationVersion, one: Seen) -> GuardFinding:
    """What the copy leaves behind by itself is told as a hint that is settled."""
    is_removed = one.is_removed
    decision = FindingDecision.BLACKED_OUT if is_removed else FindingDecision.OPEN
    return GuardFinding(
        version=row,
        kind=one.kind[:30],
        is_hint=one.is_hint or is_removed,
        page=one.page,
        count=one.count,
        where=one.where,
        excerpt=one.excerpt[:300],
        areas=list(one.areas)[:MOST_PARTS],
        decision=decision.value,
    )


def _told(what: str, words: dict[str, str] | None) -> dict[str, str]:
    return {"what": what, **(words or {"id": "", "en": ""})}


def _take_back(row: PublicationVersion) -> None:
    row.released, row.released_name, row.body = None, "", ""
    row.pictures, row.paper = [], None
    row.cleared_at, row.cleared_by = None, None


def _give(row: PublicationVersion, release: Release) -> None:
    row.released, row.released_name, row.paper = release.blob, release.name[:255], release.paper
    row.pictures = [
        {"blob": one.blob.pk, "width": one.width, "height": one.height} for one in release.pictures
    ]
    row.pages, row.has_text_layer = release.pages or None, release.has_text_layer
    row.body = release.body[:LONGEST_BODY]
    kept = [one for one in row.unread if one["what"] in (UNREAD, MEND)]
    row.unread = [*kept, *(_told(CHANGED, in_both(one)) for one in release.changes)]


@transaction.atomic
def note_safe_copy(
    version: PublicationVersion, release: Release, *, by: Account | None, at: datetime
) -> PublicationVersion | None:
    """The copy was made as decided and read back: it is what the public will get. A job.

    `by` is who asked for it. None where something changed since: then the copy is not of this version.
    """
    row = held(version)
    if row.version != version.version or row.status not in ON_ITS_WAY:
        return None
    _give(row, release)
    row.guard, row.cleared_at, row.cleared_by = GuardState.CLEARED.value, at if by else None, by
    write(row, ["guard", "unread", "pages", "has_text_layer", *_RELEASED])
    note(row, "clear", by=by, at=at, sha256=release.blob.sha256)
    return row


@transaction.atomic
def note_not_cleared(
    version: PublicationVersion, fault: Phrase, *, at: datetime
) -> PublicationVersion | None:
    """No copy came about, or it still showed too much: nothing goes out, and the page says why. A job."""
    row = held(version)
    if row.version != version.version:
        return None
    _take_back(row)
    row.unread = [*(one for one in row.unread if one["what"] in (UNREAD, MEND)), _told(LEFT, in_both(fault))]
    row.guard = GuardState.FINDINGS.value
    write(row, ["guard", "unread", *_RELEASED])
    note(row, "not_cleared", by=None, at=at, fault=in_both(fault))
    return row


def _open(row: PublicationVersion) -> None:
    """Something was decided or drawn: the copy is not of this any more. Held and allowed already."""
    _take_back(row)
    row.unread = [one for one in row.unread if one["what"] in (UNREAD, MEND)]
    row.guard = GuardState.FINDINGS.value
    write(row, ["guard", "unread", *_RELEASED])


def _handled(version: PublicationVersion) -> PublicationVersion:
    """The version, held, where findings may be decided. Raises Refused."""
    row = held(version)
    may_handle(VersionStatus(row.status), GuardState(row.guard)).enforce()
    return row


@transaction.atomic
def decide_finding(
    finding: GuardFinding, *, decision: FindingDecision, reason: str = "", by: Account, at: datetime
) -> GuardFinding:
    """Say what becomes of a finding. Black-out draws its boxes; to leave it open needs a reason. Refused."""
    row = _handled(finding.version)
    fresh = GuardFinding.objects.select_for_update().get(pk=finding.pk, version=row)
    _decide(row, fresh, decision, reason, by=by, at=at)
    _open(row)
    note(row, "decide", by=by, at=at, finding=fresh.pk, kind=fresh.kind, decision=decision.value)
    return fresh


def black_out_finding(finding: GuardFinding, *, by: Account, at: datetime) -> GuardFinding:
    """Draw the boxes of a finding as personal data. Raises Refused."""
    return decide_finding(finding, decision=FindingDecision.BLACKED_OUT, by=by, at=at)


@transaction.atomic
def decide_findings(
    version: PublicationVersion,
    findings: Iterable[GuardFinding],
    *,
    decision: FindingDecision,
    reason: str = "",
    by: Account,
    at: datetime,
) -> int:
    """The same for many; those to which it does not apply stay open. How many were decided. Raises Refused.

    Refused as a whole only where none of them could be decided so.
    """
    row, done, refusal = _handled(version), [], None
    wanted = {one.pk for one in findings}
    for one in GuardFinding.objects.select_for_update().filter(version=row, pk__in=wanted):
        try:
            _decide(row, one, decision, reason, by=by, at=at)
            done.append(one.pk)
        except Refused as fault:
            refusal = fault
    if refusal and not done:
        raise refusal
    _open(row)
    note(row, "decide", by=by, at=at, findings=done, decision=decision.value)
    return len(done)


def _decide(
    row: PublicationVersion,
    one: GuardFinding,
    decision: FindingDecision,
    reason: str,
    *,
    by: Account,
    at: datetime,
) -> None:
    may_decide(one.kind, decision, reason, remedy(one)).enforce()
    _forget_boxes(row, one)
    one.decision, one.reason = decision.value, reason.strip()[:LONGEST_REASON]
    is_open = decision is FindingDecision.OPEN
    one.decided_at, one.decided_by = (None, None) if is_open else (at, by)
    one.save(update_fields=["decision", "reason", "decided_at", "decided_by"])
    if decision is FindingDecision.BLACKED_OUT:
        BlackOut.objects.bulk_create(
            BlackOut(
                version=row,
                reason=Reason.PERSONAL_DATA.value,
                drawn_at=at,
                drawn_by=by,
                page=int(area[0]),
                **dict(zip(_SIDES, area[1:], strict=True)),
            )
            for area in one.areas
        )


_SIDES = ("x0", "y0", "x1", "y1")


def _forget_boxes(row: PublicationVersion, one: GuardFinding) -> None:
    """Boxes that stand exactly where the finding is."""
    if one.decision == FindingDecision.BLACKED_OUT and one.areas:
        mine = {tuple(area) for area in one.areas}
        drawn = BlackOut.objects.filter(version=row, page__in={int(area[0]) for area in one.areas})
        same = [box.pk for box in drawn if (box.page, *(getattr(box, side) for side in _SIDES)) in mine]
        BlackOut.objects.filter(pk__in=same).delete()


@transaction.atomic
def draw(
    version: PublicationVersion,
    *,
    page: int,
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    reason: Reason = Reason.PERSONAL_DATA,
    note_text: str = "",
    by: Account,
    at: datetime,
) -> BlackOut:
    """Black out one part, in shares of the page (0 to 1). Raises BadInput for no box, Refused."""
    [box] = draw_all(version, [(page, x0, y0, x1, y1)], reason=reason, note_text=note_text, by=by, at=at)
    return box


@transaction.atomic
def draw_all(
    version: PublicationVersion,
    areas: Collection[Sequence[float]],
    *,
    reason: Reason = Reason.PERSONAL_DATA,
    note_text: str = "",
    by: Account,
    at: datetime,
) -> list[BlackOut]:
    """Black out many parts, each as page, x0, y0, x1, y1, or none of them. Raises BadInput, Refused."""
    row = _handled(version)
    if not row.pages:
        raise BadInput(say("Berkas ini tidak berhalaman, jadi tidak dapat digambari kotak."))
    for page, x0, y0, x1, y1 in areas:
        may_draw(reason, note_text, page=int(page), pages=row.pages).enforce()
        if not (0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1):
            raise BadInput(say("Kotak itu kosong atau di luar halaman; gambar lagi."))
    if BlackOut.objects.filter(version=row).count() + len(areas) > MOST_PARTS:
        raise BadInput(say("Paling banyak {most} bagian dihitamkan dalam satu berkas.", most=MOST_PARTS))
    made = BlackOut.objects.bulk_create(
        BlackOut(
            version=row, page=int(page), x0=x0, y0=y0, x1=x1, y1=y1, reason=reason.value,
            note=note_text.strip()[:LONGEST_NOTE], drawn_at=at, drawn_by=by,
        )
        for page, x0, y0, x1, y1 in areas
    )  # fmt: skip
    _open(row)
    pages = sorted({int(page) for page, *_sides in areas})
    note(row, "draw", by=by, at=at, pages=pages, parts=len(made), reason=reason.value)
    return made


@transaction.atomic
def undraw(box: BlackOut, *, by: Account, at: datetime) -> None:
    """Take a box away; a finding that it belonged to is open again. Raises Refused."""
    row = _handled(box.version)
    fresh = BlackOut.objects.filter(pk=box.pk, version=row).first()
    if fresh is None:
        return
    mine = [fresh.page, *(getattr(fresh, side) for side in _SIDES)]
    blacked = GuardFinding.objects.filter(
        version=row, decision=FindingDecision.BLACKED_OUT.value, is_hint=False
    )
    for one in blacked.exclude(areas=[]):
        if mine in one.areas:
            one.decision, one.decided_at, one.decided_by = FindingDecision.OPEN.value, None, None
            one.save(update_fields=["decision", "decided_at", "decided_by"])
    fresh.delete()
    _open(row)
    note(row, "undraw", by=by, at=at, page=fresh.page)


@transaction.atomic
def ask_clearing(version: PublicationVersion, *, by: Account, at: datetime) -> PublicationVersion:
    """Ask for the public copy as decided; the door enqueues `clear_version`. Raises Refused."""
    row = _handled(version)
    open_ones = row.findings.filter(decision=FindingDecision.OPEN.value, is_hint=False).count()
    may_clear(GuardState(row.guard), open_ones).enforce()
    row.unread = [one for one in row.unread if one["what"] in (UNREAD, MEND)]
    write(row, ["unread"])
    note(row, "ask_clearing", by=by, at=at)
    return row


@transaction.atomic
def ask_again(version: PublicationVersion, *, by: Account, at: datetime) -> PublicationVersion:
    """Have the guard look anew where it could not; the door enqueues `inspect_version`. Raises Refused."""
    row = held(version)
    if row.source_id is None or row.guard not in (GuardState.WAITING, GuardState.COULD_NOT_LOOK):
        raise Refused(may_handle(VersionStatus.DRAFT, GuardState.NONE))
    row.guard = GuardState.WAITING.value
    write(row, ["guard"])
    note(row, "ask_inspection", by=by, at=at)
    return row


def has_kind(rows: Iterable[dict[str, Any]], what: str) -> list[dict[str, Any]]:
    """The entries of `unread` that tell this."""
    return [one for one in rows if one.get("what") == what]
