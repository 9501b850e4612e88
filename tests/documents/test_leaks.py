"""The leak guard opens files: personal data with its place, hidden content, and what it could not look at."""

import io
from datetime import date
from pathlib import Path

import docx
import pikepdf
import pytest
import xlsxwriter
from PIL import Image

from terbuka.documents.leaks.finding import Bounds, HintKind, Inspection, Leak
from terbuka.documents.leaks.inspecting import inspect
from tests.documents import made

NIK, KK = "3517014508900001", "3517012305120004"
LETTER = made.pdf("KOMISI PEMILIHAN UMUM KABUPATEN JOMBANG\n\nKeputusan Nomor 12 Tahun 2025")


def kinds(found: Inspection) -> set[str]:
    return {finding.kind.value for finding in found.findings}


def changed(change: str) -> bytes:
    """A harmless PDF with one thing added to its parts."""
    pdf = pikepdf.open(io.BytesIO(LETTER))
    dictionary, name = pikepdf.Dictionary, pikepdf.Name
    script = dictionary(S=name.JavaScript, JS="app.alert(1)")
    if change == "open script":
        pdf.Root.OpenAction = script
    elif change == "named script":
        pdf.Root.Names = dictionary(JavaScript=dictionary(Names=pikepdf.Array(["a", script])))
    elif change == "attachment":
        pdf.attachments["data.csv"] = pikepdf.AttachedFileSpec(pdf, f"Nama,NIK\nAni,{NIK}\n".encode())
    elif change == "author":
        pdf.docinfo["/Author"] = "Budi Santoso"
    elif change == "office author":
        pdf.docinfo["/Author"] = "KPU Kabupaten Jombang"
    elif change == "go to":
        pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, name.Fit])
    else:
        note = dictionary(Subtype=name.Text, Rect=[100, 100, 120, 120], Contents="tolong dicek")
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "expect"),
    [
        ("open script", {"javascript"}),
        ("named script", {"javascript"}),
        ("attachment", {"attachment", "nik"}),
        ("author", {"metadata"}),
        ("office author", set()),
        ("go to", set()),
        ("note", {"comment"}),
    ],
)
def test_parts_of_a_pdf_that_no_page_shows(change: str, expect: set[str]) -> None:
    assert kinds(inspect(changed(change), name="surat.pdf")) == expect


def test_columns_of_a_pdf_are_told_by_their_headings_and_each_find_has_its_box() -> None:
    rows = f"[No],[Nama],[No. KK],[NIK],[1],[Ani],[{KK}],[{NIK}],"
    rows += "[2],[Budi],[3517012305120005],[3517010101900002]"
    found = inspect(made.pdf(f"#table(columns: 4, {rows})"), name="daftar.pdf")
    assert {finding.kind: finding.count for finding in found.findings} == {Leak.NIK: 2, Leak.KK: 2}
    (nik,) = (finding for finding in found.findings if finding.kind is Leak.NIK)
    (kk,) = (finding for finding in found.findings if finding.kind is Leak.KK)
    assert (nik.page, nik.excerpt, len(nik.boxes)) == (1, "3517************", 2)
    assert nik.boxes[0].left > kk.boxes[0].right
    assert nik.boxes[0].bottom > nik.boxes[1].top


def test_words_under_a_box_and_words_that_nobody_sees() -> None:
    box = f"NIK {NIK} #place(top + left, rect(width: 9cm, height: 1cm, fill: black))"
    assert kinds(inspect(made.pdf(box), name="a.pdf")) == {"nik", "text_under_box"}
    white = f"Laporan #text(fill: white)[NIK {NIK}]"
    assert kinds(inspect(made.pdf(white), name="a.pdf")) == {"nik", "white_text"}
    seen = "#rect(fill: navy)[#text(fill: white)[Judul di atas biru]]"
    assert kinds(inspect(made.pdf(seen), name="a.pdf")) == set()


