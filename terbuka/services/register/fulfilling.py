"""After the answer: handing over, confirming receipt, rating, closing what was not objected to."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, HandOver, InformationRequest
from terbuka.rules.language import say
from terbuka.rules.register.channels import Delivery
from terbuka.rules.register.numbering import NumberKind
from terbuka.rules.register.requests import RequestStatus, may_become
from terbuka.rules.ruling import BadInput, refuse
from terbuka.services.register.numbering import next_number
from terbuka.services.register.places import local_day
from terbuka.services.register.registering import end_request
from terbuka.services.register.rows import held, note, write
from terbuka.services.register.telling import write_to_applicant
from terbuka.services.units import BadFields
from terbuka.services.units.checks import each, line, lines

_S = RequestStatus
HIGHEST_RATING = 5
_CLOSABLE = frozenset({_S.GRANTED, _S.PARTLY_GRANTED, _S.REFUSED, _S.NOT_HELD, _S.FULFILLED})


def _way(value: str) -> str:
    if value not in set(Delivery):
        raise BadInput(say("Pilih cara penyerahannya."))
    return str(value)


CHECKS: dict[str, Callable[[Any], Any]] = {
    "given": lines(5_000),
    "count": line(120),
    "way": _way,
    "recipient": line(200),
    "note": lines(2_000),
}


@transaction.atomic
def hand_over(
    request: InformationRequest,
    *,
    values: Mapping[str, Any],
    expected: int | None = None,
    by: Account,
    at: datetime,
) -> HandOver:
    """Hand the information over, with numbered minutes (RQ-15). Raises BadFields, Refused, Stale."""
    row = held(request, expected)
    if _S(row.status) is not _S.OBJECTED:  # after an objection that was granted, its order is fulfilled so
        may_become(_S(row.status), _S.FULFILLED).enforce()
    kept = each(dict(values), CHECKS)
    if not kept.get("given"):
        raise BadFields({"given": say("Tulis apa yang diserahkan.")})
    number = next_number(row.unit, NumberKind.HAND_OVER, local_day(row.unit, at).year).number
    given = HandOver.objects.create(request=row, number=number, handed_at=at, handed_by=by, **kept)
    if _S(row.status) is not _S.OBJECTED:
        row.status = _S.FULFILLED.value
    write(row)
    note(row, "hand_over", by=by, at=at, number=number)
    write_to_applicant(
        row,
        key=f"handed-{given.pk}",
        subject=say("Informasi yang Anda minta sudah diserahkan"),
        body=say(
            "{unit} menyerahkan: {given}. Mohon nyatakan sudah Anda terima, dan nilai layanan kami, di "
            "halaman permohonan Anda.",
            unit=row.unit.name,
            given=given.given,
        ),
        by=by,
        at=at,
    )
    return given


@transaction.atomic
def confirm_receipt(request: InformationRequest, *, by: Account | None, at: datetime) -> InformationRequest:
    """The applicant confirms that it arrived, once. Raises Refused before anything was handed over."""
    row = held(request)
    given = row.hand_overs.order_by("-handed_at", "-pk").first()
    if given is None:
        refuse(say("Belum ada yang diserahkan.")).enforce()
        return row
    if given.confirmed_at is None:
        given.confirmed_at = at
        given.save(update_fields=["confirmed_at"])
        write(row)
        note(row, "confirm_receipt", by=by, at=at, number=given.number)
    return row


@transaction.atomic
def rate(
    request: InformationRequest, *, rating: int, note_text: str = "", by: Account | None, at: datetime
) -> InformationRequest:
    """How satisfied the applicant is, from 1 to 5; the last word counts. Raises BadFields, Refused."""
    row = held(request)
    if row.decided_at is None:
        refuse(say("Layanan dapat dinilai setelah permohonan dijawab.")).enforce()
    if rating not in range(1, HIGHEST_RATING + 1):
        raise BadFields({"rating": say("Pilih nilai 1 sampai 5.")})
    row.rating, row.rating_note = rating, lines(2_000)(note_text)
    write(row, ["rating", "rating_note"])
    note(row, "rate", by=by, at=at, rating=rating)
    return row


def close_due(*, at: datetime, most: int = 500) -> int:
    """Close answered requests whose time to object has passed without one; gives how many."""
    waiting = InformationRequest.objects.filter(
        status__in=[one.value for one in _CLOSABLE], due_on__lt=at.date()
    ).select_related("unit")
    return sum(_close(one, at=at) for one in waiting.order_by("due_on", "pk")[:most])


@transaction.atomic
def _close(request: InformationRequest, *, at: datetime) -> bool:
    row = held(request)
    is_due = row.due_on is not None and row.due_on < local_day(row.unit, at)
    if not is_due or _S(row.status) not in _CLOSABLE:
        return False
    end_request(row, _S.CLOSED, "close", by=None, at=at)
    return True
