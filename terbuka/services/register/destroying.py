"""Case files destroyed when their years are over: listed first, then emptied under minutes with a number.

Source: UU 27/2022 article 44; PKPU 17/2023 and Perbawaslu 21/2014. The row of the register stays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from terbuka.models import (
    Account,
    Applicant,
    DestructionRun,
    InboundMail,
    InformationRequest,
    Objection,
    ServiceSettings,
    WorkUnit,
)
from terbuka.rules.duedates import plus_months
from terbuka.rules.language import say, speaking
from terbuka.rules.register import objections
from terbuka.rules.register.keeping import DEFAULT_YEARS, LONGEST_YEARS, destroyed_after, may_let_go
from terbuka.rules.register.numbering import NumberKind
from terbuka.rules.register.post import InboundState
from terbuka.rules.register.requests import ENDED
from terbuka.rules.ruling import BadInput, Stale
from terbuka.services.events import record
from terbuka.services.register.emptying import discard_letters, empty
from terbuka.services.register.numbering import next_number
from terbuka.services.register.personal import kept_for
from terbuka.services.register.places import local_day
from terbuka.services.register.receiving import settings_of
from terbuka.services.register.rows import note
from terbuka.services.units import BadFields
from terbuka.services.units.checks import lines

type Held = InformationRequest | Objection

SUBJECT = "destruction_run"
_OVER = [status.value for status in ENDED]
_NO_MORE = [status.value for status in objections.ENDED]
_ASIDE = (InboundState.DISCARDED.value, InboundState.AUTOMATIC.value, InboundState.REFUSED.value)


_NOT_READY = say("Pilih perkara dari daftar yang masa simpannya sudah lewat.")


@dataclass(frozen=True, slots=True)
class Ended:
    """A case that has ended, and the last day on which its papers are kept."""

    case: Held
    kept_until: date


def years_of(unit: WorkUnit) -> int:
    """How many years the papers of an ended case are kept there."""
    years = settings_of(unit).retention_years
    return DEFAULT_YEARS if years is None else years


def ended_cases(unit: WorkUnit) -> list[Ended]:
    """Ended cases with papers, the oldest first: requests, and objections without one. None that is held."""
    years = settings_of(unit).retention_years
    full = Q(applicant__erased_at=None) | Q(files__isnull=False)
    free = Q(unit=unit, ended_at__isnull=False, is_held=False) & full
    requests = InformationRequest.objects.filter(free, status__in=_OVER)
    alone = Objection.objects.filter(free, status__in=_NO_MORE, request=None)
    rows: list[Held] = [
        *requests.select_related("applicant", "unit").distinct(),
        *alone.select_related("applicant", "unit", "item").distinct(),
    ]
    found = [
        Ended(row, destroyed_after(local_day(unit, row.ended_at), years)) for row in rows if row.ended_at
    ]
    return sorted(found, key=lambda one: (one.kept_until, one.case.number, one.case.pk))


def destroyable(unit: WorkUnit, on: date) -> list[Held]:
    """Ended cases of a unit whose years are over on a day, not emptied yet, oldest first."""
    return [one.case for one in ended_cases(unit) if one.kept_until < on]


def old_letters(unit: WorkUnit, on: date) -> list[InboundMail]:
    """Letters that were laid aside, became no case, and came longer ago than papers are kept."""
    rows = InboundMail.objects.filter(unit=unit, state__in=_ASIDE, became=None)
    before = plus_months(on, -12 * years_of(unit))
    return [row for row in rows.order_by("arrived_at", "pk") if local_day(unit, row.arrived_at) < before]


@transaction.atomic
def destroy(
    unit: WorkUnit, cases: Sequence[Held], *, witnesses: str, by: Account, at: datetime
) -> DestructionRun:
    """Empty these cases, and letters laid aside as long ago, under minutes of their own number.

    Raises BadFields, and Refused for a case that is still needed.
    """
    on = local_day(unit, at)
    chosen, letters = _chosen(unit, cases, on), old_letters(unit, on)
    if not (chosen or letters):
        raise BadInput(_NOT_READY)
    who = lines(2_000)(witnesses)
    if not who:
        raise BadFields({"witnesses": say("Tulis nama dan jabatan para saksi pemusnahan.")})
    applicants = _locked(chosen)
    may_let_go(kept_for(applicants)).enforce()
    number = next_number(unit, NumberKind.DESTRUCTION, on.year).number
    gone = discard_letters(letters)
    for row in applicants:
        gone += empty(row, reason=number, by=by, at=at)
    run = DestructionRun.objects.create(
        unit=unit,
        number=number,
        rule=_rule(unit),
        numbers=[row.number or f"#{row.pk}" for row in chosen],
        files=gone.files,
        letters=gone.letters,
        witnesses=who,
        done_at=at,
        done_by=by,
    )
    counts = {"files": gone.files, "letters": gone.letters}
    told = {"unit": unit.pk, "number": number, "cases": [row.pk for row in chosen]} | counts
    record(SUBJECT, run.pk, "destroy", by=by, at=at, payload=told)
    return run


def _chosen(unit: WorkUnit, cases: Sequence[Held], on: date) -> list[Held]:
    """The cases as they stand. Raises BadInput where one is not ready."""
    ready = {_key(row): row for row in destroyable(unit, on)}
    if not all(_key(one) in ready for one in cases):
        raise BadInput(_NOT_READY)
    return [ready[_key(one)] for one in cases]


def _key(case: Held) -> tuple[type[Held], int]:
    return type(case), case.pk


def _locked(cases: Iterable[Held]) -> list[Applicant]:
    rows = Applicant.objects.select_for_update().filter(pk__in={row.applicant_id for row in cases})
    return list(rows.order_by("pk"))


def _rule(unit: WorkUnit) -> str:
    with speaking("id"):
        return str(say("Masa simpan {n} tahun sejak perkara selesai.", n=years_of(unit)))


@transaction.atomic
def set_hold(case: Held, *, is_held: bool, reason: str, by: Account, at: datetime) -> None:
    """Hold a case for an audit or a lawsuit, or let it go again, with the reason. Raises BadFields."""
    said = " ".join(reason.split())
    if not said:
        raise BadFields({"reason": say("Tulis alasannya.")})
    if len(said) > 300:
        raise BadFields({"reason": say("Alasan paling banyak {most} huruf.", most=300)})
    type(case)._default_manager.filter(pk=case.pk).update(is_held=is_held)
    note(case, "hold" if is_held else "release_hold", by=by, at=at, reason=said)


@transaction.atomic
def save_years(
    unit: WorkUnit, years: str, *, reason: str, expected: int | None = None, by: Account, at: datetime
) -> ServiceSettings:
    """Set how many years papers are kept once a case has ended; "": the default. Raises BadFields, Stale."""
    wish = years.strip()
    if wish and not (wish.isdecimal() and 1 <= int(wish[:3]) <= LONGEST_YEARS):
        raise BadFields({"years": say("Tulis angka 1 sampai {most}.", most=LONGEST_YEARS)})
    said = " ".join(reason.split())[:300]
    if not said:
        raise BadFields({"reason": say("Tulis dasarnya, misalnya nomor keputusan jadwal retensi.")})
    ServiceSettings.objects.get_or_create(unit=unit)
    row = ServiceSettings.objects.select_for_update().get(unit=unit)
    if expected is not None and expected != row.version:
        raise Stale(row)
    before, row.retention_years = row.retention_years, int(wish) if wish else None
    row.version += 1
    row.save(update_fields=["retention_years", "version"])
    told = {"before": before, "years": row.retention_years, "reason": said}
    record("work_unit", unit.pk, "save_retention", by=by, at=at, payload=told)
    return row
