"""The evidence of a dispute as one PDF: cover, index with page numbers, every paper, marks on each page.

PDFs and pictures come as safe copies (`safecopy`); what has no pages, such as a spreadsheet, is named in
the index and lies within the PDF as an attachment. The same parts, the same pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image, ImageOps

from terbuka.documents.mediatypes import MediaType
from terbuka.documents.safecopy.copying import safe_copy
from terbuka.documents.typesetting import typeset
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

MOST_PAGES, MOST_BYTES = 1_500, 150 * 1024 * 1024
_A4 = (595.28, 841.89)
_MARGIN = 42.0
_PAGED = (MediaType.PDF.value, MediaType.JPEG.value, MediaType.PNG.value)


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of evidence: title, what it is, its day in words, bytes, media type and the file's name.

    `is_ours`: typeset by this installation, so taken as it is.
    """

    title: str
    what: str
    on: str
    content: bytes
    mime: str
    name: str
    is_ours: bool = False


@dataclass(slots=True)
class _Bound:
    """A part with its pages; `pdf` None where it is attached instead, with the reason."""

    part: Part
    pdf: pikepdf.Pdf | None
    first: int = 0
    note: str = ""
    sizes: list[tuple[float, float]] = field(default_factory=list)


def bind(
    parts: Sequence[Part],
    *,
    title: str,
    head: Sequence[Sequence[str]],
    words: Mapping[str, str],
    at: datetime,
) -> bytes:
    """The bundle. `head` are the facts of the cover; `words` those of `papers/bundle.typ`, in Indonesian.

    Raises BadInput where all together have too many pages or bytes.
    """
    if sum(len(part.content) for part in parts) > MOST_BYTES:
        raise BadInput(
            say("Berkasnya lebih dari {most} MB; kurangi atau perkecil dahulu.", most=MOST_BYTES // 2**20)
        )
    bound = [_opened(part) for part in parts]
    if sum(len(one.sizes) for one in bound) > MOST_PAGES:
        raise BadInput(say("Bundelnya lebih dari {most} halaman; kurangi berkasnya dahulu.", most=MOST_PAGES))
    front = _front(bound, title, head, words, at)
    with pikepdf.Pdf.open(BytesIO(front)) as whole:
        count = len(whole.pages)
        for one in bound:
            if one.pdf is not None:
                whole.pages.extend(one.pdf.pages)
        _mark(whole, bound, count, words, at)
        _outline(whole, bound, words)
        for number, one in enumerate(bound, start=1):
            if one.pdf is None:
                name = f"{words['mark']}-{number} {one.part.name}"
                whole.attachments[name] = _attached(whole, one.part, name)
        out = BytesIO()
        whole.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    for one in bound:
        if one.pdf is not None:
            one.pdf.close()
    return out.getvalue()


def _attached(whole: pikepdf.Pdf, part: Part, name: str) -> pikepdf.AttachedFileSpec:
    return pikepdf.AttachedFileSpec(
        whole,
        part.content,
        filename=name,
        description=part.title,
        mime_type=part.mime,
        creation_date="",
        mod_date="",
    )


def _opened(part: Part) -> _Bound:
    """The pages of a part, or why it has none here."""
    if part.mime not in _PAGED:
        return _Bound(part, None, note="attached")
    try:
        content = part.content if part.is_ours else safe_copy(part.content, part.mime).content
        pages = content if part.mime == MediaType.PDF else _page_of(content)
        pdf = pikepdf.Pdf.open(BytesIO(pages))
        sizes = [_size(page) for page in pdf.pages]
    except (BadInput, pikepdf.PdfError, OSError, ValueError) as fault:
        return _Bound(part, None, note=str(fault) if isinstance(fault, BadInput) else "broken")
    return _Bound(part, pdf, sizes=sizes)


def _size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height as the page is seen."""
    left, bottom, right, top = (float(side) for side in page.trimbox)
    wide, high = right - left, top - bottom
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (high, wide) if turned else (wide, high)


def _page_of(picture: bytes) -> bytes:
    """A picture on one page, as large as its margins allow, upright."""
    with Image.open(BytesIO(picture)) as opened:
        upright = ImageOps.exif_transpose(opened).convert("RGB")
        wide, high = _A4 if upright.height >= upright.width else (_A4[1], _A4[0])
        share = min((wide - 2 * _MARGIN) / upright.width, (high - 2 * _MARGIN) / upright.height)
        drawn = BytesIO()
        upright.save(drawn, "JPEG", quality=88)
        size = (upright.width, upright.height)
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(wide, high))
        name = page.add_resource(_jpeg(pdf, drawn.getvalue(), size), pikepdf.Name.XObject)
        across, up = size[0] * share, size[1] * share
        drawing = (
            f"q {across:.2f} 0 0 {up:.2f} {(wide - across) / 2:.2f} {(high - up) / 2:.2f} cm {name} Do Q"
        )
        page.contents_add(drawing.encode())
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def _jpeg(pdf: pikepdf.Pdf, content: bytes, size: tuple[int, int]) -> pikepdf.Stream:
    return pikepdf.Stream(
        pdf,
        content,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=size[0],
        Height=size[1],
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )


def _front(
    bound: list[_Bound], title: str, head: Sequence[Sequence[str]], words: Mapping[str, str], at: datetime
) -> bytes:
    """Cover and index, set until their own length is what the page numbers reckon with."""
    length = 0
    for _try in range(3):
        number = length + 1
        for one in bound:
            one.first = number if one.pdf is not None else 0
            number += len(one.sizes)
        data = _data(bound, head, words, total=number - 1)
        made = typeset("bundle", data, title=title, language="id", at=at)
        with pikepdf.Pdf.open(BytesIO(made)) as pdf:
            if len(pdf.pages) == length:
                break
            length = len(pdf.pages)
    return made


def _data(
    bound: list[_Bound], head: Sequence[Sequence[str]], words: Mapping[str, str], *, total: int
) -> dict[str, Any]:
    rows = [
        {
            "mark": f"{words['mark']}-{number}",
            "title": one.part.title,
            "what": one.part.what,
            "on": one.part.on,
            "note": words.get(one.note, one.note),
            "pages": str(len(one.sizes)) if one.sizes else "–",
            "first": str(one.first) if one.first else "–",
        }
        for number, one in enumerate(bound, start=1)
    ]
    return {"words": dict(words), "head": [list(row) for row in head], "rows": rows, "total": total}


def _mark(
    whole: pikepdf.Pdf, bound: list[_Bound], front: int, words: Mapping[str, str], at: datetime
) -> None:
    """On every page of evidence, which one it is and the page of the bundle."""
    total = len(whole.pages)
    pages = [
        {"width": size[0], "height": size[1], "mark": f"{words['evidence']} {words['mark']}-{number}"}
        for number, one in enumerate(bound, start=1)
        for size in one.sizes
    ]
    if not pages:
        return
    for place, page in enumerate(pages, start=front + 1):
        page["page"] = f"{words['page']} {place} / {total}"
    made = typeset("bundle_marks", {"pages": pages}, title=words["evidence"], language="id", at=at)
    with pikepdf.Pdf.open(BytesIO(made)) as marks:
        for place, drawn in enumerate(marks.pages):
            whole.pages[front + place].add_overlay(drawn, None)


def _outline(whole: pikepdf.Pdf, bound: list[_Bound], words: Mapping[str, str]) -> None:
    with whole.open_outline() as outline:
        outline.root.clear()
        outline.root.append(pikepdf.OutlineItem(words["index"], 0))
        for number, one in enumerate(bound, start=1):
            if one.first:
                told = f"{words['mark']}-{number} {one.part.title}"
                outline.root.append(pikepdf.OutlineItem(told, one.first - 1))
