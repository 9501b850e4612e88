"""Which less common files the set holds, held out alone: RTF, web pages, drawn tables, ODS, HEIC, narrow PDF.

Their layouts were thought of apart from the others, to see where the guard fails on files that it was not
made on.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.sax.saxutils import escape

from PIL import Image

from bench.leakset import package, pdf, words
from bench.leakset.recipe import Entry, Made, harmless, private
from bench.leakset.writer import Fields, Paper, Table, Writer

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(f'xmlns:{name}="{_ODF}{name}:1.0"' for name in ("office", "table", "text", "style"))
_HIDES = ("hidden_sheet", "hidden_rows", "hidden_columns", "white_text")
_STYLES = (
    '<office:automatic-styles><style:style style:name="s"><style:table-properties table:display="false"/>'
    '</style:style><style:style style:name="w"><style:text-properties'
    f' xmlns:fo="{_ODF}xsl-fo-compatible:1.0" fo:color="#ffffff"/></style:style></office:automatic-styles>'
)


def _paper(w: Writer, n: int) -> Paper:
    return harmless(w) if n % 3 == 2 else private(w)


def _rows(paper: Paper) -> Iterator[list[str]]:
    for block in paper.blocks:
        if isinstance(block, Fields):
            yield from ([label, value] for label, value in block.rows)
        elif isinstance(block, Table):
            yield from (block.headers, *block.rows)
        else:
            yield [block.said]


def rich_text(w: Writer, n: int) -> Made:
    """RTF, rows as tabbed lines or as a table."""
    paper = _paper(w, n)
    end, turn = ((r"\cell ", "\\row\n"), (r"\tab ", "\\par\n"))[n % 2]
    said = "".join(rf"\pard {end.join(row)}{turn}" for row in _rows(paper))
    head = r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\*\generator Riched20 10.0;}"
    return Made(f"{head}{said}}}".encode("cp1252", "replace"), ".rtf", Counter(paper.truth))


def page(w: Writer, n: int) -> Made:
    """A web page with lists of terms and, at times, a link to somebody's mail."""
    paper, parts = _paper(w, n), []
    for block in paper.blocks:
        if isinstance(block, Fields):
            parts += [f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in block.rows]
        elif isinstance(block, Table):
            rows = ("".join(f"<td>{escape(one)}</td>" for one in row) for row in (block.headers, *block.rows))
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            parts.append(f"<p>{escape(block.said)}</p>")
    if n % 3 == 1:
        parts.append(f'<a href="mailto:{w.email()}">surat</a>')
    said = "<!DOCTYPE html><html><body>" + "".join(parts) + "</body></html>"
    return Made(said.encode(), ".html", Counter(w.truth))


def drawn_table(w: Writer, n: int) -> Made:
    """Plain text with tables drawn by strokes."""
    paper = _paper(w, n)
    said = "\n".join(" | ".join(f"{cell:<14}" for cell in row) for row in _rows(paper))
    return Made(said.encode("utf-16"), ".txt", Counter(paper.truth))


def open_sheet(w: Writer, n: int) -> Made:
    """An ODS that hides a sheet, a row, a column or white words."""
    hide, rows = _HIDES[n % 4], []
    for number in range(3):
        mark = ' table:visibility="collapse"' if hide == "hidden_rows" and number == 2 else ""
        style = ' table:style-name="w"' if hide == "white_text" and number == 1 else ""
        cells = "".join(
            f"<table:table-cell{style}><text:p>{escape(one)}</text:p></table:table-cell>"
            for one in (w.name(), f"NIK {w.nik(plain=True)}")
        )
        rows.append(f"<table:table-row{mark}>{cells}</table:table-row>")
    column = ' table:visibility="collapse"' if hide == "hidden_columns" else ""
    shut = ' table:style-name="s"' if hide == "hidden_sheet" else ""
    said = (
        f"<office:document-content {_SPACES}>{_STYLES}<office:body><office:spreadsheet>"
        f'<table:table table:name="Data"{shut}><table:table-column/><table:table-column{column}/>'
        f"{''.join(rows)}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        box.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        box.writestr("content.xml", said)
    return Made(out.getvalue(), ".ods", Counter(w.truth) + Counter({hide: 1}))


def phone_photo(w: Writer, n: int) -> Made:
    """HEIC as telephones write it, with and without its place; its picture cannot be drawn."""
    exif = Image.Exif()
    exif[0x010F] = "Apple"
    if n % 2 == 0:
        exif.get_ifd(0x8825).update({1: "S", 2: (7.0, 33.0, 4.0), 3: "E", 4: (112.0, 14.0, 9.0)})
    picture = exif.tobytes() + w.dice.randbytes(4_000)
    boxes = ((b"ftyp", b"heic\0\0\0\0mif1heic"), (b"meta", b"\0" * 40), (b"mdat", picture))
    data = b"".join((len(said) + 8).to_bytes(4, "big") + name + said for name, said in boxes)
    return Made(data, ".heic", Counter(exif_place=1) if n % 2 == 0 else Counter())


def linked(w: Writer, n: int) -> Made:
    """A Word file in which a harmless word leads to somebody's mail."""
    data, more, ending = words.of(harmless(w), w)
    parts = package.unpacked(data)
    name, kind = "word/_rels/document.xml.rels", f"{package.REL}/hyperlink"
    link = f'<Relationship Id="rIdL" Type="{kind}" Target="mailto:{w.email()}" TargetMode="External"/>'
    parts[name] = parts[name].replace(b"</Relationships>", f"{link}</Relationships>".encode())
    return Made(package.packed(parts), ending, Counter(w.truth) + more)


def narrow(w: Writer, n: int) -> Made:
    """A PDF whose columns are so narrow that numbers and mail addresses break."""
    rows = [["Nama", "NIK", "No. HP", "Email", "Alamat"]]
    for _ in range(w.dice.randrange(3, 9)):
        who = w.person()
        rows.append([who.name, w.nik(who, plain=True), w.phone(), w.email(who), w.address()])
    return Made(pdf.narrow(rows, w.dice), ".pdf", Counter(w.truth), text_layer=True)


ENTRIES = (
    Entry("PDF", "narrow columns", narrow, 0, 6),
    Entry("DOCX", "link to mail", linked, 0, 3),
    Entry("text", "drawn table", drawn_table, 0, 6),
    Entry("other", "RTF", rich_text, 0, 6),
    Entry("other", "web page", page, 0, 6),
    Entry("other", "OpenDocument", open_sheet, 0, 8),
    Entry("image", "HEIC", phone_photo, 0, 4),
)
