"""What a PDF can hide: text under boxes, notes, attachments, scripts, authors; and harmless twins."""

import io
import random
from typing import Literal

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, String

from bench.leakset.pdf import saved

WHEN = "D:20250102080000+07'00'"
_STRENGTHS: tuple[Literal[3, 4, 6], ...] = (3, 4, 6)
Box = tuple[float, float, float, float]


def _places(pdf: bytes, wanted: list[str]) -> dict[str, list[tuple[int, Box]]]:
    """Page and rectangles of each value that can be found whole."""
    found: dict[str, list[tuple[int, Box]]] = {}
    book = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(book):
        text = page.get_textpage()
        for value in wanted:
            at = text.search(value, match_case=True).get_next()
            if at is not None and value not in found:
                count = text.count_rects(*at)
                found[value] = [(number, text.get_rect(n)) for n in range(count)]
    book.close()
    return found


def covered(pdf: bytes, values: list[str], how: str) -> tuple[bytes, int]:
    """Boxes drawn over `values`, the text left beneath; how many values are so covered.

    `how`: black, white (correction fluid), annotation (a filled square) or picture (a black image).
    """
    places = _places(pdf, values)
    with pikepdf.open(io.BytesIO(pdf)) as book:
        for where in places.values():
            for number, (left, bottom, right, top) in where:
                box = (left - 1, bottom - 2, right + 1, top + 2)
                _draw(book, book.pages[number], box, how)
        return saved(book), len(places)


def _draw(book: pikepdf.Pdf, page: pikepdf.Page, box: Box, how: str) -> None:
    left, bottom, right, top = box
    if how == "annotation":
        square = Dictionary(
            Type=Name.Annot, Subtype=Name.Square, Rect=Array([left, bottom, right, top]), C=Array([0, 0, 0]),
            IC=Array([0, 0, 0]), F=4, AP=Dictionary(N=_appearance(book, box)),
        )  # fmt: skip
        page.obj["/Annots"] = Array([*page.obj.get("/Annots", []), book.make_indirect(square)])
        return
    shape = b"%.2f %.2f %.2f %.2f" % (left, bottom, right - left, top - bottom)
    ink = b"1 1 1 rg" if how == "white" else b"0 0 0 rg"
    drawn = b"q %s %s re f Q" % (ink, shape)
    if how == "picture":
        black = pikepdf.Stream(book, b"\x00" * 16, Type=Name.XObject, Subtype=Name.Image, Width=4, Height=4,
                               ColorSpace=Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
        name = page.add_resource(black, Name.XObject, prefix="Im")
        drawn = b"q %.2f 0 0 %.2f %.2f %.2f cm %s Do Q" % (
            right - left,
            top - bottom,
            left,
            bottom,
            str(name).encode(),
        )
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q\n" + drawn)


def _appearance(book: pikepdf.Pdf, box: Box) -> pikepdf.Object:
    left, bottom, right, top = box
    drawn = b"0 0 0 rg %.2f %.2f %.2f %.2f re f" % (left, bottom, right - left, top - bottom)
    return pikepdf.Stream(
        book, drawn, Type=Name.XObject, Subtype=Name.Form, BBox=Array([left, bottom, right, top])
    )


def noted(pdf: bytes, notes: list[str], sort: str = "/Text") -> bytes:
    """Sticky notes, highlights with words, or free text, one for each of `notes`."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        page = book.pages[0]
        made = []
        for n, note in enumerate(notes):
            rect = Array([40, 60 + 30 * n, 60, 80 + 30 * n])
            annot = Dictionary(Type=Name.Annot, Subtype=Name(sort), Rect=rect, Contents=String(note))
            if sort == "/Highlight":
                annot.QuadPoints = Array([40, 80 + 30 * n, 60, 80 + 30 * n, 40, 60 + 30 * n, 60, 60 + 30 * n])
            made.append(book.make_indirect(annot))
        page.obj["/Annots"] = Array([*page.obj.get("/Annots", []), *made])
        return saved(book)


def attached(pdf: bytes, files: dict[str, bytes]) -> bytes:
    """Files carried within."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        for name, data in files.items():
            book.attachments[name] = pikepdf.AttachedFileSpec(
                book, data, filename=name, description="",
                mime_type="text/csv", creation_date=WHEN, mod_date=WHEN
            )  # fmt: skip
        return saved(book)


def scripted(pdf: bytes, sort: str) -> bytes:
    """A script or a launched program: open, names, launch or page."""
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('Selamat datang');"))
    launch = Dictionary(S=Name.Launch, F=String("cmd.exe"), NewWindow=True)
    with pikepdf.open(io.BytesIO(pdf)) as book:
        if sort == "open":
            book.Root.OpenAction = script
        elif sort == "names":
            book.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("mulai"), script])))
        elif sort == "page":
            book.pages[0].obj["/AA"] = Dictionary(O=script)
        else:
            link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([40, 40, 200, 60]), A=launch)
            page = book.pages[0].obj
            page["/Annots"] = Array([*page.get("/Annots", []), book.make_indirect(link)])
        return saved(book)


