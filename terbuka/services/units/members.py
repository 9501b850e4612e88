"""People whom the PPID decree names, by role; they need no account."""

from datetime import datetime

from django.db import transaction

from terbuka.models import Account, PpidMember, WorkUnit
from terbuka.models.units import PpidRole
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput, Stale
from terbuka.services.events import record
from terbuka.services.units.checks import BadFields, each, line, locked
from terbuka.services.units.succession import check_open


def _role(role: str) -> str:
    if role not in set(PpidRole):
        raise BadInput(say("Pilih perannya dalam keputusan PPID."))
    return role


def _name(text: str) -> str:
    name = line(200)(text)
    if not name:
        raise BadInput(say("Tulis nama lengkap, seperti dalam keputusannya."))
    return name


def save_member(
    unit: WorkUnit,
    *,
    member: PpidMember | None = None,
    role: str,
    name: str,
    position: str = "",
    version: int = 0,
    by: Account,
    at: datetime,
) -> PpidMember:
    """Add a person, or change one who was read at `version`. Raises BadFields, Refused or Stale."""
    check_open(unit, at)
    checks = {"role": _role, "name": _name, "position": line(200)}
    kept = each({"role": role, "name": name, "position": position}, checks)
    with transaction.atomic():
        WorkUnit.objects.select_for_update().get(pk=unit.pk)
        row = locked(PpidMember, unit, member.pk) if member else PpidMember(unit=unit, version=0)
        if member and all(getattr(row, field) == value for field, value in kept.items()):
            return row
        if member and row.version != version:
            raise Stale(row)
        named = PpidMember.objects.filter(unit=unit, role=kept["role"], name__iexact=kept["name"])
        if named.exclude(pk=row.pk).exists():
            raise BadFields({"name": say("{name} sudah tercatat dalam peran ini.", name=kept["name"])})
        for field, value in kept.items():
            setattr(row, field, value)
        row.version += 1
        row.save()
        record("ppid_member", row.pk, "saved", by=by, at=at, payload={"unit": unit.pk, **kept})
    return row


@transaction.atomic
def remove_member(member: PpidMember, *, by: Account, at: datetime) -> None:
    """Take a person off the list; twice is fine."""
    row = PpidMember.objects.select_for_update().filter(pk=member.pk, unit=member.unit).first()
    if row is None:
        return
    told = {"unit": row.unit_id, "role": row.role, "name": row.name, "position": row.position}
    record("ppid_member", row.pk, "removed", by=by, at=at, payload=told)
    row.delete()
