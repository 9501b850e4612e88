"""A list of a unit as the annex to its decree, on paper: what both lists share. Always Indonesian."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from terbuka.documents.typesetting import typeset
from terbuka.models import PpidMember, WorkUnit
from terbuka.models.units import PpidRole
from terbuka.web.exemption.papertexts import plain_day
from terbuka.web.outreach.example import example_warning


def annex(
    name: str,
    unit: WorkUnit,
    *,
    title: str,
    lead: str,
    groups: Sequence[Mapping[str, Any]],
    today: date,
    at: datetime,
) -> bytes:
    """The paper `name` as PDF; number and day of the decree stay to be filled in.

    `groups` hold `name` and `rows` as the paper reads them; `lead` is a sentence without its day.
    """
    ppid = PpidMember.objects.filter(unit=unit, role=PpidRole.PPID.value).first()
    data = {
        "running": f"{title} – {unit.short_name}",
        "warning": example_warning(),
        "foot": f"Keadaan {plain_day(today)}",
        "page": "Halaman",
        "unit": unit.name,
        "lead": f"{lead}, keadaan {plain_day(today)}.",
        "groups": list(groups),
        "signer": ppid.name if ppid else "",
        "position": (ppid.position if ppid else "") or f"PPID {unit.short_name}",
    }
    return typeset(name, data, title=f"{title} {unit.name}", language="id", at=at)


def spoken_count(number: int) -> str:
    """1.234, as it is written in Indonesian."""
    return f"{number:,}".replace(",", ".")
