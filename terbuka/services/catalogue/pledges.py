"""The service pledge of a unit: written as a draft, announced when it is whole and signed.

The newest announced one is in force; what was announced stays as it is, and what
is saved after it begins the next.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, ServicePledge, StoredFile, WorkUnit
from terbuka.rules.language import Phrase, say
from terbuka.rules.pledges import Part, lacks
from terbuka.rules.ruling import BadInput, Stale
from terbuka.services.catalogue.finding import put_pledge
from terbuka.services.events import record
from terbuka.services.people import day_at
from terbuka.services.units.checks import BadFields, line, lines
from terbuka.services.units.succession import check_open

KIND = "service_pledge"
_LONGEST = 3000


def pledge_in_force(unit: WorkUnit) -> ServicePledge | None:
    """The newest announced pledge; None before the first."""
    announced = ServicePledge.objects.filter(unit=unit, announced_at__isnull=False)
    return announced.select_related("file").order_by("-announced_at", "-pk").first()


def pledge_draft(unit: WorkUnit) -> ServicePledge | None:
    """The pledge that is being written; None where nothing waits to be announced."""
    drafts = ServicePledge.objects.filter(unit=unit, announced_at=None)
    return drafts.select_related("file").order_by("-pk").first()


def save_pledge(
    unit: WorkUnit,
    *,
    values: Mapping[str, Any],
    expected: int,
    file: StoredFile | None = None,
    by: Account,
    at: datetime,
) -> ServicePledge:
    """Write the draft; `expected` is the version that was read, 0 where there was none yet.

    `values` holds the six parts by name, `signer`, `signer_position` and
    `signed_on`; no `file` keeps the one there is. Raises BadFields, Refused, or
    Stale with the draft as it stands.
    """
    check_open(unit, at)
    kept = _checked(values, today=day_at(unit, at))
    if file is not None:
        kept["file"] = file
    with transaction.atomic():
        WorkUnit.objects.select_for_update().get(pk=unit.pk)
        draft = pledge_draft(unit)
        if (draft.version if draft else 0) != expected:
            raise Stale(draft)
        row = draft or ServicePledge(unit=unit, version=0)
        for name, value in kept.items():
            setattr(row, name, value)
        row.version += 1
        row.saved_at, row.saved_by = at, by
        row.save()
        record(KIND, row.pk, "saved", by=by, at=at, payload={"unit": unit.pk, "version": row.version})
    return row


def announce_pledge(pledge: ServicePledge, *, expected: int, by: Account, at: datetime) -> ServicePledge:
    """Make a whole and signed draft public. Raises BadFields by what it lacks, Refused, Stale."""
    check_open(pledge.unit, at)
    with transaction.atomic():
        row = ServicePledge.objects.select_for_update(of=("self",)).select_related("unit").get(pk=pledge.pk)
        if row.version != expected or row.announced_at is not None:
            raise Stale(row)
        faults = lacks(row.clauses, signer=row.signer, signed_on=row.signed_on)
        if faults:
            raise BadFields(faults)
        row.announced_at, row.announced_by = at, by
        row.version += 1
        row.save(update_fields=["announced_at", "announced_by", "version"])
        record(KIND, row.pk, "announced", by=by, at=at, payload={"unit": row.unit_id})
        put_pledge(row, at=at)
    return row


def _checked(values: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """The values as they are kept. Raises BadFields with all faults at once."""
    faults: dict[str, Phrase] = {}
    clauses: dict[str, str] = {}
    kept: dict[str, Any] = {"clauses": clauses}
    for part in Part:
        try:
            clauses[part.value] = lines(_LONGEST)(values.get(part.value, ""))
        except BadInput as fault:
            faults[part.value] = fault.phrase
    for name in ("signer", "signer_position"):
        try:
            kept[name] = line(200)(values.get(name, ""))
        except BadInput as fault:
            faults[name] = fault.phrase
    kept["signed_on"] = values.get("signed_on")
    if kept["signed_on"] and kept["signed_on"] > today:
        faults["signed_on"] = say("Tanggal tanda tangan tidak dapat di masa depan.")
    if faults:
        raise BadFields(faults)
    return kept
