"""What an officer does with a letter that found no place by itself: to a case, to a request, on, or away."""

from datetime import datetime

from django.db import transaction

from terbuka.models import Account, InboundMail, InformationRequest, Objection, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.register.post import InboundState, may_settle
from terbuka.services.events import record
from terbuka.services.register.arriving import MAIL, channel_of, keep_files, open_request, thread
from terbuka.services.register.post import letter_in
from terbuka.services.units import BadFields, check_open

LONGEST_REASON = 300


def attach_letter(
    mail: InboundMail, *, case: InformationRequest | Objection, by: Account, at: datetime
) -> InboundMail:
    """Put a letter into a case of its unit. Raises Refused where it has a place, BadFields otherwise."""
    if mail.unit_id not in (None, case.unit_id):
        raise BadFields({"case": say("Perkara ini milik satker lain; teruskan suratnya ke sana.")})
    letter = letter_in(mail)
    may_settle(InboundState(mail.state), InboundState.THREADED).enforce()
    files, _is_left = keep_files(letter, case.unit, at=at)
    with transaction.atomic():
        row = _held(mail, InboundState.THREADED)
        row.unit = case.unit
        row.became = thread(case, letter, files, channel=channel_of(row), by=by, at=at)
        return _settled(row, by=by, at=at)


def open_letter(mail: InboundMail, *, unit: WorkUnit, by: Account, at: datetime) -> InboundMail:
    """Make a request of a letter; its sender gets a receipt. Raises Refused, BadInput."""
    letter = letter_in(mail)
    may_settle(InboundState(mail.state), InboundState.OPENED).enforce()
    files, _is_left = keep_files(letter, unit, at=at)
    with transaction.atomic():
        row = _held(mail, InboundState.OPENED)
        row.unit = unit
        row.became = open_request(row, letter, files, by=by, at=at)
        return _settled(row, by=by, at=at)


@transaction.atomic
def discard_letter(mail: InboundMail, *, reason: str, by: Account, at: datetime) -> InboundMail:
    """Lay a letter aside with a reason; it may be read and brought back. Raises BadFields, Refused."""
    said = " ".join(reason.split())
    if not said:
        raise BadFields({"reason": say("Tulis mengapa surat ini tidak perlu ditindaklanjuti.")})
    if len(said) > LONGEST_REASON:
        raise BadFields({"reason": say("Alasan paling banyak {most} huruf.", most=LONGEST_REASON)})
    row = _held(mail, InboundState.DISCARDED)
    row.settle_reason = said
    return _settled(row, by=by, at=at)


@transaction.atomic
def bring_letter_back(mail: InboundMail, *, by: Account, at: datetime) -> InboundMail:
    """Put a letter that was laid aside before people's eyes again. Raises Refused."""
    row = _held(mail, InboundState.UNMATCHED)
    row.settle_reason = ""
    return _settled(row, by=by, at=at)


@transaction.atomic
def pass_letter(mail: InboundMail, *, unit: WorkUnit, by: Account, at: datetime) -> InboundMail:
    """Give a letter to another unit, whose officers see it from now on. Raises Refused, BadFields."""
    if unit.pk == mail.unit_id:
        raise BadFields({"unit": say("Surat ini sudah ada di satker itu.")})
    check_open(unit, at)
    row = _held(mail, InboundState.UNMATCHED)
    before, row.unit = row.unit_id, unit
    return _settled(row, by=by, at=at, came_from=before)


def _held(mail: InboundMail, wanted: InboundState) -> InboundMail:
    row = InboundMail.objects.select_for_update(of=("self",)).select_related("unit", "blob").get(pk=mail.pk)
    may_settle(InboundState(row.state), wanted).enforce()
    row.state = wanted.value
    return row


def _settled(row: InboundMail, *, by: Account, at: datetime, **told: object) -> InboundMail:
    row.settled_by, row.settled_at = by, at
    row.save(update_fields=["unit", "state", "became", "settle_reason", "settled_by", "settled_at"])
    record(MAIL, row.pk, row.state, by=by, at=at, payload={"unit": row.unit_id, **told})
    return row
