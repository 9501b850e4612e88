"""Case files destroyed when their years are over: listed first, then emptied under minutes with a number.

Source: UU 27/2022 article 44; PKPU 17/2023 and Perbawaslu 21/2014. The row of the register stays.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from terbuka.models import Account, Applicant, CaseFile, DestructionRun, InformationRequest, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.register.keeping import DEFAULT_YEARS, destroyed_after, may_let_go
from terbuka.rules.register.numbering import NumberKind
from terbuka.rules.register.requests import ENDED
from terbuka.rules.ruling import BadInput
from terbuka.services.events import record
from terbuka.services.register.numbering import next_number
from terbuka.services.register.personal import empty, kept_for
from terbuka.services.register.places import local_day
from terbuka.services.register.receiving import settings_of
from terbuka.services.units.checks import lines

SUBJECT = "destruction_run"


def destroyable(unit: WorkUnit, on: date) -> list[InformationRequest]:
    """Ended cases of a unit whose years are over on a day, not emptied yet, oldest first."""
    years = settings_of(unit).retention_years
    rows = InformationRequest.objects.filter(
        unit=unit,
        status__in=[status.value for status in ENDED],
        ended_at__isnull=False,
        applicant__erased_at=None,
        is_held=False,
    ).select_related("applicant", "unit")
    return [
        row
        for row in rows.order_by("ended_at", "pk")
        if row.ended_at and destroyed_after(local_day(unit, row.ended_at), years) < on
    ]


@transaction.atomic
def destroy(
    unit: WorkUnit,
    requests: Sequence[InformationRequest],
    *,
    witnesses: str,
    by: Account,
    at: datetime,
) -> DestructionRun:
    """Empty these cases under minutes of their own number. Raises BadInput, Refused for one still needed."""
    on = local_day(unit, at)
    ready = {row.pk: row for row in destroyable(unit, on)}
    chosen = [ready[one.pk] for one in requests if one.pk in ready]
    if not chosen or len(chosen) != len(requests):
        raise BadInput(say("Pilih perkara dari daftar yang masa simpannya sudah lewat."))
    who = lines(2_000)(witnesses)
    if not who:
        raise BadInput(say("Tulis nama dan jabatan para saksi pemusnahan."))
    applicants = list(
        Applicant.objects.select_for_update().filter(pk__in={row.applicant_id for row in chosen})
    )
    may_let_go(kept_for(applicants)).enforce()
    years = settings_of(unit).retention_years
    rule = say("Masa simpan {n} tahun sejak perkara selesai.", n=DEFAULT_YEARS if years is None else years)
    run = DestructionRun.objects.create(
        unit=unit,
        number=next_number(unit, NumberKind.DESTRUCTION, on.year).number,
        rule=str(rule),
        numbers=[row.number or f"#{row.pk}" for row in chosen],
        witnesses=who,
        done_at=at,
        done_by=by,
    )
    for row in applicants:
        empty(row, reason=run.number, by=by, at=at)
    CaseFile.objects.filter(request__in=chosen, removed_at=None).update(removed_at=at)
    told = {"unit": unit.pk, "number": run.number, "cases": [row.pk for row in chosen]}
    record(SUBJECT, run.pk, "destroy", by=by, at=at, payload=told)
    return run


@transaction.atomic
def set_hold(request: InformationRequest, *, is_held: bool, reason: str, by: Account, at: datetime) -> None:
    """Hold a case for an audit or a lawsuit, or let it go again, with the reason. Raises BadInput."""
    if not reason.strip():
        raise BadInput(say("Tulis alasannya."))
    InformationRequest.objects.filter(pk=request.pk).update(is_held=is_held)
    told = {"unit": request.unit_id, "reason": reason.strip()[:300]}
    verb = "hold" if is_held else "release_hold"
    record("information_request", request.pk, verb, by=by, at=at, payload=told)
