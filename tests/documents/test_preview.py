"""What is shown before a download: small pictures, plain words, and the truth about a text layer."""

import io
import shutil

import pikepdf
import pypdfium2 as pdfium
import pytest
import xlsxwriter
from PIL import Image, ImageDraw, ImageFont

from terbuka.documents.confined import LIMITS
from terbuka.documents.mediatypes import MediaType
from terbuka.documents.preview import libreoffice, ocr
from terbuka.documents.preview.layering import layer_pdf
from terbuka.documents.preview.showing import PNG, count_pages, preview, previews
from terbuka.documents.preview.text_layer import Layer, text_layer
from terbuka.documents.preview.wording import Paragraph, Table, seen_words
from terbuka.documents.safecopy.copying import safe_copy
from terbuka.rules.ruling import BadInput
from tests.documents import made
from tests.documents.laid_out import Laying, document, saved

needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")
needs_libreoffice = pytest.mark.skipif(not libreoffice.is_installed(), reason="LibreOffice is not installed")


def scanned(*lines: str, turn: int = 0) -> bytes:
    """A PDF of one picture of words."""
    picture = Image.new("L", (1654, 1000), "white")
    brush, font = ImageDraw.Draw(picture), ImageFont.load_default(48)
    for number, line in enumerate(lines):
        brush.text((120, 120 + 90 * number), line, fill=0, font=font)
    out = io.BytesIO()
    picture.rotate(turn, expand=True).save(out, "PDF", resolution=200)
    if turn:
        with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
            pdf.pages[0].obj.Rotate = turn
            return saved(pdf)
    return out.getvalue()


def test_pages_are_drawn_in_the_width_that_is_asked() -> None:
    content = made.pdf("Satu", "Dua", "Tiga")

    small, large = previews(content, MediaType.PDF, pages=[3, 1], width=300, form=PNG)

    assert count_pages(content, MediaType.PDF) == 3
    assert (small.width, small.kind) == (300, "image/png")
    assert Image.open(io.BytesIO(small.content)).size == (small.width, small.height)
    assert small.content != large.content
    assert Image.open(io.BytesIO(preview(content, MediaType.PDF, page=2))).format == "WEBP"
    with pytest.raises(BadInput, match="Halaman 4 tidak ada"):
        preview(content, MediaType.PDF, page=4)
    with pytest.raises(BadInput, match="sebagai kata"):
        preview(made.letter("Surat"), MediaType.DOCX)


def test_a_picture_is_never_made_larger() -> None:
    out = io.BytesIO()
    Image.new("RGB", (50, 20), "red").save(out, "JPEG")

    (shown,) = previews(out.getvalue(), MediaType.JPEG, pages=[1], width=800)

    assert (shown.width, shown.height) == (50, 20)


def test_a_letter_is_shown_as_paragraphs_and_tables() -> None:
    words = seen_words(
        made.letter("Surat Edaran", "Isi surat.", table=[["No", "Nama"], ["1", "Ani"]]), MediaType.DOCX
    )

    assert words.blocks == (
        Paragraph("Surat Edaran"),
        Paragraph("Isi surat."),
        Table("", (("No", "Nama"), ("1", "Ani"))),
    )
    assert not words.is_cut


def test_a_workbook_is_shown_without_what_it_hides() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("DIP")
        for number, row in enumerate(
            [["No", "Rahasia", "Judul"], [1, "x", "Renja 2025"], [2, "y", "tersembunyi"]]
        ):
            sheet.write_row(number, 0, row)
        sheet.set_column("B:B", None, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})
        hidden = book.add_worksheet("Kerja")
        hidden.write(0, 0, "z")
        hidden.hide()

    words = seen_words(out.getvalue(), MediaType.XLSX)

    assert words.blocks == (Table("DIP", (("No", "Judul"), ("1", "Renja 2025"))),)
    assert "tersembunyi" in str(words.notes[0])


def test_long_tables_and_texts_are_cut_and_say_so() -> None:
    table = seen_words(b"a,b\n" * 300, MediaType.CSV, rows=50)
    text = seen_words(b"kata kata\n" * 300, MediaType.TXT, signs=100)

    assert (len(table.blocks[0].rows), table.is_cut) == (50, True)  # type: ignore[union-attr]
    assert (len(text.blocks), text.is_cut) == (11, True)


def test_words_are_laid_where_they_are_seen_however_the_page_is_turned() -> None:
    for turn in (0, 90, 180, 270):
        laying = Laying(left=-30, bottom=50, crop=15, turn=turn)
        content = saved(document((laying, [])))
        laid = {"words": {"1": [["Jombang", 0.2, 0.3, 0.4, 0.32], ["é✓漢", 0.5, 0.6, 0.6, 0.62]]}}

        made_anew = layer_pdf(content, laid, LIMITS).files[0]

        with pdfium.PdfDocument(made_anew) as pdf:
            from_reader = pdf[0].get_textpage()
            assert from_reader.get_text_range().split() == ["Jombang", "é✓漢"]


def test_a_pdf_with_words_is_left_as_it_is() -> None:
    content = made.pdf("Keputusan tentang daftar informasi publik")

    layered = text_layer(content)

    assert (layered.content, layered.layer) == (content, Layer.THERE)


def test_without_a_reader_the_missing_layer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "PROGRAM", "there-is-no-such-program")
    ocr._languages.cache_clear()
    try:
        layered = text_layer(scanned("Keputusan"))
    finally:
        monkeypatch.undo()
        ocr._languages.cache_clear()

    assert (layered.layer, layered.added, layered.wordless) == (Layer.NONE, (), (1,))


@needs_tesseract
@pytest.mark.parametrize("turn", [0, 90])
def test_a_scan_gets_words_where_they_are_seen(turn: int) -> None:
    layered = text_layer(scanned("Keputusan Komisi Pemilihan", "Kabupaten Jombang", turn=turn))

    assert (layered.layer, layered.added) == (Layer.ADDED, (1,))
    with pdfium.PdfDocument(layered.content) as pdf:
        assert pdf[0].get_textpage().get_text_range().split() == [
            *("Keputusan", "Komisi", "Pemilihan"),
            *("Kabupaten", "Jombang"),
        ]


@needs_libreoffice
def test_a_letter_becomes_pages() -> None:
    made_pages = libreoffice.as_pdf(
        safe_copy(made.letter("Surat Edaran"), MediaType.DOCX).content, MediaType.DOCX
    )

    assert made_pages is not None
    assert count_pages(made_pages, MediaType.PDF) == 1


def test_without_libreoffice_there_are_no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "PROGRAMS", ("there-is-no-such-program",))

    assert libreoffice.as_pdf(made.letter("Surat"), MediaType.DOCX) is None
    with pytest.raises(BadInput, match="Hanya DOCX dan XLSX"):
        libreoffice.as_pdf(b"%PDF-", MediaType.PDF)
