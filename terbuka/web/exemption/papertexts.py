"""What the papers of a test share: their head, their parts as `formal.typ` reads them, long days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from terbuka.models import Account, ConsequenceTest, PpidMember
from terbuka.models.units import PpidRole
from terbuka.services.catalogue.exemptrows import deciding_unit
from terbuka.web.exemption.pages import Part

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus"),
    *("September", "Oktober", "November", "Desember"),
)
_TITLES = {
    "lembar-uji": "Lembar Uji Konsekuensi",
    "berita-acara": "Berita Acara Uji Konsekuensi",
    "keputusan": "Keputusan Pejabat Pengelola Informasi dan Dokumentasi",
}


@dataclass(frozen=True, slots=True)
class Names:
    """Who stands under a paper: "" where nobody is known yet. `ppid` is of the unit that decides."""

    proposer: str
    decider: str
    decider_place: str
    ppid: str
    ppid_position: str


def names_of(test: ConsequenceTest) -> Names:
    """The people under the papers of a test; two queries."""
    wanted = [pk for pk in (test.proposed_by_id or test.began_by_id, test.decided_by_id) if pk]
    known = dict(Account.objects.filter(pk__in=wanted).values_list("pk", "name"))
    place = deciding_unit(test)
    ppid = PpidMember.objects.filter(unit=place, role=PpidRole.PPID.value).first()
    return Names(
        proposer=known.get(test.proposed_by_id or test.began_by_id, ""),
        decider=known.get(test.decided_by_id or 0, ""),
        decider_place=f"Atasan PPID {place.short_name}",
        ppid=ppid.name if ppid else "",
        ppid_position=(ppid.position if ppid else "") or f"PPID {place.short_name}",
    )


def long_day(day: date | None) -> str:
    """Jumat, 13 Maret 2026; a dash for none."""
    return f"{_DAYS[day.weekday()]}, {plain_day(day)}" if day else "–"


def plain_day(day: date | None) -> str:
    """13 Maret 2026; a dash for none."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else "–"


def term_words(part: Part) -> str:
    """Until when, in words of a paper."""
    if part.document.until and not part.document.is_permanent:
        return f"Sampai {plain_day(part.document.until)}"
    words = str(part.term)
    return words[:1].upper() + words[1:]


def heading(test: ConsequenceTest, name: str) -> tuple[str, str, str, str]:
    """Title, number, subject and office of a paper."""
    if name == "keputusan":
        about = f"tentang Klasifikasi Informasi yang Dikecualikan: {test.subject}"
        return _TITLES[name], test.decree_number or "................", about, deciding_unit(test).name
    return _TITLES[name], test.number or "................", "", test.unit.name


def sentences(title: str, told: Sequence[str]) -> dict[str, Any]:
    """A part of paragraphs."""
    return {"kind": "sentences", "heading": title, "sentences": list(told)}


def facts(title: str, rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """A part of names and what they are."""
    return {"kind": "facts", "heading": title, "rows": [list(row) for row in rows]}


def points(title: str, rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """A part of marked points, as decrees have them."""
    return {"kind": "points", "heading": title, "rows": [list(row) for row in rows]}


def table(
    title: str, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> dict[str, Any]:
    """A part with a table; `widths` are shares of the page."""
    told = [list(row) for row in rows]
    return {"kind": "table", "heading": title, "head": list(head), "rows": told, "widths": list(widths)}


def signatures(people: Sequence[tuple[str, str, str]], *, place: str, on: date | None) -> dict[str, Any]:
    """Places to sign: role, name and position each; the first one names place and day."""
    where = f"{place or '................'}, {plain_day(on) if on else '................'}"
    told = [
        {"place": where if n == 0 else "", "role": role, "name": name, "position": position}
        for n, (role, name, position) in enumerate(people)
    ]
    return {"kind": "signatures", "heading": "", "people": told}
