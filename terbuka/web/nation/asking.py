"""What the address of a national page asks for: body, year, measure, order; and what there is to choose."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from terbuka.rules.units import Institution
from terbuka.web.nation.numbers import Rounds, published_years, years_of

SHARE, SCORED, AVERAGE, IN_PLACE = "informatif", "dinilai", "rata-rata", "butir"
MEASURES: dict[str, Promise] = {
    SHARE: _("Persentase Informatif"),
    SCORED: _("Satker yang punya nilai"),
    AVERAGE: _("Rata-rata nilai"),
}
OWN_MEASURES: dict[str, Promise] = {IN_PLACE: _("Butir yang ada (satker Anda)")}
ORDERS: dict[str, Promise] = {
    "wilayah": _("Wilayah"),
    "tertinggi": _("Tertinggi dahulu"),
    "terendah": _("Terendah dahulu"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is shown. `is_here`: from rounds announced here, not from what was published elsewhere."""

    institution: str
    year: int
    measure: str
    order: str
    is_here: bool

    @property
    def query(self) -> str:
        """The filters that other national pages share."""
        return f"lembaga={self.institution}&tahun={self.year}"


def asked_of(request: HttpRequest, institution: str, years: list[int], *, may_see_units: bool) -> Asked:
    """Read from the address; what is not known is as if it were not said. `years`: those with rounds."""
    said = {name: request.GET.get(name, "")[:20] for name in ("tahun", "ukuran", "urut")}
    found = published_years(institution)
    year = int(said["tahun"]) if said["tahun"].isascii() and said["tahun"].isdigit() else 0
    if not 1900 < year < 2200:
        year = max(years or found or [0])
    known: Collection[str] = {**MEASURES, **OWN_MEASURES} if may_see_units else MEASURES
    measure = said["ukuran"] if said["ukuran"] in known else SHARE
    return Asked(
        institution, year, measure, said["urut"] if said["urut"] in ORDERS else "wilayah", year in years
    )


def body_of(request: HttpRequest, rounds: Rounds) -> str:
    """The body asked for; else the one of the newest round, else that with more published years."""
    bodies = [body.value for body in Institution]
    asked = request.GET.get("lembaga", "")
    if asked in bodies:
        return asked
    return max(bodies, key=lambda body: (max(years_of(body, rounds), default=0), len(published_years(body))))


def year_choices(years: list[int], institution: str, today: date) -> list[tuple[str, str]]:
    """Every year with something to show, newest first; those known from elsewhere alone say so."""
    known = {*years, *published_years(institution)}
    return [
        (str(year), str(year) if year in years else f"{year} ({_('terbitan lain')})")
        for year in sorted(known or {today.year}, reverse=True)
    ]


type Field = tuple[str, str, list[tuple[str, Any]], str]


def fields(asked: Asked, years: list[tuple[str, str]]) -> list[Field]:
    """The filters that all national pages have: name, label, what to choose, what is chosen."""
    bodies = [(body.value, body.value) for body in Institution]
    return [
        ("lembaga", gettext("Lembaga"), bodies, asked.institution),
        ("tahun", gettext("Tahun"), years, str(asked.year)),
    ]
