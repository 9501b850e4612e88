"""Papers set as PDF in varied layouts, and as scans."""

import io
import random
from dataclasses import dataclass
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import typst
from PIL import Image, ImageFilter

from bench.leakset.writer import Block, Fields, Paper, Table, Text

WHEN = datetime(2025, 1, 2, 8, tzinfo=UTC)
FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono", "DejaVu Sans", "DejaVu Serif")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a paper is laid out; `split` breaks long numbers over two lines of their cell."""

    font: str = FONTS[0]
    table_font: str = FONTS[0]
    size: float = 10
    columns: int = 1
    landscape: bool = False
    split: bool = False
    dark_header: bool = False
    turn: int = 0


def any_layout(dice: random.Random, *, calm: bool = False) -> Layout:
    """A layout by chance; a calm one leaves numbers whole and the page upright."""
    return Layout(
        font=dice.choice(FONTS),
        table_font=dice.choice(FONTS),
        size=dice.choice((10, 10, 11, 9, 5)),
        columns=1 if calm else dice.choice((1, 1, 1, 2)),
        landscape=dice.random() < 0.3,
        split=not calm and dice.random() < 0.25,
        dark_header=dice.random() < 0.4,
        turn=0 if calm else dice.choice((0, 0, 0, 0, 90, 180, 270)),
    )


def _quoted(said: str) -> str:
    return '"' + said.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _cell(said: str, layout: Layout) -> str:
    digits = sum(sign.isdigit() for sign in said)
    if layout.split and digits >= 15 and len(said) <= 24:
        half = len(said) // 2
        return f"[#{_quoted(said[:half])} #linebreak() #{_quoted(said[half:])}]"
    return f"[#{_quoted(said)}]"


def _boxes(said: str) -> str:
    return "".join(f"box(stroke: 0.5pt, inset: 2pt, {_quoted(sign)}) + " for sign in said) + '""'


def _table(block: Table, layout: Layout) -> str:
    fill = ', fill: (x, y) => if y == 0 { rgb("#1b2a49") }' if layout.dark_header else ""
    white = "white" if layout.dark_header else "black"
    heads = ", ".join(f'text(fill: {white}, weight: "bold", {_quoted(head)})' for head in block.headers)
    cells = ", ".join(_cell(value, layout) for row in block.rows for value in row)
    wide = ", ".join(["auto"] * len(block.headers))
    style = f'set text(font: "{layout.table_font}", size: 0.85em)'
    return f"#{{ {style}; table(columns: ({wide}), inset: 3pt{fill}, {heads}, {cells}) }}"


def _fields(block: Fields) -> str:
    lines = []
    for label, value in block.rows:
        shown = (
            _boxes(value)
            if block.boxed and sum(c.isdigit() for c in value) >= 10 and len(value) < 25
            else _quoted(value)
        )
        lines.append(f"#grid(columns: (11em, 1fr), {_quoted(label)}, {_quoted(': ')} + {shown})")
    return "\n".join(lines)


def _text(block: Text) -> str:
    if block.role in ("head", "title"):
        weight = "bold" if block.role == "title" else "regular"
        return f'#align(center, text(weight: "{weight}", {_quoted(block.said)}))'
    if block.role == "white":
        return f'#text(fill: rgb("#fefefe"), {_quoted(block.said)})\n'
    if block.role == "blackbar":
        return f"{_quoted(block.said)[1:-1]} #box(fill: black, width: 9em, height: 0.9em)\n"
    return f"#par({_quoted(block.said)})"


def _source(blocks: list[Block], layout: Layout) -> str:
    body = []
    for block in blocks:
        if isinstance(block, Table):
            body.append(_table(block, layout))
        elif isinstance(block, Fields):
            body.append(_fields(block))
        else:
            body.append(_text(block))
    flipped = (
        "true"
        if layout.landscape or any(isinstance(b, Table) and len(b.headers) > 5 for b in blocks)
        else "false"
    )
    narrow = any(isinstance(b, Table) and len(b.headers) > 3 for b in blocks)
    columns = 1 if narrow else layout.columns
    return (
        f'#set page(paper: "a4", flipped: {flipped}, margin: 1.8cm, columns: {columns})\n'
        f'#set text(font: "{layout.font}", size: {layout.size}pt, lang: "id")\n' + "\n\n".join(body)
    )


