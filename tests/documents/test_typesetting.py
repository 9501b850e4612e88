"""Papers: text stays text, the same data gives the same bytes, and a fault is told, not shown as a page."""

from datetime import UTC, datetime
from typing import Any

import pypdfium2 as pdfium
import pytest

from terbuka.documents.typesetting import PaperError, typeset
from tests.papers import on_one_line, pages

AT = datetime(2026, 3, 13, 9, 30, tzinfo=UTC)
RECAP: dict[str, Any] = {
    "running": "Rekap",
    "page": "Halaman",
    "flipped": False,
    "facts": ["KPU RI"],
    "head": ["Peringkat", "Satker", "A", "Nilai", "Kategori"],
    "rows": [["1", "KPU", "30,00", "90,00", "Informatif"]],
    "notes": [],
}
HOSTILE = '#read("/etc/passwd") *tebal* _miring_ $x$ <b> @siapa = judul // tanda "kutip" \\ 😀 <label>'


def _recap(at: datetime = AT, **more: Any) -> bytes:
    return typeset("recap", {**RECAP, **more}, title="Rekap", language="id", at=at)


def test_text_that_looks_like_markup_is_set_as_it_was_typed() -> None:
    made = _recap(facts=[HOSTILE], rows=[["1", HOSTILE, "30,00", "90,00", "Informatif"]])

    text = on_one_line(pages(made))
    for part in (
        '#read("/etc/passwd")',
        "*tebal*",
        "_miring_",
        "$x$",
        "<b>",
        "@siapa",
        "= judul",
        "// tanda",
    ):
        assert text.count(part) == 2


def test_the_same_data_and_moment_give_the_same_bytes() -> None:
    assert _recap() == _recap()
    assert _recap() != _recap(at=datetime(2026, 3, 14, tzinfo=UTC))


def test_a_long_table_repeats_its_head_and_counts_its_pages() -> None:
    rows = [[str(n), f"KPU {n}", "30,00", "90,00", "Informatif"] for n in range(150)]

    told = pages(_recap(rows=rows))

    assert len(told) > 2
    assert all("Peringkat Satker" in page and "Nilai Kategori" in page for page in told)
    assert all(f"Halaman {number} / {len(told)}" in page for number, page in enumerate(told, 1))
    assert all(f"KPU {n}" in on_one_line(told) for n in range(150))


def test_the_file_names_its_title_its_language_and_its_parts_for_those_who_listen() -> None:
    made = _recap()

    with pdfium.PdfDocument(made) as document:
        assert document.get_metadata_dict()["Title"] == "Rekap"
        assert document.is_tagged()
    assert b"/Lang" in made
    assert b"pdfuaid:part" in made


def test_a_paper_that_cannot_be_set_is_a_fault_with_a_reason() -> None:
    with pytest.raises(PaperError, match="no paper surat-cinta"):
        typeset("surat-cinta", {}, title="", language="id", at=AT)
    with pytest.raises(PaperError, match="does not contain key"):
        typeset("recap", {}, title="Rekap", language="id", at=AT)
    with pytest.raises(PaperError, match="not JSON serializable"):
        _recap(facts=[object()])
