"""The catalogue as a table: rows that somebody hands in become drafts, what is public is written out again.

The columns are those of the list of public information (DIP), the same in both directions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from terbuka.documents.cells import Check
from terbuka.documents.tables import Fault, Sheet
from terbuka.models import Account, CollectionBatch, Publication, PublicationVersion, WorkUnit
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.language import say
from terbuka.rules.people import Act
from terbuka.rules.publishing import Form, PublicationKind
from terbuka.rules.ruling import BadInput, Refused
from terbuka.rules.wording import quoted
from terbuka.services.catalogue.collecting import begin_publication
from terbuka.services.catalogue.entries import light
from terbuka.services.catalogue.places import public_path
from terbuka.services.catalogue.standing import ON_ITS_WAY
from terbuka.services.people import day_at, named_or_first
from terbuka.services.units.checks import BadFields

COLUMNS = {
    "unit": ("satker", "unit", "slug"),
    "title": ("judul", "title", "informasi"),
    "summary": ("ringkasan", "ringkasan_isi_informasi", "summary"),
    "items": ("butir", "kode_butir", "items", "code"),
    "information_class": ("kelas", "klasifikasi", "class"),
    "holder": ("pejabat", "pejabat_yang_menguasai", "penguasa_informasi", "holder"),
    "responsible": ("penanggung_jawab", "responsible"),
    "made_on": ("waktu_pembuatan", "tanggal_pembuatan", "made_on"),
    "made_in": ("tempat_pembuatan", "tempat", "made_in"),
    "form": ("bentuk", "format", "form"),
    "retention": ("retensi", "jangka_waktu_simpan", "retention"),
    "period_from": ("periode_mulai", "period_from"),
    "period_to": ("periode_sampai", "period_to"),
    "url": ("alamat", "tautan", "url"),
    "officer": ("petugas", "officer"),
}
NEEDED = ("title",)
CLASSES = {
    "": "",
    "berkala": InformationClass.PERIODIC.value,
    "periodic": InformationClass.PERIODIC.value,
    "serta-merta": InformationClass.IMMEDIATE.value,
    "serta merta": InformationClass.IMMEDIATE.value,
    "immediate": InformationClass.IMMEDIATE.value,
    "setiap saat": InformationClass.ON_DEMAND.value,
    "on_demand": InformationClass.ON_DEMAND.value,
}
FORMS = {
    "": Form.SOFT.value,
    "softcopy": Form.SOFT.value,
    "soft": Form.SOFT.value,
    "digital": Form.SOFT.value,
    "hardcopy": Form.HARD.value,
    "hard": Form.HARD.value,
    "cetak": Form.HARD.value,
    "keduanya": Form.BOTH.value,
    "both": Form.BOTH.value,
}
CLASS_NAMES = {
    InformationClass.PERIODIC: "berkala",
    InformationClass.IMMEDIATE: "serta-merta",
    InformationClass.ON_DEMAND: "setiap saat",
    InformationClass.EXEMPT: "dikecualikan",
}
_FORM_NAMES = {Form.SOFT: "digital", Form.HARD: "cetak", Form.BOTH: "keduanya"}


@dataclass(slots=True)
class Loaded:
    """What a table brought: drafts begun, rows whose like is there already, faults row by row."""

    versions: list[PublicationVersion] = field(default_factory=list)
    same: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class _Load:
    """One load on its way. `unit` None: each row names its own."""

    sheet: Sheet
    unit: WorkUnit | None
    batch: CollectionBatch | None
    by: Account | None
    at: datetime
    found: Loaded = field(default_factory=Loaded)
    units: dict[str, WorkUnit] = field(default_factory=dict)
    officers: dict[tuple[int, str], Account | None] = field(default_factory=dict)
    there: dict[int, set[tuple[str, str]]] = field(default_factory=dict)


def load_table(
    sheet: Sheet,
    *,
    unit: WorkUnit | None = None,
    batch: CollectionBatch | None = None,
    is_trial: bool = False,
    by: Account | None = None,
    at: datetime,
) -> Loaded:
    """Begin a draft for each row; where one row is at fault, for none. A trial writes nothing.

    With `unit` all rows are its own; without, the column "satker" says whose. Without `by`
    the drafts bear the name of the row's officer, or of the first who may collect there. A
    row with an address becomes a link, one without a page that tells what is kept and how.
    """
    load = _Load(sheet, unit, batch, by, at)
    if unit is None:
        load.units = {one.slug: one for one in WorkUnit.objects.select_related("parent__parent")}
    with transaction.atomic():
        for row in sheet.rows:
            check = Check(row, sheet)
            with transaction.atomic():
                _bring(load, check)
                if check.faults:
                    transaction.set_rollback(True)
            load.found.faults += check.faults
        if load.found.faults or is_trial:
            transaction.set_rollback(True)
    return load.found


def _bring(load: _Load, check: Check) -> None:
    """One row; its faults are gathered in the check."""
    place = _unit(load, check)
    values = _values(check)
    if place is None or check.faults:
        return
    officer = _officer(load, check, place)
    key = (values["title"].lower(), values["url"].lower())
    known = _there(load, place)
    if key in known:
        load.found.same += 1
        return
    if officer is None:
        return
    known.add(key)
    kind = PublicationKind.LINK if values["url"] else PublicationKind.PAGE
    text = "" if values["url"] else values["summary"]
    given = {name: values.pop(name) for name in ("title", "url", "items")}
    try:
        load.found.versions.append(
            begin_publication(
                place, kind=kind, text=text, values=values, batch=load.batch, by=officer, at=load.at, **given
            )
        )
    except BadFields as fault:
        for name, reason in fault.fields.items():
            check.fault(name, reason)
    except BadInput as fault:
        check.fault("title", fault.phrase)
    except Refused as refusal:
        check.fault("unit", refusal.ruling.reason or say("tidak diizinkan"))


def _unit(load: _Load, check: Check) -> WorkUnit | None:
    said = check.row.cells.get("unit", "")
    if load.unit is not None:
        if said and said not in (load.unit.slug, load.unit.name, load.unit.short_name):
            check.fault("unit", say("{said} bukan satker ini", said=quoted(said)))
        return load.unit
    if said not in load.units:
        check.fault("unit", say("Satker {slug} tidak dikenal; contoh: kpu-kab-jombang.", slug=quoted(said)))
    return load.units.get(said)


def _values(check: Check) -> dict[str, Any]:
    """The cells of a row as `begin_publication` takes them."""
    cells = check.row.cells
    values: dict[str, Any] = {
        name: check.text(name, most)
        for name, most in {
            "title": 300,
            "summary": 5000,
            "made_in": 120,
            "retention": 200,
            "url": 2000,
        }.items()
    }
    values |= {name: text for name in ("holder", "responsible") if (text := check.text(name, 200))}
    values |= {name: check.day(name) for name in ("made_on", "period_from", "period_to")}
    values["form"] = check.one_of("form", FORMS)
    own_class = check.one_of("information_class", CLASSES)
    if own_class:
        values["information_class"] = own_class
    values["items"] = check.listed("items") or []
    if not values["title"]:
        check.fault("title", say("wajib diisi"))
    if not values["url"] and not cells.get("summary"):
        check.fault("url", say("isi alamatnya, atau ringkasan bila informasinya tidak ada di situs"))
    return values


def _officer(load: _Load, check: Check, place: WorkUnit) -> Account | None:
    """Under whose name the draft stands: a fault where the unit has nobody who may collect."""
    if load.by is not None:
        return load.by
    said = check.row.cells.get("officer", "").lower()
    key = (place.pk, said)
    if key not in load.officers:
        load.officers[key] = named_or_first(place, Act.COLLECT, said, on=day_at(place, load.at))
    if load.officers[key] is None:
        check.fault(
            "officer" if said else "unit",
            say("{email} tidak bertugas menghimpun di satker ini", email=quoted(said))
            if said
            else say("satker ini belum punya petugas yang menghimpun informasi"),
        )
    return load.officers[key]


def _there(load: _Load, place: WorkUnit) -> set[tuple[str, str]]:
    """Title and address of what the unit has already, public or on its way."""
    if place.pk not in load.there:
        rows = PublicationVersion.objects.filter(
            publication__unit=place, status__in=(*ON_ITS_WAY, "published")
        )
        load.there[place.pk] = {
            (title.lower(), url.lower()) for title, url in rows.values_list("title", "url")
        }
    return load.there[place.pk]


HEAD = (
    "satker", "judul", "ringkasan", "butir", "kelas", "pejabat", "penanggung_jawab", "waktu_pembuatan",
    "tempat_pembuatan", "bentuk", "retensi", "periode_mulai", "periode_sampai", "alamat", "diubah",
    "ditegaskan", "berlaku_sampai", "sha256", "halaman_publik",
)  # fmt: skip


def public_rows(units: Iterable[WorkUnit] | None = None) -> list[tuple[str, ...]]:
    """Every public publication (of these units) under the columns of `HEAD`; days as 2026-01-31."""
    rows = light(Publication.objects.public()).select_related("unit").prefetch_related("public__items")
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    return [_row(one) for one in rows.order_by("unit__slug", "pk").iterator(chunk_size=500)]


def _row(publication: Publication) -> tuple[str, ...]:
    version = publication.public
    assert version
    return (
        publication.unit.slug,
        version.title,
        version.summary,
        "; ".join(item.code for item in version.items.all()),
        CLASS_NAMES[InformationClass(version.information_class)],
        version.holder,
        version.responsible,
        _day(version.made_on),
        version.made_in,
        _FORM_NAMES[Form(version.form)],
        version.retention,
        _day(version.period_from),
        _day(version.period_to),
        version.url,
        _day(publication.changed_on),
        _day(publication.confirmed_on),
        _day(publication.due_on),
        version.released_id or "",
        public_path(publication),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
