"""Whatever a website offers as a document is opened, named for what it is, or refused without harm."""

import io
import time
import tracemalloc
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terbuka.documents.opening import Opened, open_document, sniff
from terbuka.rules.pages import Kind
from tests.documents import made

HOST = "https://kab-jombang.kpu.go.id/dmdocuments/"
LOGIN = b"<!DOCTYPE html><html><head><title>Masuk - e-PPID</title></head><p>Silakan masuk</p></html>"


def opened(body: bytes, name: str, content_type: str = "") -> Opened:
    return open_document(body, name=HOST + name, content_type=content_type)


# -- what can be read is read


def test_a_pdf_gives_words_title_pages_and_dates() -> None:
    body = made.pdf(
        "KOMISI PEMILIHAN UMUM \\ KABUPATEN JOMBANG",
        "Laporan Kinerja Instansi Pemerintah Tahun 2025",
        title="LKjIP KPU Kabupaten Jombang 2025",
    )
    lkjip = opened(body, "lkjip.pdf", "application/pdf")
    assert lkjip.kind is Kind.PDF
    assert lkjip.title == "LKjIP KPU Kabupaten Jombang 2025"
    assert lkjip.file.page_count == 2
    assert lkjip.file.has_text
    assert lkjip.file.opens
    assert "KABUPATEN JOMBANG" in lkjip.first_page
    assert "Laporan Kinerja" not in lkjip.first_page
    assert "Laporan Kinerja Instansi Pemerintah" in lkjip.text
    assert any(found.start == date(2025, 1, 1) for found in lkjip.dates)


@pytest.mark.parametrize(
    "name", ["Microsoft Word - sk 12.docx", "untitled", "Scan_20250101", "CamScanner 12-01"]
)
def test_a_title_that_a_tool_left_gives_way_to_the_first_line(name: str) -> None:
    body = made.pdf("Maklumat Pelayanan Informasi Publik", title=name)
    title = opened(body, "a.pdf").title
    assert title == ("sk 12" if "sk 12" in name else "Maklumat Pelayanan Informasi Publik")


def test_a_letterhead_is_no_title_and_lines_in_capitals_are_one() -> None:
    body = made.pdf(
        "KOMISI PEMILIHAN UMUM \\ KABUPATEN JOMBANG \\ Jl. KH. Romli Tamim \\ "
        "KEPUTUSAN KETUA NOMOR 12 TAHUN 2025 \\ TENTANG INFORMASI PUBLIK \\ Menimbang: bahwa"
    )
    assert opened(body, "a.pdf").title == "KEPUTUSAN KETUA NOMOR 12 TAHUN 2025 TENTANG INFORMASI PUBLIK"


def test_a_scan_has_pages_and_no_words() -> None:
    scan = opened(made.scan(3), "sk.pdf")
    assert (scan.file.opens, scan.file.has_text, scan.file.page_count, scan.text) == (True, False, 3, "")


def test_a_scan_with_a_typed_cover_is_a_scan() -> None:
    grey = "#rect(width: 100%, height: 60%, fill: gray)"
    body = made.pdf("Laporan Realisasi Anggaran Tahun 2025", *[grey] * 4)
    assert not opened(body, "lra.pdf").file.has_text


def test_a_workbook_gives_its_sheets_row_by_row() -> None:
    body = made.workbook(
        {"LRA 2025": [["Laporan Realisasi Anggaran", 2025], ["Belanja", 1500.5, True]], "Neraca": [["Aset"]]}
    )
    lra = opened(body, "lra.xlsx")
    assert lra.kind is Kind.XLSX
    assert lra.file.page_count == 2
    assert lra.title == "Laporan Realisasi Anggaran 2025"
    assert lra.text.split("\n")[:3] == ["LRA 2025", "Laporan Realisasi Anggaran 2025", "Belanja 1500.5 True"]
    assert "Aset" not in lra.first_page


def test_a_text_document_gives_paragraphs_and_tables() -> None:
    body = made.letter("Maklumat Pelayanan", "Kami sanggup.", table=[["No", "Informasi"], ["1", "DIPA"]])
    letter = opened(body, "maklumat.docx")
    assert letter.kind is Kind.DOCX
    assert letter.text == "Maklumat Pelayanan\nKami sanggup.\nNo Informasi\n1 DIPA"
    assert letter.title == "Maklumat Pelayanan"


