"""How an institution reads the doubtful rules of counting, changed from a day on with a reason."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction

from terbuka.models import Account, ReadingChange
from terbuka.rules.language import Phrase, say
from terbuka.rules.readings import SHIPPED, Change, Dated, Reading, Rule
from terbuka.rules.ruling import BadInput, Stale
from terbuka.rules.units import Institution
from terbuka.services.calendar.checks import because, day_between, today_in_jakarta
from terbuka.services.events import record
from terbuka.services.units.checks import BadFields, each, lines

KIND = "reading_change"
# So far back a change may reach: cases that began since are counted anew.
_BACK, _AHEAD = timedelta(days=366), timedelta(days=366)


def readings_by_institution() -> dict[str, Dated]:
    """How each institution counts, day by day; one query. Who changed nothing is not in it."""
    rows = ReadingChange.objects.standing().values_list("institution", "rule", "reading", "from_on")
    found: dict[str, list[Change]] = defaultdict(list)
    for institution, rule, reading, from_on in rows:
        found[institution].append(Change(Rule(rule), Reading(reading), from_on))
    return {institution: Dated.of(changes) for institution, changes in found.items()}


def readings_of(institution: str) -> Dated:
    """How one institution counts; one query."""
    return readings_by_institution().get(institution, SHIPPED)


@transaction.atomic
def change_reading(
    *,
    institution: str,
    rule: str,
    reading: str,
    from_on: date | None,
    reason: str,
    by: Account,
    at: datetime,
) -> ReadingChange:
    """Read a rule otherwise for cases whose limit begins on a day or later; those still open move.

    At most a year back. Raises BadFields, or BadInput for what is no rule or reading.
    """
    if institution not in set(Institution) or rule not in set(Rule):
        raise BadInput(say("Lembaga atau aturan ini tidak dikenal."))
    faults: dict[str, Phrase] = {}
    kept = each({"reason": reason, "from_on": from_on}, {"reason": lines(1000), "from_on": day_between(at)})
    day, today = kept["from_on"], today_in_jakarta(at)
    if reading not in set(Reading):
        faults["reading"] = say("Pilih cara menghitungnya.")
    if not kept["reason"]:
        faults["reason"] = say("Tulis dasar atau alasan perubahannya.")
    if not today - _BACK <= day <= today + _AHEAD:
        faults["from_on"] = say("Paling lama setahun ke belakang atau ke depan.")
    named = {"institution": institution, "rule": rule, "from_on": day}
    if ReadingChange.objects.standing().filter(**named).exists():
        faults["from_on"] = say("Sudah ada perubahan yang mulai hari itu; cabut dahulu yang itu.")
    before = getattr(readings_of(institution).on(day), rule)
    if before == reading:
        faults["reading"] = say("Pada hari itu sudah dihitung begitu.")
    if faults:
        raise BadFields(faults)
    row = ReadingChange.objects.create(
        **named, reading=reading, reason=kept["reason"], changed_at=at, changed_by=by
    )
    told = named | {"from_on": day.isoformat(), "before": before, "after": reading, "reason": row.reason}
    record(KIND, row.pk, "changed", by=by, at=at, payload=told)
    return row


@transaction.atomic
def withdraw_reading(change: ReadingChange, *, reason: str, by: Account, at: datetime) -> ReadingChange:
    """Take a change back, as if it had not been made. Raises BadFields, Stale."""
    why = because(reason, say("Tulis mengapa perubahan ini dicabut."))
    row = ReadingChange.objects.select_for_update().get(pk=change.pk)
    if row.withdrawn_at:
        raise Stale(row)
    row.withdrawn_reason, row.withdrawn_at, row.withdrawn_by = why, at, by
    row.save(update_fields=["withdrawn_reason", "withdrawn_at", "withdrawn_by"])
    told = {"institution": row.institution, "rule": row.rule, "reading": row.reading, "reason": why}
    record(KIND, row.pk, "withdrawn", by=by, at=at, payload=told)
    return row
