"""People from a table that somebody hands in: invitations and appointments, all of them or none."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from terbuka.documents.tables import Fault, Row, Sheet, day_in
from terbuka.models import Account, Appointment, Invitation, WorkUnit
from terbuka.rules.language import Phrase, say
from terbuka.rules.people import ROLE_WORDS, Role
from terbuka.rules.ruling import BadInput, Refused
from terbuka.rules.wording import quoted
from terbuka.services.people.appointments import appoint
from terbuka.services.people.invitations import invite
from terbuka.services.people.standing import day_at
from terbuka.services.people.typed import BadField, address

COLUMNS = {
    "email": ("surel", "email", "e-mail", "alamat_surel"),
    "name": ("nama", "name"),
    "role": ("peran", "role"),
    "unit": ("satker", "unit", "slug"),
    "from_on": ("mulai", "from", "from_on"),
    "to_on": ("sampai", "to", "to_on"),
    "decree": ("sk", "nomor_sk", "decree"),
}
NEEDED = ("email", "role", "unit")


@dataclass(slots=True)
class Brought:
    """What an import of people made; `same` counts rows whose role was already held or offered."""

    invitations: list[Invitation] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    same: int = 0
    faults: list[Fault] = field(default_factory=list)


def role_named(text: str) -> Role:
    """The role behind its key or its Indonesian name. Raises BadField."""
    key = text.strip().lower()
    known = {role.value: role for role in Role}
    known |= {role.value.replace("_", "-"): role for role in Role}
    known |= {ROLE_WORDS[role].source.lower(): role for role in Role}
    if key not in known:
        choices = ", ".join(role.value for role in Role)
        raise BadField(
            "role", say("Peran {role} tidak dikenal; pilih {choices}.", role=quoted(text), choices=choices)
        )
    return known[key]


def _day(text: str, column: str) -> date | None:
    try:
        return day_in(text)
    except BadInput as fault:
        raise BadField(column, fault.phrase) from None


def _asked(cells: dict[str, str], units: dict[str, WorkUnit], *, at: datetime) -> dict[str, Any]:
    """Unit, role, days and decree that a row asks for. Raises BadField."""
    role, slug = role_named(cells["role"]), cells["unit"]
    unit = units.get(slug)
    if slug and unit is None:
        raise BadField(
            "unit", say("Satker {slug} tidak dikenal; contoh: kpu-kab-jombang.", slug=quoted(slug))
        )
    return {
        "unit": unit,
        "role": role,
        "from_on": _day(cells.get("from_on", ""), "from_on") or day_at(unit, at),
        "to_on": _day(cells.get("to_on", ""), "to_on"),
        "decree": cells.get("decree", ""),
    }


def _bring(
    row: Row, brought: Brought, units: dict[str, WorkUnit], *, by: Account | None, at: datetime
) -> None:
    """One row. Raises BadField, BadInput or Refused."""
    email = address(row.cells["email"])
    asked = _asked(row.cells, units, at=at)
    account = Account.objects.filter(email=email).first()
    if account is None:
        made = invite(email=email, name=row.cells.get("name", ""), **asked, by=by, at=at)
        brought.same += made.created_at != at
        brought.invitations.append(made)
        return
    standing = account.appointments.standing(day_at(asked["unit"], at))
    if standing.filter(unit=asked["unit"], role=asked["role"].value).exists():
        brought.same += 1
    else:
        brought.appointments.append(appoint(account=account, **asked, by=by, at=at))


def _fault(row: Row, sheet: Sheet, column: str, reason: Phrase | None) -> Fault:
    return Fault(row.line, sheet.columns.get(column, column), reason or say("tidak diizinkan"))


def import_people(sheet: Sheet, *, is_trial: bool = False, by: Account | None, at: datetime) -> Brought:
    """Invite or appoint everybody in a table; where one row is at fault, nobody. A trial writes nothing."""
    brought = Brought()
    units = {unit.slug: unit for unit in WorkUnit.objects.select_related("parent")}
    seen: dict[tuple[str, str, str], int] = {}
    with transaction.atomic():
        for row in sheet.rows:
            key = (row.cells["email"].lower(), row.cells["role"].lower(), row.cells["unit"])
            if key in seen:
                reason = say("orang, peran dan satker yang sama sudah ada di baris {line}", line=seen[key])
                brought.faults.append(_fault(row, sheet, "email", reason))
                continue
            seen[key] = row.line
            try:
                with transaction.atomic():
                    _bring(row, brought, units, by=by, at=at)
            except BadField as fault:
                brought.faults.append(_fault(row, sheet, fault.field, fault.phrase))
            except BadInput as fault:
                brought.faults.append(_fault(row, sheet, "email", fault.phrase))
            except Refused as fault:
                brought.faults.append(_fault(row, sheet, "role", fault.ruling.reason))
        if brought.faults or is_trial:
            transaction.set_rollback(True)
    return brought