def test_open_document_formats_give_their_words() -> None:
    content = b"<office:body><text:h>Neraca 2025</text:h><text:p>Aset &amp; utang</text:p></office:body>"
    kind = b"application/vnd.oasis.opendocument."
    text = opened(made.archive({"mimetype": kind + b"text", "content.xml": content}), "n.odt")
    sheet = opened(made.archive({"mimetype": kind + b"spreadsheet", "content.xml": content}), "n.ods")
    assert (text.kind, sheet.kind) == (Kind.DOCX, Kind.XLSX)
    assert text.text == sheet.text == "Neraca 2025\nAset & utang"


def test_slides_plain_text_and_tables_of_text_give_their_words() -> None:
    slide = b"<p:sld><a:p><a:t>Sosialisasi</a:t><a:t>PPID</a:t></a:p></p:sld>"
    assert opened(made.archive({"ppt/slides/slide1.xml": slide}), "a.pptx").text == "Sosialisasi PPID"
    assert (
        opened("Kode;Uraian\n1;Biaya – rapat\n".encode("cp1252"), "a.csv").text
        == "Kode;Uraian\n1;Biaya – rapat"
    )
    assert opened(b"\xff\xfe" + "Isi".encode("utf-16-le"), "a.txt").text == "Isi"


# -- what is not what it says


@pytest.mark.parametrize(
    ("body", "name", "kind", "wrong_type"),
    [
        (LOGIN, "laporan.pdf", Kind.HTML, "html"),
        (b"<br />\n<b>Warning</b>: mysql_connect() <html><body>x</body></html>", "a.pdf", Kind.HTML, "html"),
        (b"\n<table><tr><td>x</td></tr></table>", "a.xls", Kind.HTML, "html"),
        (made.png(), "sk.pdf", Kind.IMAGE, "image"),
        (made.pdf("Isi"), "sk.docx", Kind.PDF, "pdf"),
        (made.archive({"a.txt": b"x"}), "sk.pdf", Kind.OTHER, "other"),
        (made.letter("Isi"), "lama.doc", Kind.DOCX, ""),
        (made.pdf("Isi"), "unduh?id=7", Kind.PDF, ""),
        (LOGIN, "unduh.php?file=laporan.pdf", Kind.HTML, "html"),
    ],
)
def test_a_file_is_what_its_bytes_say(body: bytes, name: str, kind: Kind, wrong_type: str) -> None:
    file = opened(body, name).file
    assert (file.kind, file.wrong_type) == (kind, wrong_type)


def test_the_content_type_promises_where_the_name_does_not() -> None:
    login = opened(LOGIN, "unduh?id=7", "application/pdf; charset=binary")
    assert (login.file.wrong_type, login.title) == ("html", "Masuk - e-PPID")
    assert "Silakan masuk" in login.text


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        (b"%PDF-1.7\n", "", Kind.PDF),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a.pdf", Kind.IMAGE),
        (b"RIFF\0\0\0\0WEBPVP8 ", "", Kind.IMAGE),
        (b"GIF89a\0", "", Kind.IMAGE),
        (b"\0\0\0\x18ftypmp42", "", Kind.VIDEO),
        (b"\x1a\x45\xdf\xa3\x93\x42\x82", "", Kind.VIDEO),
        (b"PK\x03\x04rest", "", Kind.OTHER),
        (b"Rar!\x1a\x07\x01", "", Kind.OTHER),
        (made.old_office("WordDocument"), "a.doc", Kind.OTHER),
        (made.old_office("PowerPoint Document"), "a.ppt", Kind.OTHER),
        (made.old_office("Workbook"), "a.xls", Kind.XLSX),
        (b"\xef\xbb\xbf  <!-- x --><!DOCTYPE HTML>", "", Kind.HTML),
        (b"Selamat datang <div class=a>x</div>", "", Kind.HTML),
        ("<html>".encode("utf-16"), "", Kind.HTML),
        (b"Bupati hadir; x < y <div>", "a.csv", Kind.OTHER),
        (b"User-agent: *", "robots.txt", Kind.OTHER),
        (b"", "", Kind.OTHER),
    ],
)
def test_kinds_are_told_by_bytes(body: bytes, name: str, kind: Kind) -> None:
    assert sniff(body, name) is kind