def test_a_workbook_with_everything_hidden() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["No", "Nama", "NIK", "No HP"])
        sheet.write_row(1, 0, [1, "Ani", int(NIK), 81234567890])
        sheet.write_row(2, 0, [2, "Budi", "3517010101900002", ""])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(3, 3, None, None, {"hidden": True})
        sheet.write(9, 0, "putih", book.add_format({"font_color": "#FFFFFF"}))
        sheet.write_comment("B2", "tolong dicek")
        secret = book.add_worksheet("Rahasia")
        secret.write(0, 0, f"NIK {NIK}")
        secret.very_hidden()
    found = inspect(file.getvalue(), name="data.xlsx")
    assert kinds(found) == {
        "nik",
        "phone",
        "hidden_rows",
        "hidden_columns",
        "white_text",
        "comment",
        "hidden_sheet",
    }
    nik = next(finding for finding in found.findings if finding.kind is Leak.NIK and not finding.is_hidden)
    assert (nik.count, str(nik.where)) == (2, "lembar Data, sel C2, C3")


def test_a_letter_with_changes_comments_and_hidden_words() -> None:
    document = docx.Document()
    document.core_properties.author = "Budi Santoso"
    paragraph = document.add_paragraph("Naskah ")
    paragraph.add_run("rahasia").font.hidden = True
    document.add_comment(paragraph.runs[0], text=f"cek NIK {NIK}", author="X")
    inserted = docx.oxml.parse_xml(
        '<w:ins xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1" w:author="A">'
        "<w:r><w:t>tambahan</w:t></w:r></w:ins>"
    )
    paragraph._p.append(inserted)
    file = io.BytesIO()
    document.save(file)
    found = inspect(file.getvalue(), name="naskah.docx")
    assert kinds(found) == {"metadata", "white_text", "comment", "nik", "tracked_change"}


def test_a_photo_tells_where_it_was_taken() -> None:
    picture, exif, out = Image.new("RGB", (40, 30)), Image.Exif(), io.BytesIO()
    exif.get_ifd(0x8825).update({1: "S", 2: (7.0, 33.0, 5.0), 3: "E", 4: (112.0, 14.0, 1.0)})
    picture.save(out, "JPEG", exif=exif)
    assert kinds(inspect(out.getvalue(), name="foto.jpg")) == {"exif_place"}
    bare = io.BytesIO()
    picture.save(bare, "JPEG")
    assert kinds(inspect(bare.getvalue(), name="foto.jpg")) == set()


def test_a_telephones_heic_tells_its_place_though_it_cannot_be_drawn() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "S", 2: (7.0, 33.0, 5.0), 3: "E", 4: (112.0, 14.0, 1.0)})
    boxes = ((b"ftyp", b"heic" + bytes(4) + b"mif1heic"), (b"mdat", exif.tobytes()))
    body = b"".join((len(said) + 8).to_bytes(4, "big") + name + said for name, said in boxes)
    found = inspect(body, name="foto.heic")
    assert (kinds(found), found.opens, found.is_whole) == ({"exif_place"}, True, False)
    assert kinds(inspect(body[:-20], name="foto.heic")) >= {"broken"}


def test_rich_text_is_read_without_its_control_words() -> None:
    table = rf"\trowd Nama\cell NIK\cell\row Ani\cell {NIK[:7]}{{\b {NIK[7:]}}}\cell\row"
    hidden = r"{\v rahasia}{\revised baru}{\*\annotation HP 081234567890}{\fonttbl{\f0 9999999999999999;}}"
    found = inspect(rf"{{\rtf1\ansi {table}{hidden}}}".encode(), name="surat.rtf")
    assert kinds(found) == {"nik", "white_text", "tracked_change", "comment", "phone"}


def test_a_web_page_is_read_in_its_lists_and_its_links() -> None:
    page = "<html><dl><dt>Nama</dt><dd>Ani</dd><dt>Alamat</dt><dd>Jl. Melati 5 RT 02 RW 05</dd></dl>"
    found = inspect(f'{page}<a href="mailto:ani@gmail.com">surat</a></html>'.encode(), name="a.html")
    assert kinds(found) == {"address", "email"}


def test_a_link_of_a_letter_leads_to_somebodys_mail() -> None:
    document, file = docx.Document(), io.BytesIO()
    document.core_properties.author = ""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    document.part.relate_to("mailto:ani.rahma@gmail.com", kind, is_external=True)
    document.save(file)
    assert kinds(inspect(file.getvalue(), name="naskah.docx")) == {"email"}


