"""A register as a book on wide paper; always Indonesian."""

import re
from datetime import datetime

from terbuka.documents.typesetting import typeset
from terbuka.models import WorkUnit
from terbuka.rules.language import speaking
from terbuka.services.register.registers import BOOK_WORDS, HEADS, Book, Cell
from terbuka.web.access import today_at
from terbuka.web.exemption.papertexts import plain_day
from terbuka.web.outreach.example import example_warning

# Shares of the page, by column; what is not named is one share wide.
_WIDE = {
    "no": 0.45, "nomor_pendaftaran": 1.55, "nomor_registrasi": 1.4, "didokumentasikan": 1.35,
    "tujuan": 1.4, "tanggal": 1.1,
    "alamat": 1.5, "kontak": 1.5, "informasi_diminta": 2.6, "dikuasai": 0.75,
    "alasan_penolakan": 1.7, "alasan": 2, "tanggapan_pemohon": 1.6, "pokok": 1.8, "putusan": 1.8,
    "cara_pembayaran": 1.1, "tanggal_pemberitahuan": 1.3, "tanggal_pemberian": 1.1, "nama": 1.2,
    "biaya": 0.75,
    "nomor_ki": 1.5, "pelaksanaan": 1.6, "keputusan_atasan": 1.1,
}  # fmt: skip
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_A3 = (Book.REQUESTS, Book.OBJECTIONS)


def _told(cell: Cell) -> str:
    """A cell as people read it: days as 31-01-2026."""
    text = "" if cell is None else str(cell)
    return "-".join(reversed(text.split("-"))) if _ISO.match(text) else text


def book_paper(
    book: Book, unit: WorkUnit, year: int | None, rows: list[tuple[Cell, ...]], *, at: datetime
) -> bytes:
    """The register as PDF, its columns in their official order, its head on every page."""
    head = HEADS[book]
    with speaking("id"):
        title = str(BOOK_WORDS[book])
    when = f"tahun {year}" if year else "seluruh tahun"
    data = {
        "size": "a3" if book in _A3 else "a4",
        "running": f"{title} – {unit.short_name}, {when}",
        "warning": example_warning(),
        "foot": f"Dicetak {plain_day(today_at(unit))}. Memuat data pribadi: hanya untuk petugas.",
        "page": "Halaman",
        "unit": unit.name,
        "facts": [f"{when.capitalize()}: {len(rows)} baris."],
        "head": list(head.values()),
        "rows": [[_told(cell) for cell in row] for row in rows],
        "widths": [_WIDE.get(name, 1) for name in head],
        "notes": [],
    }
    return typeset("register", data, title=title, language="id", at=at)
