"""What the guard does to a file in a process of its own: looks, copies, looks again.

All in one process, because starting one takes longer than looking at a short letter.
"""

import math
from collections.abc import Callable
from datetime import date
from typing import Any

import pypdfium2 as pdfium

from terbuka.documents.blackout.areas import Area
from terbuka.documents.blackout.placing import MARGIN
from terbuka.documents.blackout.seen_words import shown_box, words_of
from terbuka.documents.confined import Done, Limits
from terbuka.documents.drawing import loaded, opened
from terbuka.documents.leaks.finding import Bounds, Box, Finding, Hint, HintKind, Inspection
from terbuka.documents.leaks.inspecting import inspect
from terbuka.documents.mediatypes import MediaType
from terbuka.documents.opening import open_document
from terbuka.documents.preview.layering import wordless_pages
from terbuka.documents.safecopy.docx import copy_docx
from terbuka.documents.safecopy.pdf import copy_pdf
from terbuka.documents.safecopy.pictures import copy_picture
from terbuka.documents.safecopy.plain import copy_csv, copy_text
from terbuka.documents.safecopy.xlsx import copy_xlsx
from terbuka.rules.phrases import in_both
from terbuka.rules.ruling import BadInput

type Task = Callable[[bytes, dict[str, Any], Limits], Done]
_COPIES: dict[MediaType, Task] = {
    MediaType.PDF: copy_pdf,
    MediaType.JPEG: copy_picture,
    MediaType.PNG: copy_picture,
    MediaType.DOCX: copy_docx,
    MediaType.XLSX: copy_xlsx,
    MediaType.CSV: lambda content, _wish, _limits: _plain(*copy_csv(content)),
    MediaType.TXT: lambda content, _wish, _limits: _plain(copy_text(content), 0),
}
_DIGITS = 5


def _plain(made: bytes, changed: int) -> Done:
    return Done({"notes": {"formulas": bool(changed)}, "pages": 0}, (made,))


def look_at(content: bytes, wish: dict[str, Any], limits: Limits) -> Done:
    """Tells `first`, what is seen in the file as it came; with `wish["copies"]` copies it and looks again.

    `wish`: `name`, `kind`, `on` (a day), `longest` (signs of text). Then also: `fault` where no copy
    can be made, `second` (what is seen in the copy, where the first look found anything), `notes`,
    `wordless`, `worded`, and of whatever the public would get its `text`. Gives back the copy.
    """
    kind = MediaType(wish["kind"])
    first = _seen(content, wish, kind, limits)
    told: dict[str, Any] = {"first": first}
    if not first["opens"]:
        return Done(told)
    shown = content
    if wish["copies"]:
        try:
            done = _COPIES[kind](content, {"kind": kind.value}, limits)
        except BadInput as fault:
            return Done(told | {"fault": in_both(fault.phrase)})
        shown = done.files[0]
        told["notes"] = [name for name, is_so in done.told["notes"].items() if is_so]
        if first["seen"]:
            told["second"] = _seen(shown, wish, kind, limits)
    told["text"] = "" if kind.is_picture else open_document(shown, name=wish["name"]).text[: wish["longest"]]
    if kind is MediaType.PDF:
        words = wordless_pages(shown, {"draw": 0}, limits).told
        told |= {"wordless": words["pages"], "worded": words["worded"], "pages": words["count"]}
    return Done(told, (shown,))


def _seen(content: bytes, wish: dict[str, Any], kind: MediaType, limits: Limits) -> dict[str, Any]:
    """An inspection as plain data: places in both languages, boxes as shares of the page as it is shown."""
    # Three looks must fit into the time of one process.
    bounds = Bounds(
        file_bytes=limits.file_megabytes * 1_000_000, pages=limits.pages, seconds=limits.seconds / 3
    )
    found = inspect(content, name=wish["name"], on=date.fromisoformat(wish["on"]), bounds=bounds)
    placed = _placed(content, found, limits) if kind is MediaType.PDF and found.opens else {}
    rows = [_row(one, placed) for one in found.findings] + [_row(one, placed) for one in found.hints]
    return {"opens": found.opens, "pages": found.pages, "text_layer": found.text_layer, "seen": rows}


def _row(one: Finding | Hint, placed: dict[Box, list[float]]) -> dict[str, Any]:
    """A part that was not read is for a person to look at, so it counts as found."""
    return {
        "kind": one.kind.value,
        "where": in_both(one.where),
        "page": one.page,
        "count": one.count,
        "excerpt": one.excerpt if isinstance(one, Finding) else "",
        "is_hidden": isinstance(one, Finding) and one.is_hidden,
        "is_hint": isinstance(one, Hint) and one.kind is not HintKind.NOT_READ,
        "areas": [placed[box] for box in one.boxes if box in placed],
    }


def _placed(content: bytes, found: Inspection, limits: Limits) -> dict[Box, list[float]]:
    boxes = [box for one in found.findings for box in one.boxes]
    boxes += [box for one in found.hints for box in one.boxes]
    if not boxes:
        return {}
    document = opened(content, limits)
    placed: dict[Box, list[float]] = {}
    for number in sorted({box.page for box in boxes}):
        if not 1 <= number <= len(document):
            continue
        page = loaded(document, number)
        for box in boxes:
            if box.page == number and (area := _area(page, box)):
                placed[box] = [number, *area]
        page.close()
    return placed


def _area(page: pdfium.PdfPage, box: Box) -> list[float] | None:
    sides = (box.left - MARGIN, box.bottom - MARGIN, box.right + MARGIN, box.top + MARGIN)
    if not all(map(math.isfinite, sides)):
        return None
    x0, y0, x1, y1 = (round(min(max(side, 0.0), 1.0), _DIGITS) for side in shown_box(page, *sides))
    return [x0, y0, x1, y1] if x0 < x1 and y0 < y1 else None


def words_under(content: bytes, wish: dict[str, Any], limits: Limits) -> Done:
    """Tells `words`: for each of `wish["areas"]` (page, x0, y0, x1, y1) the words that it touches."""
    areas = [Area(int(one[0]), *map(float, one[1:])) for one in wish["areas"]]
    document = opened(content, limits)
    under: list[list[str]] = [[] for _ in areas]
    for number in sorted({area.page for area in areas}):
        page = loaded(document, number)
        words = words_of(page)
        page.close()
        for place, area in enumerate(areas):
            if area.page == number:
                under[place] = [word.text for word in words if word.is_under([area])]
    return Done({"words": under})
