"""Follow-up items: gaps become proposals; people accept, work and prove them; a person or an audit closes."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from terbuka.models import Account, AuditRun, Event, FollowUpItem, SelfAssessment, StoredFile, WorkUnit
from terbuka.rules.followup import (
    OPEN_STATUSES,
    Gap,
    GapKind,
    ItemStatus,
    check_due,
    is_mended,
    may_become,
    may_close,
)
from terbuka.rules.language import say
from terbuka.rules.notify import Kind
from terbuka.rules.phrases import in_both
from terbuka.rules.ruling import BadInput, Stale
from terbuka.rules.siteaudit.findings import Verdict
from terbuka.services.events import record
from terbuka.services.notify import tell
from terbuka.services.units import check_open

KIND = "follow_up_item"
LONGEST_NOTE = 5000


def _told(item: FollowUpItem, gap: Gap) -> bool:
    """Bring what the gap says into the row; did anything change?"""
    shares = [{"code": share.code, "points": str(share.points)} for share in gap.shares]
    values: dict[str, Any] = {
        "title": in_both(gap.title),
        "how": in_both(gap.how),
        "url": gap.url,
        "shares": shares,
        "effort": gap.effort.value,
    }
    changed = any(getattr(item, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(item, name, value)
    item.points = gap.points
    return changed


@transaction.atomic
def propose(
    unit: WorkUnit,
    gaps: Iterable[Gap],
    *,
    self_assessment: SelfAssessment | None = None,
    by: Account | None,
    at: datetime,
) -> list[FollowUpItem]:
    """One item for each gap that a unit has: new ones are proposed, open ones told anew, dropped ones left.

    Gives the items that were proposed now.
    """
    stored = {item.key: item for item in FollowUpItem.objects.filter(unit=unit).order_by("id")}
    proposed = []
    for gap in gaps:
        item = stored.get(gap.key)
        if item and item.status == ItemStatus.DROPPED:
            continue
        is_open = item is not None and ItemStatus(item.status) in OPEN_STATUSES
        if item is None or not is_open:
            if gap.kind is not GapKind.FOUND:
                continue
            item = FollowUpItem(unit=unit, key=gap.key, proposed_at=at)
            proposed.append(item)
        item.self_assessment = self_assessment
        if _told(item, gap) or item.pk is None:
            item.save()
    for item in proposed:
        record(KIND, item.pk, "propose", by=by, at=at, payload={"key": item.key, "unit": unit.slug})
    return proposed


def _changing(item: FollowUpItem, version: int | None) -> FollowUpItem:
    """The row as it stands now, held until the end of the transaction. Raises Stale."""
    row = FollowUpItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if version is not None and row.version != version:
        raise Stale(row)
    return row


def _become(
    item: FollowUpItem, status: ItemStatus, *, by: Account | None, at: datetime, **payload: Any
) -> FollowUpItem:
    """Change the status under its rule and write the event. Raises Refused."""
    may_become(ItemStatus(item.status), status).enforce()
    item.status = status.value
    item.version += 1
    item.save()
    record(KIND, item.pk, status.value, by=by, at=at, payload={"key": item.key, **payload})
    return item


def _tell_owner(item: FollowUpItem, owner: Account, due_on: date, *, by: Account, at: datetime) -> None:
    """The owner learns what to do and until when, unless it was the owner who said so."""
    tell(
        [owner],
        kind=Kind.ITEM_GIVEN,
        key=f"item-given-{item.pk}-{due_on.isoformat()}",
        unit=item.unit,
        payload={"unit": item.unit.short_name, "item": item.title, "due": due_on.isoformat()},
        path=reverse("follow_up_item", args=[item.unit.slug, item.pk]),
        by=by,
        at=at,
    )


@transaction.atomic
def accept(
    item: FollowUpItem, *, owner: Account, due_on: date, today: date, version: int | None = None,
    by: Account, at: datetime,
) -> FollowUpItem:  # fmt: skip
    """Give a proposal its owner and date; an accepted one gets others. Raises BadInput, Refused, Stale."""
    check_open(item.unit, at)
    check_due(due_on, today)
    if not owner.appointments.living(today).filter(unit=item.unit_id).exists():
        raise BadInput(say("{name} tidak bertugas di satker ini; pilih orang lain.", name=owner.name))
    row = _changing(item, version)
    row.owner, row.due_on = owner, due_on
    _tell_owner(row, owner, due_on, by=by, at=at)
    told = {"owner": owner.pk, "due_on": due_on.isoformat()}
    if row.status in (ItemStatus.ACCEPTED, ItemStatus.IN_WORK):
        row.version += 1
        row.save()
        record(KIND, row.pk, "assign", by=by, at=at, payload={"key": row.key, **told})
        return row
    return _become(row, ItemStatus.ACCEPTED, by=by, at=at, **told)


@transaction.atomic
def start(item: FollowUpItem, *, version: int | None = None, by: Account, at: datetime) -> FollowUpItem:
    """Somebody works on it, or the proof did not convince. Raises Refused, Stale."""
    return _become(_changing(item, version), ItemStatus.IN_WORK, by=by, at=at)


@transaction.atomic
def prove(
    item: FollowUpItem, *, url: str = "", file: StoredFile | None = None, note: str = "",
    version: int | None = None, by: Account, at: datetime,
) -> FollowUpItem:  # fmt: skip
    """Show that it is done: an address or a file of the unit. Raises BadInput, Refused, Stale."""
    if not (url or file):
        raise BadInput(say("Tunjukkan buktinya: alamat halaman atau berkas."))
    if url and not url.startswith(("http://", "https://")):
        raise BadInput(say("Alamat bukti ditulis lengkap, mulai dari https://."))
    if file and file.unit_id != item.unit_id:
        raise BadInput(say("Berkas ini bukan milik satker yang sama."))
    row = _changing(item, version)
    row.proof_url, row.proof_file, row.note = url, file, note[:LONGEST_NOTE]
    return _become(row, ItemStatus.PROVEN, by=by, at=at, url=url, file=file.pk if file else None)


def _proven_by(item: FollowUpItem) -> int | None:
    proof = Event.objects.about(KIND, item.pk).filter(verb=ItemStatus.PROVEN.value).last()
    return proof.by_id if proof else None


@transaction.atomic
def close(item: FollowUpItem, *, version: int | None = None, by: Account, at: datetime) -> FollowUpItem:
    """A second person has looked at the proof and finds it done. Raises Refused, Stale."""
    row = _changing(item, version)
    if row.status != ItemStatus.PROVEN:
        raise BadInput(say("Belum ada buktinya; minta bukti dahulu."))
    may_close(_proven_by(row), by.pk).enforce()
    row.closed_at, row.closed_by = at, by
    return _become(row, ItemStatus.CLOSED, by=by, at=at)


@transaction.atomic
def drop(
    item: FollowUpItem, *, reason: str, version: int | None = None, by: Account, at: datetime
) -> FollowUpItem:
    """Not to be done, with a reason that everybody above reads. Raises BadInput, Refused, Stale."""
    if not reason.strip():
        raise BadInput(say("Tulis alasannya: mengapa kekurangan ini tidak akan dikerjakan?"))
    row = _changing(item, version)
    row.note = reason[:LONGEST_NOTE]
    return _become(row, ItemStatus.DROPPED, by=by, at=at, reason=row.note)


def _lacks(unit: WorkUnit, run: AuditRun) -> dict[str, set[str]]:
    """What each question, drafted anew from this run, still lacks, by the keys of gaps."""
    drafts: dict[str, set[str]] = {}
    for saq in unit.self_assessments.prefetch_related("answers"):
        for answer in saq.answers.all():
            if answer.draft_run_id == run.pk and answer.draft_value is not None:
                found = {lack["key"] for lack in answer.draft.get("lacks", [])}
                drafts[answer.code] = drafts.get(answer.code, set()) | found
    return drafts


@transaction.atomic
def close_proven(unit: WorkUnit, run: AuditRun, *, at: datetime) -> list[FollowUpItem]:
    """Close the open items whose gap an audit finds mended; gives them."""
    present = set(run.findings.filter(verdict=Verdict.PRESENT.value).values_list("code", flat=True))
    lacks = _lacks(unit, run)
    closed = []
    for item in FollowUpItem.objects.filter(unit=unit).open().select_for_update():
        if is_mended(item.key, [share["code"] for share in item.shares], present, lacks):
            item.closed_at, item.closed_by_run = at, run
            closed.append(_become(item, ItemStatus.CLOSED, by=None, at=at, run=run.pk))
    return closed
