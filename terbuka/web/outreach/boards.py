"""The information board (A3) and the banner: set anew from the profile each time, so they are never old."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from terbuka.documents.qr import qr_svg
from terbuka.documents.typesetting import typeset
from terbuka.models import PpidMember, UnitProfile, Website, WorkUnit
from terbuka.models.units import PpidRole, WebsiteKind
from terbuka.rules.contacts import spoken_number
from terbuka.rules.language import speaking
from terbuka.rules.limits import Limit, Regime, limit
from terbuka.rules.sources import citation
from terbuka.web.access import today_at, working
from terbuka.web.exemption.papertexts import plain_day
from terbuka.web.outreach.dip import public_of
from terbuka.web.outreach.example import example_warning
from terbuka.web.outreach.lists import as_file
from terbuka.web.outreach.reaching import public_address

NEWEST = 8
# What the table of time limits shows, and whether the limit is told by its own part alone.
_CLOCKS = (
    ("Permohonan dijawab", "request.answer", False),
    ("Dapat diperpanjang satu kali", "request.extension", True),
    ("Mengajukan keberatan", "objection.file", False),
    ("Keberatan dijawab", "objection.answer", False),
    ("Mengajukan sengketa ke Komisi Informasi", "dispute.file", False),
)
_ROLES = {
    PpidRole.SUPERVISOR.value: "Atasan PPID",
    PpidRole.PPID.value: "PPID",
    PpidRole.DESK.value: "Meja layanan",
}
_STEPS = (
    "Sampaikan permohonan: nama, kontak, informasi yang dicari, dan tujuannya. Petugas membantu menulisnya.",
    "Terima tanda bukti dengan nomor pendaftaran.",
    "Terima jawaban tertulis: informasinya, atau alasan mengapa tidak dapat diberikan.",
    "Tidak puas? Ajukan keberatan kepada atasan PPID.",
    "Masih tidak puas? Ajukan sengketa ke Komisi Informasi.",
)


@dataclass(frozen=True, slots=True)
class Reach:
    """How the unit is reached: pairs of what and how, from its profile; `hours` may be empty."""

    hours: str
    ways: list[list[str]]
    site: str


def reach_of(unit: WorkUnit) -> Reach:
    """From the profile and the main website; two queries."""
    profile = UnitProfile.objects.filter(unit=unit).first() or UnitProfile(unit=unit)
    site = Website.objects.filter(unit=unit, kind=WebsiteKind.MAIN.value).first()
    told = (
        ("Datang", profile.address.replace("\n", ", ")),
        ("WhatsApp", spoken_number(profile.whatsapp)),
        ("Telepon", spoken_number(profile.phone)),
        ("Surel", profile.email),
        ("Situs", site.host if site else ""),
    )
    return Reach(profile.hours, [[what, how] for what, how in told if how], site.host if site else "")


def _spoken(one: Limit, *, own: bool) -> str:
    """10 hari kerja; with a star where the text of the law was not read for it."""
    mark = "" if one.confidence == "A" else " *"
    return f"{one.added if own else one.amount} hari kerja{mark}"


def clocks_on(day: date) -> tuple[list[list[str]], str]:
    """The time limits of a day, general and for elections, and the articles behind them."""
    rows, cited = [], []
    for name, key, own in _CLOCKS:
        both = [limit(key, regime, on=day) for regime in (Regime.UMUM, Regime.PEMILU)]
        rows.append([name, *(_spoken(one, own=own) for one in both)])
        cited += [str(citation(one.cite).label) for one in both if one.confidence == "A"]
    return rows, "; ".join(dict.fromkeys(cited))


def _people(unit: WorkUnit) -> list[list[str]]:
    order = list(_ROLES)
    found = PpidMember.objects.filter(unit=unit, role__in=order)
    ranked = sorted(found, key=lambda one: (order.index(one.role), one.pk))
    return [[_ROLES[one.role], one.name, one.position] for one in ranked]


def _newest(unit: WorkUnit) -> list[list[str]]:
    rows = public_of(unit).order_by("-changed_on", "-pk")[:NEWEST]
    return [[row.public.title, plain_day(row.changed_on)] for row in rows if row.public]


def _about(unit: WorkUnit, today: date, names: Iterable[str]) -> dict[str, Any]:
    """What board and banner share; `names` are the public pages to which codes lead."""
    reach = reach_of(unit)
    codes = {name: public_address(unit, name) for name in names}
    with speaking("id"):
        clocks, cited = clocks_on(today)
    return {
        "warning": example_warning(),
        "unit": unit.name,
        "hours": reach.hours,
        "ways": reach.ways,
        "steps": list(_STEPS),
        "clocks": clocks,
        "cited": cited,
        "codes": {name: {"address": address, "svg": qr_svg(address)} for name, address in codes.items()},
        "day": plain_day(today),
    }


@require_safe
@working()
def board(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The information board on A3."""
    today = today_at(unit)
    data = _about(unit, today, ("unit", "pledge_public")) | {
        "people": _people(unit),
        "newest": _newest(unit),
    }
    made = typeset("board", data, title=f"Papan informasi {unit.name}", language="id", at=timezone.now())
    return as_file(made, f"papan-informasi-{unit.slug}")


@require_safe
@working()
def banner(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The banner, 60 x 160 cm."""
    data = _about(unit, today_at(unit), ("unit",))
    made = typeset("banner", data, title=f"Banner informasi {unit.name}", language="id", at=timezone.now())
    return as_file(made, f"banner-{unit.slug}")
