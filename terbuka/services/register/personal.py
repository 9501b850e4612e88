"""A person's data over all matters at a unit: found, handed out, erased; scans deleted by rule.

Source: UU 27/2022 articles 30 to 32 (access, correction), 42 to 44 (end of processing, erasure).
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from terbuka.models import (
    Account,
    Applicant,
    Dispute,
    IdentityScan,
    InformationRequest,
    Objection,
    WorkUnit,
)
from terbuka.rules.register import disputes, objections
from terbuka.rules.register.keeping import Kept, may_let_go
from terbuka.rules.register.post import MessageKind
from terbuka.rules.register.requests import ENDED, OPEN
from terbuka.rules.ruling import Ruling
from terbuka.services.events import record
from terbuka.services.register.emptying import SUBJECT, empty
from terbuka.services.register.sealing import mark_of, unseal

_NO_MORE = [status.value for status in objections.ENDED]
_OVER = [status.value for status in disputes.ENDED]


def matters_of(unit: WorkUnit, *, email: str = "", phone: str = "") -> list[Applicant]:
    """Everything a person asked of a unit under this address or telephone number."""
    return marked_matters(unit, marks_of(email, phone))


def marks_of(email: str, phone: str) -> list[str]:
    """The digests by which matters under this address or this telephone number are found."""
    return [mark for mark in (mark_of(email, ""), mark_of("", phone)) if mark]


def marked_matters(unit: WorkUnit, marks: Collection[str], named: int | None = None) -> list[Applicant]:
    """What a unit keeps of a person by these digests, or as the applicant `named`; nobody else's."""
    asked = Q(requests__unit=unit) | Q(objections__unit=unit)
    who = Q(mark__in=[mark for mark in marks if mark]) | Q(pk=named)
    return list(Applicant.objects.filter(asked, who, erased_at=None).distinct().order_by("pk"))


def kept_for(applicants: Iterable[Applicant]) -> Kept:
    """What still needs the papers of these matters; four queries."""
    ids = [one.pk for one in applicants]
    requests = InformationRequest.objects.filter(applicant__in=ids)
    answered = Objection.objects.filter(Q(applicant__in=ids) | Q(request__applicant__in=ids))
    windows = requests.exclude(status__in=[status.value for status in ENDED])
    return Kept(
        is_open=requests.filter(status__in=[status.value for status in OPEN]).exists(),
        has_window=windows.exists(),
        has_objection=answered.exclude(status__in=_NO_MORE).exists(),
        has_dispute=Dispute.objects.filter(objection__in=answered).exclude(status__in=_OVER).exists(),
        is_held=requests.filter(is_held=True).exists() or answered.filter(is_held=True).exists(),
    )


def erasure_ruling(applicants: Iterable[Applicant]) -> Ruling:
    """May the data of these matters be erased now?"""
    return may_let_go(kept_for(applicants))


@transaction.atomic
def hand_out(unit: WorkUnit, applicants: list[Applicant], *, by: Account, at: datetime) -> dict[str, Any]:
    """All that is kept of a person, as plain values to be handed over; each time leaves an event."""
    told = {
        "unit": unit.name,
        "made_at": at.isoformat(),
        "matters": [_told(one) for one in applicants],
    }
    for one in applicants:
        record(SUBJECT, one.pk, "hand_out", by=by, at=at, payload={"unit": unit.pk})
    return told


def _told(one: Applicant) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind,
        "identity_kind": one.identity_kind,
        "identity": unseal(one.identity_sealed),
        "address": one.address,
        "occupation": one.occupation,
        "phone": one.phone,
        "email": one.email,
        "proxy": one.proxy_name,
        "help": one.needs_help,
        "scans": one.scans.filter(deleted_at=None).count(),
        "requests": [
            {
                "number": row.number,
                "status": row.status,
                "received_at": row.received_at.isoformat(),
                "details": row.details,
                "purpose": row.purpose,
                "rating_note": row.rating_note,
                **_exchanged(row),
            }
            for row in one.requests.order_by("received_at", "pk")
        ],
        "objections": [
            {
                "number": row.number,
                "status": row.status,
                "filed_at": row.filed_at.isoformat(),
                "position": row.position,
                "wanted": row.wanted,
                "reaction": row.reaction,
                **_exchanged(row),
            }
            for row in one.objections.order_by("filed_at", "pk")
        ],
    }


def _exchanged(case: InformationRequest | Objection) -> dict[str, Any]:
    """What was written to and fro, and the files of the case by name; no notes of the office."""
    messages = case.messages.exclude(kind=MessageKind.NOTE.value)
    return {
        "messages": [{"at": one.at.isoformat(), "kind": one.kind, "body": one.body} for one in messages],
        "files": [one.title or one.file.name for one in case.files.filter(removed_at=None)],
    }


@transaction.atomic
def erase(applicants: list[Applicant], *, reason: str, by: Account | None, at: datetime) -> int:
    """Empty a person's data in these matters; number, subject, result and times stay for the statistics.

    Raises Refused while something still needs them. Gives how many matters were emptied.
    """
    rows = list(Applicant.objects.select_for_update().filter(pk__in=[one.pk for one in applicants]))
    erasure_ruling(rows).enforce()
    for row in rows:
        empty(row, reason=reason, keeps_answers=True, by=by, at=at)
    return len(rows)


def delete_scans(*, at: datetime, most: int = 500) -> int:
    """Delete scans of identity cards once the case has ended and no objection or dispute runs (PD-09)."""
    running = [status.value for status in OPEN]
    rows = IdentityScan.objects.filter(deleted_at=None).exclude(applicant__requests__status__in=running)
    waiting = rows.select_related("applicant").order_by("pk")[:most]
    return sum(_delete_scan(scan, at) for scan in waiting)


@transaction.atomic
def _delete_scan(scan: IdentityScan, at: datetime) -> bool:
    kept = kept_for([scan.applicant])
    if kept.is_open or kept.has_objection or kept.has_dispute or kept.is_held:
        return False
    waiting = IdentityScan.objects.filter(pk=scan.pk, deleted_at=None)
    if not waiting.update(sealed=None, deleted_at=at, delete_reason="perkara selesai dijawab"):
        return False
    record(SUBJECT, scan.applicant_id, "delete_scan", by=None, at=at, payload={"unit": scan.unit_id})
    return True