def of(paper: Paper, layout: Layout) -> bytes:
    """The paper as PDF."""
    made: bytes = typst.compile(_source(paper.blocks, layout).encode(), timestamp=WHEN)
    if not layout.turn:
        return made
    with pikepdf.open(io.BytesIO(made)) as book:
        for page in book.pages:
            page.rotate(layout.turn, relative=False)
        return saved(book)


def narrow(rows: list[list[str]], dice: random.Random) -> bytes:
    """A table in columns so narrow that long words break after so many signs, as in a crowded sheet."""
    most = dice.choice((8, 9, 11))

    def broken(said: str) -> str:
        pieces = [word[at : at + most] for word in said.split() for at in range(0, len(word), most)]
        return "[" + " #linebreak() ".join(f"#{_quoted(piece)}" for piece in pieces) + "]"

    heads, *body = rows
    cells = ", ".join([*(f"[*{head}*]" for head in heads), *(broken(one) for row in body for one in row)])
    source = f"#set text(size: 8pt)\n#table(columns: {len(heads)}, inset: 4pt, {cells})"
    made: bytes = typst.compile(source.encode(), timestamp=WHEN)
    return made


def saved(book: pikepdf.Pdf) -> bytes:
    """The bytes of an open book, the same each time."""
    out = io.BytesIO()
    book.save(out, deterministic_id=book.trailer.get("/Encrypt") is None)
    return out.getvalue()


def picture(pdf: bytes, dice: random.Random, dpi: int = 100) -> list[Image.Image]:
    """The pages as a scanner sees them: grey, a little askew, a little noisy."""
    pages = []
    book = pypdfium2.PdfDocument(pdf)
    for page in book:
        seen = page.render(scale=dpi / 72).to_pil().convert("L")
        seen = seen.rotate(dice.uniform(-0.8, 0.8), fillcolor=255)
        noise = Image.frombytes("L", seen.size, dice.randbytes(seen.width * seen.height))
        pages.append(Image.blend(seen, noise, 0.05).filter(ImageFilter.GaussianBlur(0.4)))
    book.close()
    return pages


def _invisible(page: pypdfium2.PdfPage) -> bytes:
    text = page.get_textpage()
    out = []
    for n in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(n)
        said = text.get_text_bounded(left, bottom, right, top).strip().replace("\r\n", " ")
        safe = (
            said.encode("latin-1", "replace")
            .replace(b"\\", b"\\\\")
            .replace(b"(", b"\\(")
            .replace(b")", b"\\)")
        )
        out.append(b"/F0 %.1f Tf 1 0 0 1 %.1f %.1f Tm (%s) Tj" % (max(top - bottom, 2), left, bottom, safe))
    return b"BT 3 Tr\n" + b"\n".join(out) + b"\nET"


def scan(pdf: bytes, dice: random.Random, *, text_layer: bool) -> bytes:
    """The paper as pictures of pages, with the invisible text of a text recogniser or without."""
    source = pypdfium2.PdfDocument(pdf)
    with pikepdf.new() as book:
        for seen, old in zip(picture(pdf, dice), source, strict=True):
            out = io.BytesIO()
            seen.save(out, "JPEG", quality=60)
            width, height = old.get_size()
            page = book.add_blank_page(page_size=(width, height))
            image = pikepdf.Stream(book, out.getvalue())
            image.stream_dict = pikepdf.Dictionary(
                Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=seen.width, Height=seen.height,
                ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
            )  # fmt: skip
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.Resources = pikepdf.Dictionary(
                XObject=pikepdf.Dictionary(I0=image), Font=pikepdf.Dictionary(F0=font)
            )
            words = _invisible(old) if text_layer else b""
            page.Contents = book.make_stream(b"q %.2f 0 0 %.2f 0 0 cm /I0 Do Q\n" % (width, height) + words)
        source.close()
        return saved(book)
