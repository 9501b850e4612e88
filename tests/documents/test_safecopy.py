"""Public copies: they look the same, do nothing, carry nothing and tell nothing about their makers."""

import io
import zipfile

import docx
import pikepdf
import pypdfium2 as pdfium
import pytest
import python_calamine
import xlsxwriter
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from terbuka.documents.mediatypes import MediaType
from terbuka.documents.safecopy.copying import SafeCopy, safe_copy
from terbuka.rules.ruling import BadInput
from tests.documents import made
from tests.documents.laid_out import Laying, Placed, document, saved
from tests.make.units import photo

SECRET = "rahasia-7391"
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">%s</Types>'


def notes_of(copy: SafeCopy) -> str:
    return " ".join(map(str, copy.notes))


def pictures_of(content: bytes) -> list[bytes]:
    with pdfium.PdfDocument(content) as pdf:
        return [page.render(scale=1).to_pil().tobytes() for page in pdf]


def objects_of(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pieces = [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        return b"\n".join([*pieces, *(one.unparse() for one in pdf.objects)])


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(content: bytes, parts: dict[str, bytes]) -> bytes:
    """The archive with these parts added or put in the place of others."""
    return made.archive({**parts_of(content), **parts})


def _armed() -> pikepdf.Pdf:
    """A PDF that would do, carry and tell all that a PDF can."""
    pdf = document(
        (Laying(), [Placed("Keputusan", 100, 700)]), (Laying(turn=90), [Placed("Lampiran", 100, 100)])
    )
    script = Dictionary(S=Name.JavaScript, JS=String(SECRET))
    file = Dictionary(F=String("x"), EF=Dictionary(F=pdf.make_stream(SECRET.encode())))
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), script])),
        EmbeddedFiles=Dictionary(Names=Array([String("a"), file])),
    )
    pdf.Root.Metadata = pdf.make_stream(SECRET.encode())
    pdf.Root.PieceInfo = Dictionary(X=Dictionary(Private=String(SECRET)))
    actions = [
        Dictionary(S=Name.Launch, F=String(SECRET)),
        Dictionary(S=Name.SubmitForm, F=String(SECRET)),
        Dictionary(S=Name.ImportData, F=String(SECRET)),
        Dictionary(S=Name.GoToR, F=String(SECRET)),
        Dictionary(S=Name.GoToE, F=String(SECRET)),
        Dictionary(S=Name.URI, URI=String(f"file:///{SECRET}")),
        Dictionary(S=Name.URI, URI=String(f"javascript:{SECRET}")),
        Dictionary(S=Name.GoTo, D=Array([pdf.pages[1].obj, Name.Fit]), Next=script),
        Dictionary(S=Name.URI, URI=String("https://kab-jombang.kpu.go.id/")),
    ]
    notes = [Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action) for action in actions]
    notes.append(Dictionary(Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=file))
    notes.append(Dictionary(Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String(SECRET), F=2))
    notes.append(Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), PA=script, AA=Dictionary(E=script)))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note) for note in notes])
    pdf.pages[0].obj.Thumb = pdf.make_stream(SECRET.encode())
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Bab I", 0))
        outline.root.append(pikepdf.OutlineItem("Bab II", 1))
    pdf.docinfo[Name.Title] = "Keputusan 12"
    pdf.docinfo[Name.Author] = SECRET
    return pdf


def test_a_pdf_looks_the_same_and_does_nothing() -> None:
    source = saved(_armed())

    copy = safe_copy(source, MediaType.PDF)

    assert copy == safe_copy(source, MediaType.PDF)
    assert copy.pages == 2
    assert pictures_of(copy.content) == pictures_of(source)
    assert SECRET.encode() not in objects_of(copy.content)
    with pikepdf.open(io.BytesIO(copy.content)) as pdf:
        assert {*pdf.docinfo.keys()} == {"/Title"}
        assert str(pdf.docinfo.Title) == "Keputusan 12"
        assert [item.title for item in pdf.open_outline().root] == ["Bab I", "Bab II"]
        kept = [note.A for note in pdf.pages[0].Annots if "/A" in note]
        assert [str(action.S) for action in kept] == ["/GoTo", "/URI"]
        assert "/Next" not in kept[0]
        assert not {"/OpenAction", "/AA", "/Metadata"} & {*pdf.Root.keys()}
        assert pdf.is_linearized
    assert all(word in notes_of(copy) for word in ("Skrip", "Tindakan", "Lampiran", "Catatan"))


