"""The recap of a round as a paper to file: always Indonesian, a demonstration marked on each page."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from terbuka.documents.typesetting import typeset
from terbuka.models import AssessmentRound
from terbuka.rules.assessment import SaqStatus
from terbuka.rules.daynames import Day
from terbuka.rules.language import speaking
from terbuka.web.tables import Cell

# Columns of the recap's table, before its groups.
_PLACE, _NAME, _STATE, _SCORE, _CATEGORY, _BEFORE_GROUPS = 0, 3, 4, 5, 6, 7
_MOST_GROUPS_UPRIGHT = 6
_DEMO = "DATA CONTOH: nilai karangan untuk mencoba Terbuka, bukan penilaian satker yang sebenarnya."
_STATES = {
    SaqStatus.FILLING.value: "Belum mengirim",
    SaqStatus.SUBMITTED.value: "Menunggu verifikasi",
    SaqStatus.VERIFIED.value: "Terverifikasi",
    SaqStatus.ANNOUNCED.value: "Diumumkan",
}
_RULE = (
    "Nilai ditulis dua angka di belakang koma, dibulatkan ke bawah. Peringkat menurut nilai; bila sama, "
    "menurut nilai kuesioner, lalu kiriman yang lebih awal, lalu peringkat yang sama. Tidak Dinilai di luar "
    "peringkat; Tidak Partisipatif di urutan terakhir tanpa nomor."
)


def _said(cell: Cell) -> str:
    if cell is None:
        return "–"
    return str(cell).replace(".", ",") if isinstance(cell, Decimal) else str(cell)


def _grouped(number: int) -> str:
    """1.106, as Indonesian papers write it, whatever language is spoken."""
    return f"{number:,}".replace(",", ".")


def _line(row: Sequence[Cell], groups: int) -> list[str]:
    """Place, unit, groups, total, and the category or, before there is one, the state."""
    return [
        _said(row[_PLACE]),
        _said(row[_NAME]),
        *(_said(cell) for cell in row[_BEFORE_GROUPS : _BEFORE_GROUPS + groups]),
        _said(row[_SCORE]),
        str(row[_CATEGORY] or _STATES.get(str(row[_STATE]), row[_STATE])),
    ]


def _order(row: Sequence[Cell]) -> tuple[bool, int, str]:
    """Places first, as the rules rank them; then who was not scored, then who took no part."""
    place, category = row[_PLACE], str(row[_CATEGORY] or "")
    return (place is None, int(place or 0), "2" if category == "Tidak Partisipatif" else "1")


def _facts(round_: AssessmentRound, units: int, printed: str) -> list[str]:
    """What the paper is, before its table."""
    if round_.announced_at:
        standing = f"Hasil yang diumumkan {Day(timezone.localtime(round_.announced_at).date())}."
    else:
        standing = "Rekap sementara: hasil belum diumumkan dan masih dapat berubah."
    notice = (
        (round_.definition.get("notice") or {}).get("id", "") if round_.definition.get("is_proposed") else ""
    )
    facts = [
        f"Penyelenggara: {round_.owner.name}. Tahun yang dinilai: {round_.year}.",
        f"{_grouped(units)} satker. {standing} Dicetak {printed}.",
    ]
    return [*facts, notice] if notice else facts


def paper(round_: AssessmentRound, rows: Sequence[Sequence[Cell]], *, at: datetime) -> bytes:
    """The rows of `recap_of` as PDF, best place first."""
    names = {letter: words["id"] for letter, words in round_.definition["groups"].items()}
    with speaking("id"):
        printed = str(Day(timezone.localtime(at).date()))
        facts = _facts(round_, len(rows), printed)
    ordered = sorted(rows, key=_order)
    warning = _DEMO if round_.is_demo else ""
    return typeset(
        "recap",
        {
            "running": f"Rekap {round_.name}",
            "warning": warning,
            "foot": f"Dicetak {printed}",
            "page": "Halaman",
            "flipped": len(names) > _MOST_GROUPS_UPRIGHT,
            "facts": facts,
            "head": ["Peringkat", "Satker", *names, "Nilai", "Kategori atau keadaan"],
            "rows": [_line(row, len(names)) for row in ordered],
            "notes": [f"Kelompok: {', '.join(f'{letter} {name}' for letter, name in names.items())}.", _RULE],
        },
        title=f"Rekap {round_.name}",
        language="id",
        at=at,
    )
