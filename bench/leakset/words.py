"""Papers as Word files, and what a Word file can hide."""

# ruff: noqa: E501  markup reads best on one line
import io
from collections import Counter
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.shared import RGBColor

from bench.leakset import package
from bench.leakset.writer import Fields, Paper, Table, Text, Writer

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def _boxed(book: Any, label: str, value: str) -> None:
    cells = book.add_table(rows=1, cols=len(value) + 1).rows[0].cells
    cells[0].text = label
    for cell, sign in zip(cells[1:], value, strict=True):
        cell.text = sign


def _fill(book: Any, paper: Paper) -> None:
    for block in paper.blocks:
        if isinstance(block, Text):
            book.add_paragraph(block.said)
        elif isinstance(block, Fields):
            for label, value in block.rows:
                if block.boxed and value.isdigit() and len(value) == 16:
                    _boxed(book, label, value)
                else:
                    book.add_paragraph(f"{label}\t: {value}")
        elif isinstance(block, Table):
            _table(book, block)


def _table(book: Any, block: Table) -> None:
    table = book.add_table(rows=1, cols=len(block.headers))
    for cell, head in zip(table.rows[0].cells, block.headers, strict=True):
        run = cell.paragraphs[0].add_run(head)
        run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        cell._tc.get_or_add_tcPr().append(
            parse_xml(f'<w:shd {W} w:val="clear" w:color="auto" w:fill="1B2A49"/>')
        )
    for values in block.rows:
        row = table.add_row().cells
        for cell, value in zip(row, values, strict=True):
            cell.text = value


def _comment(book: Any, w: Writer) -> dict[str, int]:
    run = book.add_paragraph("Mohon diperiksa kembali.").runs[0]
    book.add_comment(
        run,
        text=f"nomornya {w.phone()}" if w.chance(0.5) else "kata ini diganti",
        author="Editor",
        initials="E",
    )
    return {"comment": 1}


def _tracked(book: Any, w: Writer) -> dict[str, int]:
    old = f"NIK {w.nik(plain=True)}" if w.chance(0.6) else "Jumat"
    sign = 'w:author="Editor" w:date="2025-03-01T08:00:00Z"'
    paragraph = book.add_paragraph("Jadwal diubah: ")
    paragraph._p.append(
        parse_xml(
            f'<w:del {W} w:id="91" {sign}><w:r><w:delText xml:space="preserve">{old}</w:delText></w:r></w:del>'
        )
    )
    if w.chance(0.5):
        return {"tracked_change": 1}
    paragraph._p.append(parse_xml(f'<w:ins {W} w:id="92" {sign}><w:r><w:t>Senin</w:t></w:r></w:ins>'))
    return {"tracked_change": 2}


def _white(book: Any, w: Writer) -> dict[str, int]:
    run = book.add_paragraph().add_run(
        f"NIK {w.nik(plain=True)}" if w.chance(0.6) else "catatan internal bagian keuangan"
    )
    run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    return {"white_text": 1}


def _vanished(book: Any, w: Writer) -> dict[str, int]:
    book.add_paragraph().add_run(f"NIK {w.nik(plain=True)}").font.hidden = True
    return {}


def _edges(book: Any, w: Writer) -> dict[str, int]:
    section = book.sections[0]
    section.header.paragraphs[0].text = f"Petugas: {w.name()} NIK {w.nik(plain=True)}"
    if w.chance(0.5):
        section.footer.paragraphs[0].text = f"HP pribadi {w.phone()}"
    return {}


def _textbox(book: Any, w: Writer) -> dict[str, int]:
    xml = (
        f'<w:r {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:200pt;height:40pt"><v:textbox>'
        f"<w:txbxContent><w:p><w:r><w:t>NIK {w.nik(plain=True)}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    book.add_paragraph()._p.append(parse_xml(xml))
    return {}


def _split_runs(book: Any, w: Writer) -> dict[str, int]:
    """One number in three runs, as Word leaves it after editing."""
    number = w.nik(plain=True)
    paragraph = book.add_paragraph("Pemohon dengan NIK ")
    for piece in (number[:5], number[5:11], number[11:]):
        paragraph.add_run(piece)
    return {}


def _photo(book: Any, w: Writer, photo: bytes) -> dict[str, int]:
    book.add_picture(io.BytesIO(photo))
    return {"exif_place": 1}


_HIDE = {"comment": _comment, "tracked_change": _tracked, "white_text": _white, "vanish": _vanished, "edges": _edges,
         "textbox": _textbox, "split_runs": _split_runs}  # fmt: skip


def of(
    paper: Paper, w: Writer, hide: str = "", author: str = "", photo: bytes = b""
) -> tuple[bytes, Counter[str], str]:
    """The Word file, what it adds to the paper's truth, and its ending.

    `hide`: a kind of the contract, or `vanish`, `edges`, `textbox`, `split_runs`, `footnote`, `no_comments`.
    """
    before, found = Counter(w.truth), Counter[str]()
    book = Document()
    core = book.core_properties
    core.author = core.last_modified_by = core.comments = ""
    if author:
        core.author = author
        core.last_modified_by = author if w.chance(0.5) else ""
        found["metadata"] += 1
    _fill(book, paper)
    hider = _HIDE.get(hide)
    if hider:
        found.update(hider(book, w))
    if photo:
        found.update(_photo(book, w, photo))
    out = io.BytesIO()
    book.save(out)
    parts = package.unpacked(out.getvalue())
    if hide == "footnote":
        _footnote(parts, w)
    if hide == "macro":
        found.update(_macro(parts))
    if hide == "no_comments":
        _empty_comments(parts)
    found.update(w.truth - before)
    return package.packed(parts), found, ".docm" if hide == "macro" else ".docx"


def _footnote(parts: dict[str, bytes], w: Writer) -> None:
    note = f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Keterangan dari {w.name()}, NIK {w.nik(plain=True)}.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    package.add(
        parts,
        "word/footnotes.xml",
        note.encode(),
        kind=WORD + "footnotes+xml",
        to="word/document.xml",
        relation=package.REL + "/footnotes",
    )
    call = b'<w:p><w:r><w:t>Lihat catatan kaki</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:sectPr'
    before, _, after = parts["word/document.xml"].rpartition(b"<w:sectPr")
    parts["word/document.xml"] = before + call + after


def _empty_comments(parts: dict[str, bytes]) -> None:
    """The part that Word leaves behind when the last comment is deleted."""
    empty = f"<w:comments {W}></w:comments>".encode()
    package.add(
        parts,
        "word/comments.xml",
        empty,
        kind=WORD + "comments+xml",
        to="word/document.xml",
        relation=package.REL + "/comments",
    )


def _macro(parts: dict[str, bytes]) -> dict[str, int]:
    project = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4000
    relation = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    package.add(
        parts,
        "word/vbaProject.bin",
        project,
        kind="application/vnd.ms-office.vbaProject",
        to="word/document.xml",
        relation=relation,
    )
    old, new = WORD + "document.main+xml", "application/vnd.ms-word.document.macroEnabled.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(old.encode(), new.encode())
    return {"macro": 1}
