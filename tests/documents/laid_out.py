"""PDFs made to measure: words at known places on pages that are turned, cropped, shifted and scaled."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from terbuka.documents.blackout.areas import Area

# Courier: each letter is 0.6 of the size wide.
ADVANCE, ASCENT, DESCENT = 0.6, 0.68, 0.2


@dataclass(frozen=True, slots=True)
class Laying:
    """A page: its edges in its own space, its turn, its unit, whether its words stand within a form."""

    left: float = 0
    bottom: float = 0
    width: float = 595
    height: float = 842
    crop: float = 0
    turn: int = 0
    unit: float = 1
    in_form: bool = False

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of what is shown."""
        right, top = self.left + self.width, self.bottom + self.height
        return self.left + self.crop, self.bottom + self.crop, right - self.crop, top - self.crop

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space as fractions of the page as it is shown."""
        left, bottom, right, top = self.edges
        across, down = (x - left) / (right - left), (top - y) / (top - bottom)
        return {
            0: (across, down),
            90: (1 - down, across),
            180: (1 - across, 1 - down),
            270: (down, 1 - across),
        }[self.turn]


@dataclass(frozen=True, slots=True)
class Placed:
    """A word at a place of the page's own space."""

    text: str
    x: float
    y: float
    size: float = 12
    paint: bytes = b"0 g"
    mode: int = 0

    def area(self, laying: Laying, page: int = 1, grow: float = 0) -> Area:
        """Where its ink is, as the page is shown, reckoned without any reader of PDF."""
        wide = ADVANCE * self.size * len(self.text)
        x0, y0 = laying.shown(self.x - grow, self.y - DESCENT * self.size - grow)
        x1, y1 = laying.shown(self.x + wide + grow, self.y + ASCENT * self.size + grow)
        sides = [min(max(side, 0.0), 1.0) for side in (x0, y0, x1, y1)]
        return Area(page, min(sides[::2]), min(sides[1::2]), max(sides[::2]), max(sides[1::2]))

    def operators(self) -> bytes:
        """How it is painted."""
        place = f"{self.x:.3f} {self.y:.3f} Tm".encode()
        return b"q %s BT /F %g Tf %d Tr 1 0 0 1 %s (%s) Tj ET Q\n" % (
            self.paint,
            self.size,
            self.mode,
            place,
            self.text.encode("cp1252"),
        )


def document(*pages: tuple[Laying, Sequence[Placed]], over: bytes = b"") -> pikepdf.Pdf:
    """The PDF, to be changed further; `over` is painted on top of the first page."""
    pdf = pikepdf.Pdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier, Encoding=Name.WinAnsiEncoding)
    )
    for number, (laying, words) in enumerate(pages):
        content = b"".join(word.operators() for word in words) + (b"" if number else over)
        resources = Dictionary(Font=Dictionary(F=font))
        if laying.in_form:
            form = pdf.make_stream(content)
            # The form is twice as large within, and halved where it is shown.
            form.update(
                Dictionary(
                    Type=Name.XObject,
                    Subtype=Name.Form,
                    BBox=Array([-9999, -9999, 9999, 9999]),
                    Matrix=Array([0.5, 0, 0, 0.5, 0, 0]),
                    Resources=resources,
                )
            )
            resources = Dictionary(XObject=Dictionary(X=form))
            content = b"q 2 0 0 2 0 0 cm /X Do Q"
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array(
                [laying.left, laying.bottom, laying.left + laying.width, laying.bottom + laying.height]
            ),
            Rotate=laying.turn,
            Resources=resources,
            Contents=pdf.make_stream(content),
        )
        if laying.crop:
            page.CropBox = Array(laying.edges)
        if laying.unit != 1:
            page.UserUnit = laying.unit
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Its bytes."""
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