def test_old_word_files_open_but_are_not_read() -> None:
    old = opened(made.old_office("WordDocument"), "sk.doc")
    assert (old.file.opens, old.file.has_text, old.text, old.file.wrong_type) == (True, False, "", "")


# -- what is closed or broken


def test_files_behind_a_password_are_encrypted_not_broken() -> None:
    locked = (
        opened(made.encrypted_pdf(), "sk.pdf"),
        opened(made.old_office("EncryptedPackage"), "lra.xlsx"),
        opened(made.old_office("EncryptedPackage"), "sk.docx"),
    )
    assert [one.kind for one in locked] == [Kind.PDF, Kind.XLSX, Kind.DOCX]
    assert all(one.file.encrypted and one.file.opens and not one.file.has_text for one in locked)


def test_a_pdf_whose_password_is_empty_opens() -> None:
    file = opened(made.encrypted_pdf(b""), "sk.pdf").file
    assert (file.encrypted, file.opens, file.page_count) == (False, True, 1)


@pytest.mark.parametrize(
    ("whole", "name"),
    [
        (made.pdf(made.DECREE), "sk.pdf"),
        (made.workbook({"A": [["Isi"]]}), "a.xlsx"),
        (made.letter("Isi"), "a.docx"),
    ],
)
def test_a_file_cut_off_in_the_middle_is_broken(whole: bytes, name: str) -> None:
    assert not opened(whole[: len(whole) // 3], name).file.opens
    assert opened(whole, name).file.opens


@pytest.mark.parametrize(("body", "kind"), [(b"", Kind.PDF), (b"%PDF-1.4\nbukan", Kind.PDF)])
def test_empty_and_hollow_files_are_broken(body: bytes, kind: Kind) -> None:
    file = opened(body, "a.pdf").file
    assert (file.opens, file.has_text, file.kind, file.wrong_type) == (False, False, kind, "")


# -- what is made to harm


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (made.bomb("xl/worksheets/sheet1.xml"), "a.xlsx"),
        (made.bomb("word/document.xml"), "a.docx"),
        (made.lying_bomb("word/document.xml"), "a.docx"),
        (made.archive({f"word/{n}.xml": b"" for n in range(6_000)} | {"[Content_Types].xml": b""}), "a.docx"),
    ],
)
def test_a_zip_bomb_is_not_unpacked(body: bytes, name: str) -> None:
    tracemalloc.start()
    started = time.process_time()
    file = opened(body, name).file
    assert time.process_time() - started < 5
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()
    assert not file.opens


def test_two_cells_far_apart_do_not_fill_memory() -> None:
    started = time.process_time()
    far = opened(made.far_cell(), "dip.xlsx")
    assert time.process_time() - started < 5
    assert "Daftar Informasi Publik" in far.text


def test_a_text_without_end_is_cut() -> None:
    assert len(opened(b"informasi publik\n" * 400_000, "a.txt").text) <= 200_000


def test_a_document_that_names_itself_in_xml_entities_is_broken_or_plain() -> None:
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    with zipfile.ZipFile(io.BytesIO(made.letter("Isi"))) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    members["word/document.xml"] = entities + b"]><x>&j;</x>"
    assert len(opened(made.archive(members), "a.docx").text) <= 200_000


@settings(max_examples=120, deadline=None)
@given(
    body=st.one_of(
        st.binary(max_size=200),
        st.builds(
            lambda whole, at, junk: whole[: at % len(whole)] + junk + whole[at % len(whole) + len(junk) :],
            st.sampled_from(
                [made.pdf("Isi"), made.workbook({"A": [["Isi"]]}), made.letter("Isi"), made.png()]
            ),
            st.integers(0, 1 << 20),
            st.binary(min_size=1, max_size=30),
        ),
    ),
    name=st.sampled_from(["a.pdf", "a.xlsx", "a.docx", "a.ods", "", "[::1", "a?file=b.xls"]),
)
def test_no_bytes_raise(body: bytes, name: str) -> None:
    file = open_document(body, name=name).file
    assert file.opens or not file.has_text
