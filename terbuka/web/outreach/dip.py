"""The list of public information (DIP) of a unit: its rows by class, as a file and as a paper.

The columns are those of the annex to the decree, with class, address, last change,
SHA-256 and unit beside them. Always Indonesian.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from terbuka.models import Publication, PublicationVersion, WorkUnit
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.language import speaking
from terbuka.rules.publishing import FORM_WORDS, Form
from terbuka.rules.siteaudit.report import CLASS_WORDS
from terbuka.web.exemption.papertexts import plain_day
from terbuka.web.linked import absolute
from terbuka.web.outreach.annex import annex, spoken_count
from terbuka.web.tables import Cell

TITLE = "Daftar Informasi Publik"
HEAD = (
    *("no", "ringkasan_isi_informasi", "pejabat_yang_menguasai", "penanggung_jawab"),
    *("waktu_dan_tempat_pembuatan", "bentuk", "jangka_waktu_penyimpanan", "kelas", "alamat"),
    *("pembaruan_terakhir", "sha256", "satker"),
)
_GROUP = 16


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, all in words; `kind` is its class."""

    number: int
    kind: InformationClass
    title: str
    summary: str
    holder: str
    responsible: str
    made: str
    form: str
    retention: str
    address: str
    changed_on: date | None
    sha256: str


def public_of(unit: WorkUnit) -> QuerySet[Publication]:
    """What the unit has made public now, each with its version; one query."""
    rows = Publication.objects.public().filter(unit=unit)
    return rows.defer("public__body", "public__text", "public__guess").order_by("public__title", "pk")


def rows_of(unit: WorkUnit) -> list[Row]:
    """The list in its order: by class, then by title; one query."""
    order = {kind.value: place for place, kind in enumerate(InformationClass)}
    found = [(row, row.public) for row in public_of(unit) if row.public]
    found.sort(key=lambda pair: order[pair[1].information_class])
    with speaking("id"):
        return [_row(number, row, version) for number, (row, version) in enumerate(found, start=1)]


def _row(number: int, row: Publication, version: PublicationVersion) -> Row:
    made = [plain_day(version.made_on) if version.made_on else "", version.made_in]
    return Row(
        number=number,
        kind=InformationClass(version.information_class),
        title=version.title,
        summary=version.summary,
        holder=version.holder,
        responsible=version.responsible,
        made=", ".join(part for part in made if part),
        form=str(FORM_WORDS[Form(version.form)]),
        retention=version.retention,
        address=absolute(reverse("publication", args=[row.pk])),
        changed_on=row.changed_on,
        sha256=version.released_id or "",
    )


def cells_of(unit: WorkUnit, rows: Iterable[Row]) -> list[list[Cell]]:
    """The rows under HEAD."""
    with speaking("id"):
        return [
            [
                row.number,
                ". ".join(part.rstrip(".") for part in (row.title, row.summary) if part),
                row.holder,
                row.responsible,
                row.made,
                row.form,
                row.retention,
                str(CLASS_WORDS[row.kind]),
                row.address,
                row.changed_on.isoformat() if row.changed_on else "",
                row.sha256,
                unit.name,
            ]
            for row in rows
        ]


def _line(row: Row) -> dict[str, Any]:
    """One row as the paper shows it; the check sum in groups, so that it breaks."""
    groups = (row.sha256[start : start + _GROUP] for start in range(0, len(row.sha256), _GROUP))
    told = {
        "number": str(row.number),
        "title": row.title,
        "summary": row.summary,
        "address": row.address,
        "sha256": " ".join(groups),
        "changed": plain_day(row.changed_on),
    }
    plain = {name: getattr(row, name) or "–" for name in ("holder", "responsible", "made", "form")}
    return told | plain | {"retention": row.retention or "–"}


def paper(unit: WorkUnit, rows: Iterable[Row], *, today: date, at: datetime) -> bytes:
    """The annex to the decree as PDF, grouped by class; number and day of the decree stay to be filled in."""
    listed = list(rows)
    by_class = [(kind, [row for row in listed if row.kind is kind]) for kind in InformationClass]
    with speaking("id"):
        groups = [
            {"name": str(CLASS_WORDS[kind]).capitalize(), "rows": [_line(row) for row in some]}
            for kind, some in by_class
            if some
        ]
    lead = f"{spoken_count(len(listed))} informasi yang diumumkan {unit.name}"
    return annex("dip", unit, title=TITLE, lead=lead, groups=groups, today=today, at=at)
