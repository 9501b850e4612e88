"""Finds the pages of a PDF that are pictures without words, and lays words upon them."""

from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from terbuka.documents.blackout.seen_words import words_of
from terbuka.documents.blackout.text_layer import Laid, TextLayer
from terbuka.documents.confined import Done, Limits
from terbuka.documents.drawing import drawn, loaded, opened
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

_FEWEST_SIGNS = 20


def wordless_pages(content: bytes, wish: dict[str, Any], limits: Limits) -> Done:
    """Tells `count`, `pages` that show a picture but no words, and how many `worded` ones there are.

    With `wish["draw"]`, gives back the first so many of them as PNG.
    """
    document = opened(content, limits)
    files: list[bytes] = []
    found, worded = [], 0
    for number in range(1, len(document) + 1):
        page = loaded(document, number)
        if sum(len(word.signs) for word in words_of(page)) >= _FEWEST_SIGNS:
            worded += 1
        elif _shows_picture(page):
            found.append(number)
            if len(files) < int(wish["draw"]):
                files.append(_png(drawn(page, limits)))
        page.close()
    return Done({"count": len(document), "pages": found, "worded": worded}, tuple(files))


def _shows_picture(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.convert("L").save(out, "PNG")
    return out.getvalue()


def layer_pdf(content: bytes, wish: dict[str, Any], limits: Limits) -> Done:
    """The PDF with `wish["words"]`: for a page's number, lists of text, x0, y0, x1, y1. Raises BadInput."""
    try:
        with Pdf.open(BytesIO(content)) as pdf:
            layer = TextLayer(pdf)
            document = opened(content, limits)
            for number, told in wish["words"].items():
                sides = loaded(document, int(number)).get_size()
                words = [Laid(str(one[0]), (one[1], one[2], one[3], one[4])) for one in told]
                _lay(pdf, pdf.pages[int(number) - 1], layer, words, sides)
            layer.finish()
            out = BytesIO()
            pdf.save(
                out,
                linearize=True,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
            return Done({"pages": len(pdf.pages)}, (out.getvalue(),))
    except BadInput:
        raise
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError):
        raise BadInput(say("Lapisan teks tidak dapat ditambahkan pada PDF ini.")) from None


def _lay(
    pdf: Pdf, page: pikepdf.Page, layer: TextLayer, words: list[Laid], sides: tuple[float, float]
) -> None:
    """Words onto a page as a form that is turned as the page is shown."""
    width, height = sides
    left, bottom, right, top = (float(side) for side in page.cropbox)
    turn = int(page.obj.get("/Rotate", 0)) % 360
    form = pdf.make_stream(layer.content(words, width, height))
    form.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, round(width, 4), round(height, 4)]),
            Matrix=Array(
                {
                    0: [1, 0, 0, 1, left, bottom],
                    90: [0, 1, -1, 0, right, bottom],
                    180: [-1, 0, 0, -1, right, top],
                    270: [0, -1, 1, 0, left, top],
                }.get(turn, [1, 0, 0, 1, left, bottom])
            ),
            Resources=layer.resources(),
        )
    )
    name = page.add_resource(form, Name.XObject)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"Q q {name} Do Q\n".encode())