def test_an_open_document_hides_what_it_hides() -> None:
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = " ".join(f'xmlns:{one}="{names}{one}:1.0"' for one in ("office", "table", "text", "style"))
    cells = "<table:table-cell/><table:table-cell><text:p>x</text:p></table:table-cell>"
    row = f"<table:table-row{{}}>{cells}</table:table-row>"
    content = (
        f'<office:d {spaces}><style:style style:name="s"><style:table-properties table:display="false"/>'
        '</style:style><table:table table:name="A" table:style-name="s"><table:table-column/>'
        f'<table:table-column table:visibility="collapse"/>{row.format("")}'
        f"{row.format(' table:visibility="filter"')}</table:table></office:d>"
    )
    body = made.archive({"mimetype": b"application/x", "content.xml": content.encode()})
    assert kinds(inspect(body, name="a.ods")) == {"hidden_sheet", "hidden_rows", "hidden_columns"}
    locked = {"mimetype": b"x", "content.xml": b"\1", "META-INF/manifest.xml": b"<m:encryption-data/>"}
    assert kinds(inspect(made.archive(locked), name="a.ods")) == {"encrypted"}


def test_a_table_drawn_with_strokes_keeps_its_headings() -> None:
    table = (
        "+----+------+\n| No | NKK | NIK |\n|----|-----|-----|\n| 1 | 3517012305120004 | 3517014508900001 |\n"
    )
    assert kinds(inspect(table.encode(), name="daftar.txt")) == {"kk", "nik"}


def test_a_cut_workbook_is_broken_and_no_liar() -> None:
    body = made.workbook({"A": [["a", "b"]] * 50})
    assert kinds(inspect(body[: len(body) // 2], name="a.xlsx")) == {"broken"}


def test_a_number_or_mail_cut_by_a_narrow_column_of_wide_lines_is_put_together() -> None:
    cells = "[#text[0812345]#linebreak()#text[67890]], [#text[ani.rahma\\@gm]#linebreak()#text[ail.com]]"
    said = (
        f"#set par(leading: 12pt)\n#table(columns: 3, inset: 9pt, [Nama], [No HP], [Email], [Ani], {cells})"
    )
    assert kinds(inspect(made.pdf(said), name="a.pdf")) == {"phone", "email"}


@pytest.mark.parametrize(
    ("body", "name", "expect", "opens"),
    [
        (made.encrypted_pdf(), "a.pdf", {"encrypted"}, False),
        (b"%PDF-1.7\n" + b"x" * 500, "a.pdf", {"broken"}, False),
        (b"", "a.pdf", {"broken"}, False),
        (LETTER, "a.docx", {"wrong_type"}, True),
        (b"MZ\x90\x00" + bytes(100), "a.pdf", {"wrong_type"}, False),
        (made.letter("halo")[:3000], "a.docx", {"broken"}, False),
    ],
)
def test_files_that_lie_or_do_not_open(body: bytes, name: str, expect: set[str], opens: bool) -> None:
    found = inspect(body, name=name)
    assert (kinds(found), found.opens) == (expect, opens)


def test_members_of_an_archive_are_looked_into_and_their_paths_are_words_only() -> None:
    packed = made.archive({"../../etc/a.txt": f"NIK {NIK}".encode(), "b.pdf": changed("author")})
    found = inspect(packed, name="a.zip")
    assert [str(finding.where) for finding in found.findings] == [
        "a.txt: isi berkas",
        "b.pdf: properti berkas: Author",
    ]


def test_what_was_not_looked_at_is_said_and_never_called_clean(tmp_path: Path) -> None:
    huge = tmp_path / "besar.pdf"
    with huge.open("wb") as file:
        file.truncate(200_000_000)
    for found in (
        inspect(huge, name="besar.pdf"),
        inspect(made.pdf("satu", "dua", "tiga"), name="a.pdf", bounds=Bounds(pages=2)),
        inspect(made.bomb("word/document.xml", 30), name="a.docx", bounds=Bounds(unpacked=5_000_000)),
        inspect(made.workbook({"A": [["a", "b"]] * 50}), name="a.xlsx", bounds=Bounds(cells=10)),
    ):
        assert found.opens
        assert not found.is_clean
        assert HintKind.NOT_READ in {hint.kind for hint in found.hints}


def test_a_childs_number_is_a_hint_beside_the_finding() -> None:
    found = inspect(b"NIK 3517010508150001", name="a.txt", on=date(2026, 11, 22))
    assert kinds(found) == {"nik"}
    assert [hint.kind for hint in found.hints] == [HintKind.MINOR]
