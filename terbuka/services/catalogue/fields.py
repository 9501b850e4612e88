"""The fields of a version as people type them, checked one by one (columns of the DIP, law digest 11)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from terbuka.models import RequiredItem, WorkUnit
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.contacts import web_address
from terbuka.rules.language import Phrase, say
from terbuka.rules.publishing import Form, PublicationKind
from terbuka.rules.ruling import BadInput
from terbuka.services.units.checks import BadFields, each, line, lines

LONGEST_TITLE = 300
LONGEST_TEXT = 200_000
EARLIEST, LATEST = date(1945, 8, 17), date(2100, 12, 31)


def _title(text: str) -> str:
    kept = line(LONGEST_TITLE)(text)
    if not kept:
        raise BadInput(say("Tulis judulnya, seperti yang akan dibaca masyarakat."))
    return kept


def _class(value: str) -> str:
    if value == InformationClass.EXEMPT:
        raise BadInput(say("Informasi yang dikecualikan tidak diumumkan di sini; pakailah uji konsekuensi."))
    if value not in set(InformationClass):
        raise BadInput(say("Pilih kelasnya: berkala, serta-merta, atau setiap saat."))
    return InformationClass(value).value


def _form(value: str) -> str:
    if value not in set(Form):
        raise BadInput(say("Pilih bentuknya: salinan digital, cetak, atau keduanya."))
    return Form(value).value


def _day(day: date | None) -> date | None:
    if day and not EARLIEST <= day <= LATEST:
        raise BadInput(say("Periksa tahunnya: tanggal ini tidak mungkin."))
    return day


CHECKS: dict[str, Callable[[Any], Any]] = {
    "title": _title,
    "summary": lines(5000),
    "information_class": _class,
    "period_from": _day,
    "period_to": _day,
    "holder": line(200),
    "responsible": line(200),
    "made_on": _day,
    "made_in": line(120),
    "form": _form,
    "retention": line(200),
    "url": web_address,
    "text": lines(LONGEST_TEXT),
    "change_note": lines(2000),
}
# What belongs to the content of each kind; another kind has no use for it.
CONTENT = {
    PublicationKind.FILE: "source",
    PublicationKind.DATASET: "source",
    PublicationKind.LINK: "url",
    PublicationKind.PAGE: "text",
}


def checked(
    values: dict[str, Any], *, unit: WorkUnit, stands: tuple[date | None, date | None], today: date
) -> tuple[dict[str, Any], list[RequiredItem] | None]:
    """The values in their kept form, and the required items, None where they were not among them.

    `items` come as codes or rows. `stands` is the period as it stands. Raises BadFields by field name.
    """
    faults: dict[str, Phrase] = {}
    own = {name: value for name, value in values.items() if name != "items"}
    try:
        kept = each(own, CHECKS)
    except BadFields as fault:
        faults, kept = dict(fault.fields), {}
    first, last = kept.get("period_from", stands[0]), kept.get("period_to", stands[1])
    if not faults and first and last and last < first:
        faults["period_to"] = say("Periode berakhir sebelum mulai; periksa kedua tanggalnya.")
    if kept.get("made_on") and kept["made_on"] > today:
        faults["made_on"] = say("Tanggal pembuatan tidak dapat di masa depan.")
    items = None
    if "items" in values:
        try:
            items = named_items(values["items"], unit)
        except BadInput as fault:
            faults["items"] = fault.phrase
    if faults:
        raise BadFields(faults)
    return kept, items


def named_items(named: Any, unit: WorkUnit) -> list[RequiredItem]:
    """The required items behind codes or rows. Raises BadInput for one that this unit does not owe."""
    codes = [one.code if isinstance(one, RequiredItem) else str(one).strip().upper() for one in named]
    found = {item.code: item for item in RequiredItem.objects.binding(unit).filter(code__in=codes)}
    unknown = [code for code in codes if code not in found]
    if unknown:
        raise BadInput(
            say("Butir {codes} tidak ada dalam daftar satker ini.", codes=", ".join(sorted(set(unknown))))
        )
    return sorted(found.values(), key=lambda item: item.position)