def test_tags_for_those_who_listen_stay_and_a_clean_pdf_has_no_notes() -> None:
    copy = safe_copy(made.pdf("= Judul\nIsi", title="Laporan"), MediaType.PDF)

    with pdfium.PdfDocument(copy.content) as pdf:
        assert pdf.is_tagged()
    assert copy.notes == ()


def test_a_pdf_that_anybody_may_open_is_unlocked_and_others_are_refused() -> None:
    pdf = document((Laying(), [Placed("Keputusan", 100, 700)]))
    out = io.BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner="pemilik", user=""))

    copy = safe_copy(out.getvalue(), MediaType.PDF)

    with pikepdf.open(io.BytesIO(copy.content)) as opened:
        assert not opened.is_encrypted
    assert "Pembatasan" in notes_of(copy)
    with pytest.raises(BadInput, match="kata sandi"):
        safe_copy(made.encrypted_pdf(), MediaType.PDF)


def test_a_form_that_only_one_program_shows_is_refused() -> None:
    pdf = document((Laying(), []))
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))

    with pytest.raises(BadInput, match="XFA"):
        safe_copy(saved(pdf), MediaType.PDF)


def test_hidden_layers_are_told() -> None:
    pdf = document((Laying(), []))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("draf")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))

    assert "lapisan tersembunyi" in notes_of(safe_copy(saved(pdf), MediaType.PDF))


def test_a_photo_loses_its_place_and_is_upright() -> None:
    copy = safe_copy(photo(), MediaType.JPEG)

    shown = Image.open(io.BytesIO(copy.content))
    assert not shown.getexif()
    assert b"Exif" not in copy.content
    assert safe_copy(photo(), MediaType.JPEG) == copy


def test_what_stands_under_transparency_is_gone() -> None:
    picture = Image.new("RGBA", (8, 8), (255, 0, 0, 0))
    out = io.BytesIO()
    picture.save(out, "PNG")

    shown = Image.open(io.BytesIO(safe_copy(out.getvalue(), MediaType.PNG).content))

    assert shown.mode == "RGB"
    assert shown.getpixel((4, 4)) == (255, 255, 255)


def _revised() -> bytes:
    """A DOCX with changes, a comment, an embedded file, a linked template and the name of its maker."""
    content = made.letter("Pertama", title="Surat Edaran")
    body = parts_of(content)["word/document.xml"]
    change = (
        f'<w:p><w:r><w:t>Tetap </w:t></w:r><w:ins w:id="1" w:author="{SECRET}"><w:r>'
        "<w:t>baru</w:t></w:r></w:ins>"
        f'<w:del w:id="2" w:author="{SECRET}"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>'
        '<w:commentRangeStart w:id="0"/><w:r><w:t> akhir</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r>'
        f"<w:r><w:instrText>DDEAUTO {SECRET}</w:instrText></w:r></w:p>"
        '<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="x"/></w:rPr></w:pPr><w:r><w:t>satu </w:t></w:r></w:p>'
        "<w:p><w:r><w:t>baris</w:t></w:r></w:p>"
    )
    body = body.replace(b"<w:sectPr", change.encode() + b"<w:sectPr", 1)
    links = parts_of(content)["word/_rels/document.xml.rels"]
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    more = (
        f'<Relationship Id="x1" Type="{base}comments" Target="comments.xml"/>'
        f'<Relationship Id="x2" Type="{base}oleObject" Target="embeddings/a.bin"/>'
        f'<Relationship Id="x3" Type="{base}attachedTemplate" Target="file:///{SECRET}"'
        ' TargetMode="External"/>'
    )
    return changed(
        content,
        {
            "word/document.xml": body,
            "word/_rels/document.xml.rels": links.replace(
                b"</Relationships>", more.encode() + b"</Relationships>"
            ),
            "word/comments.xml": b"<w:comments xmlns:w='x'>" + SECRET.encode() + b"</w:comments>",
            "word/embeddings/a.bin": SECRET.encode(),
            "docProps/app.xml": b"<Properties><Company>" + SECRET.encode() + b"</Company></Properties>",
            "customXml/item1.xml": b"<a>" + SECRET.encode() + b"</a>",
        },
    )


def test_a_text_document_reads_as_accepted_and_names_nobody() -> None:
    copy = safe_copy(_revised(), MediaType.DOCX)

    assert copy == safe_copy(_revised(), MediaType.DOCX)
    assert all(SECRET.encode() not in part for part in parts_of(copy.content).values())
    opened = docx.Document(io.BytesIO(copy.content))
    assert [paragraph.text for paragraph in opened.paragraphs] == [
        "Pertama",
        "Tetap baru akhir",
        "satu baris",
    ]
    assert opened.core_properties.title == "Surat Edaran"
    assert opened.core_properties.author == ""
    assert all(word in notes_of(copy) for word in ("Komentar", "Perubahan terlacak", "tertanam", "dilepas"))


