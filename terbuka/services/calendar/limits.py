"""Limits as an institution counts them: those of the law, changed where its own text does not fix them.

What the digest marks A is law and never changed here. A change holds for cases of the day
from which it is made until the day it is withdrawn; an old case keeps its old limit.
"""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from terbuka.models import Account, LimitChange, WorkUnit
from terbuka.rules.language import Phrase, say
from terbuka.rules.limits import Limit, Regime, TimeUnit, all_limits, limit
from terbuka.rules.ruling import BadInput, Ruling, Stale, allow, refuse
from terbuka.rules.units import Institution
from terbuka.rules.wording import Wording
from terbuka.services.calendar.checks import EARLIEST, because, day_between, today_in_jakarta
from terbuka.services.events import record
from terbuka.services.units.checks import BadFields, each, lines

KIND, MOST = "limit_change", 400
# Where a case is told how long it has; the others are rules of website checks and of the catalogue.
OF_CASES = ("request", "objection", "dispute", "contact")


def may_change(one: Limit) -> Ruling:
    """May an institution count this limit otherwise?"""
    if one.confidence == "A":
        return refuse(say("Batas waktu ini ditetapkan undang-undang; tidak dapat diubah."), cite=one.cite)
    if one.key.partition(".")[0] not in OF_CASES or one.unit in (TimeUnit.DATE, TimeUnit.PERCENT):
        return refuse(say("Batas waktu ini bukan batas waktu perkara; tidak diubah di sini."))
    return allow()


def limit_for(unit: WorkUnit, key: str, regime: Regime | None, on: date) -> Limit:
    """The limit as it holds for a unit's cases of a day: the law's, or what its institution made of it.

    Raises BadInput as `rules.limits.limit` does. One query where the limit may be changed, else none.
    """
    one = limit(key, regime, on=on)
    if not may_change(one):
        return one
    found = LimitChange.objects.holding(on).filter(institution=unit.institution, key=key)
    change = found.filter(regime=one.regime or "").order_by("-from_on", "-id").first()
    return changed(one, change) if change else one


def changed(one: Limit, change: LimitChange) -> Limit:
    """A limit with the number of days or hours that an institution has set; the note says so and why."""
    own = Wording(
        f"Ditetapkan {change.institution} sejak {change.from_on.isoformat()}: {change.reason}",
        f"Set by {change.institution} from {change.from_on.isoformat()}: {change.reason}",
    )
    return replace(one, amount=change.amount, note=own)


def _limit_on(key: str, regime: str, on: date) -> Limit:
    try:
        return limit(key, Regime(regime) if regime else None, on=on)
    except ValueError as fault:  # BadInput is one; so is a regime that is none.
        reason = fault.phrase if isinstance(fault, BadInput) else say("Rezim ini tidak dikenal.")
        raise BadFields({"from_on": reason}) from None


@transaction.atomic
def change_limit(
    *,
    institution: str,
    key: str,
    regime: str,
    amount: int | None,
    from_on: date | None,
    reason: str,
    by: Account,
    at: datetime,
) -> LimitChange:
    """Count a limit otherwise from a day on, with a reason. `regime` "" for limits of both.

    Never earlier than today, so that no case already registered gets another limit. Raises BadFields,
    or Refused for a limit that the law fixes.
    """
    faults: dict[str, Phrase] = {}
    why = each({"reason": reason}, {"reason": lines(1000)})["reason"]
    day = each({"from_on": from_on}, {"from_on": day_between(at)})["from_on"]
    one = _limit_on(key, regime, day)
    may_change(one).enforce()
    if institution not in set(Institution):
        raise BadInput(say("Lembaga ini tidak dikenal."))
    if not why:
        faults["reason"] = say("Tulis dasar atau alasan perubahannya.")
    if day < today_in_jakarta(at):
        faults["from_on"] = say("Paling awal hari ini: perkara lama memegang batas waktunya.")
    number = amount if amount is not None else -1
    if not 0 <= number <= MOST:
        faults["amount"] = say("Tulis angka antara 0 dan {most}.", most=MOST)
    regime = one.regime.value if one.regime else ""
    named = {"institution": institution, "key": key, "regime": regime, "from_on": day}
    if LimitChange.objects.filter(**named, withdrawn_at=None).exists():
        faults["from_on"] = say("Sudah ada perubahan yang mulai hari itu; cabut dahulu yang itu.")
    if faults:
        raise BadFields(faults)
    row = LimitChange.objects.create(**named, amount=number, reason=why, changed_at=at, changed_by=by)
    told = named | {"from_on": day.isoformat(), "before": one.amount, "amount": amount, "reason": why}
    record(KIND, row.pk, "changed", by=by, at=at, payload=told)
    return row


@transaction.atomic
def withdraw_change(change: LimitChange, *, reason: str, by: Account, at: datetime) -> LimitChange:
    """Go back to the limit of the list from today on; cases of the days before keep the change.

    Raises BadFields, or Stale where somebody withdrew it first.
    """
    why = because(reason, say("Tulis mengapa perubahan ini dicabut."))
    row = LimitChange.objects.select_for_update().get(pk=change.pk)
    if row.withdrawn_at:
        raise Stale(row)
    row.withdrawn_on, row.withdrawn_reason = today_in_jakarta(at), why
    row.withdrawn_at, row.withdrawn_by = at, by
    row.save(update_fields=["withdrawn_on", "withdrawn_reason", "withdrawn_at", "withdrawn_by"])
    told = {"institution": row.institution, "key": row.key, "regime": row.regime, "reason": why}
    record(KIND, row.pk, "withdrawn", by=by, at=at, payload=told)
    return row


def limits_now(on: date) -> tuple[Limit, ...]:
    """Every limit with the value that holds on a day, in the order of the list."""
    return tuple(
        one
        for one in all_limits()
        if one.valid_from <= on and (one.valid_to is None or on < one.valid_to) and on.year >= EARLIEST
    )