def linked(pdf: bytes, address: str) -> bytes:
    """The harmless twin: a link to a page, an opening view, and a field of a form."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        page = book.pages[0].obj
        there = Dictionary(S=Name.URI, URI=String(address))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([40, 40, 200, 60]), A=there)
        field = book.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("nama"),
                Rect=Array([220, 40, 320, 60]),
            )
        )
        page["/Annots"] = Array([*page.get("/Annots", []), book.make_indirect(link), field])
        book.Root.AcroForm = Dictionary(Fields=Array([field]))
        book.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([book.pages[0].obj, Name.Fit]))
        return saved(book)


def filled(pdf: bytes, values: dict[str, str]) -> bytes:
    """A form on a page of its own whose fields hold `values`, each label printed before its field."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        page = book.add_blank_page(page_size=(595, 842))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        name = page.add_resource(font, Name.Font, prefix="F")
        fields = []
        for n, (label, value) in enumerate(values.items()):
            low = 760 - 22 * n
            said = b"BT %s 9 Tf 40 %d Td (%s) Tj ET" % (str(name).encode(), low + 4, label.encode("latin-1"))
            page.contents_add(b"q 0 g " + said + b" Q")
            shown = b"/Tx BMC q BT /Helv 9 Tf 0 g 2 4 Td (%s) Tj ET Q EMC" % value.encode("latin-1")
            look = pikepdf.Stream(
                book, shown, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 250, 16])
            )
            look.stream_dict["/Resources"] = Dictionary(Font=Dictionary(Helv=font))
            field = Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(f"Teks{n + 1}"), V=String(value),
                Rect=Array([150, low, 400, low + 16]), F=4, AP=Dictionary(N=look),
                DA=String("/Helv 9 Tf 0 g"),
            )  # fmt: skip
            fields.append(book.make_indirect(field))
        page.obj["/Annots"] = Array([*page.obj.get("/Annots", []), *fields])
        book.Root.AcroForm = Dictionary(Fields=Array(fields), DR=Dictionary(Font=Dictionary(Helv=font)))
        return saved(book)


def signed_by(pdf: bytes, author: str, program: str = "Microsoft Word 2019") -> bytes:
    """Properties that name an author; an empty author leaves only the program."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        if "/Metadata" in book.Root:
            del book.Root["/Metadata"]
        book.docinfo["/Producer"] = String(program)
        if author:
            book.docinfo["/Author"] = String(author)
        return saved(book)


def locked(pdf: bytes, dice: random.Random) -> bytes:
    """Closed with a password."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as book:
        strength = dice.choice(_STRENGTHS)
        book.save(
            out,
            encryption=pikepdf.Encryption(
                owner="pemilik", user="rahasia", R=strength, aes=strength > 3, metadata=strength > 3
            ),
        )
    return out.getvalue()