def test_hidden_text_and_macros_are_refused() -> None:
    content = made.letter("Pertama")
    body = parts_of(content)["word/document.xml"]
    hidden = b"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p><w:sectPr"
    with pytest.raises(BadInput, match="teks tersembunyi"):
        safe_copy(
            changed(content, {"word/document.xml": body.replace(b"<w:sectPr", hidden, 1)}), MediaType.DOCX
        )

    types = parts_of(content)["[Content_Types].xml"]
    armed = types.replace(b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")
    with pytest.raises(BadInput, match="makro"):
        safe_copy(changed(content, {"[Content_Types].xml": armed}), MediaType.DOCX)


def _workbook(*, hides: str = "") -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.set_properties({"title": "Anggaran 2025", "author": SECRET})
        sheet = book.add_worksheet("Anggaran")
        sheet.write_row(0, 0, ["Uraian", "Nilai"])
        sheet.write_row(1, 0, ["Belanja", 250])
        sheet.write_formula(2, 1, "=SUM(B2:B2)", None, 250)
        sheet.write_formula(3, 1, f"='[1]{SECRET}'!A1", None, 7)
        sheet.write_comment(1, 1, SECRET)
        sheet.write_url(4, 0, "https://kpu.go.id/", string="KPU")
        sheet.protect(SECRET)
        sheet.set_column("X:XFD", None, None, {"hidden": True})
        other = book.add_worksheet("Lain")
        other.write(0, 0, "x")
        if hides == "sheet":
            other.very_hidden()
        elif hides == "row":
            sheet.set_row(1, None, None, {"hidden": True})
        elif hides == "column":
            sheet.set_column("B:B", None, None, {"hidden": True})
    return out.getvalue()


def test_a_workbook_keeps_its_numbers_and_loses_what_hangs_on_it() -> None:
    content = _workbook()
    strings = parts_of(content)["xl/sharedStrings.xml"]
    # A word that no cell shows any more.
    orphan = strings.replace(b"</sst>", b"<si><t>" + SECRET.encode() + b"</t></si></sst>")

    copy = safe_copy(changed(content, {"xl/sharedStrings.xml": orphan}), MediaType.XLSX)

    assert all(SECRET.encode() not in part for part in parts_of(copy.content).values())
    assert not [name for name in parts_of(copy.content) if "comment" in name or "vml" in name]
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(copy.content)).get_sheet_by_index(0)
    assert sheet.to_python() == [["Uraian", "Nilai"], ["Belanja", 250], ["", 250], ["", 7], ["KPU", ""]]
    assert b"SUM(B2:B2)" in parts_of(copy.content)["xl/worksheets/sheet1.xml"]
    assert b"https://kpu.go.id/" in parts_of(copy.content)["xl/worksheets/_rels/sheet1.xml.rels"]
    assert "Komentar" in notes_of(copy)


@pytest.mark.parametrize(
    ("hides", "said"),
    [("sheet", "Lembar tersembunyi: Lain"), ("row", "Anggaran"), ("column", "baris atau kolom")],
)
def test_what_a_workbook_hides_is_refused_by_name(hides: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        safe_copy(_workbook(hides=hides), MediaType.XLSX)


def test_a_csv_runs_nothing_and_is_utf8() -> None:
    content = "Nama;Nilai;Akun\r\nSiti;-12,5;@kpu\r\n=HYPERLINK(1);+62 812;- catatan\r\nCafé;;x".encode(
        "cp1252"
    )

    copy = safe_copy(content, MediaType.CSV)

    assert copy.content.decode("utf-8-sig").splitlines() == [
        "Nama,Nilai,Akun",
        'Siti,"-12,5",\'@kpu',
        "'=HYPERLINK(1),+62 812,'- catatan",
        "Café,,x",
    ]
    assert "rumus" in notes_of(copy)
    assert safe_copy(copy.content, MediaType.CSV).content == copy.content


def test_a_text_keeps_its_words_without_signs_that_deceive() -> None:
    copy = safe_copy("Surat\u202e \x07nomor\r\n12".encode("utf-16"), MediaType.TXT)

    assert copy.content == b"Surat nomor\n12"
    with pytest.raises(BadInput, match="bukan teks"):
        safe_copy(b"a\0b", MediaType.TXT)
    with pytest.raises(BadInput, match="jenis berkas"):
        safe_copy(b"x", "application/zip")
