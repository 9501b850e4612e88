"""Documents of example sites open, or fail to open, in the way they are meant to."""

from io import BytesIO

import docx
import pypdfium2
import pytest
import python_calamine

from terbuka.example import papers
from terbuka.example.blocks import Block, table, text


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def test_a_typeset_paper_can_be_read_and_takes_signs_of_markup_as_they_are():
    made = papers.pdf(
        "Laporan #1", (text("Rp5.000 *tunai* $x$"), table([["a", "b"], ["1", "2"]])), mark="Data contoh"
    )
    words = words_of(made)
    assert "Laporan #1" in words
    assert "*tunai* $x$" in words
    assert "Data contoh" in words


def test_a_scan_opens_and_has_no_text():
    made = papers.scan(5)
    assert len(pypdfium2.PdfDocument(made)) == 2
    assert words_of(made).strip() == ""


def test_a_locked_paper_asks_for_a_password():
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(papers.locked(5))


def test_a_torn_paper_starts_as_a_pdf_and_does_not_open():
    made = papers.torn(papers.pdf("x", (text("y"),)))
    assert made.startswith(b"%PDF-")
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(made)


def test_a_sheet_and_a_form_open_and_carry_no_hour():
    sheet = papers.sheet("DIPA", [["Uraian", "Pagu"], ["Belanja", "1"]])
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(sheet))
    assert ["Uraian", "Pagu"] in book.get_sheet_by_index(0).to_python()
    form = papers.form("Formulir", (Block("text", "Nama"),))
    assert [line.text for line in docx.Document(BytesIO(form)).paragraphs] == ["Formulir", "Nama"]
    assert sheet == papers.sheet("DIPA", [["Uraian", "Pagu"], ["Belanja", "1"]])
    assert form == papers.form("Formulir", (Block("text", "Nama"),))
