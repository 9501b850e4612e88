"""What a page shows of a file before it is downloaded: pictures of its pages, or its words as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass

from terbuka.documents.confined import LIMITS, Limits, confined
from terbuka.documents.mediatypes import media_type
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

NARROWEST, WIDEST = 16, 4_000
MOST_AT_ONCE = 40
WEBP, PNG = "image/webp", "image/png"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture: `kind` is its media type, `width` and `height` its dots."""

    content: bytes
    kind: str
    width: int
    height: int


def preview(content: bytes, kind: str, *, page: int = 1, width: int = 800, limits: Limits = LIMITS) -> bytes:
    """Page `page`, from 1, of a PDF or picture as WebP, at most `width` dots wide. Raises BadInput."""
    return previews(content, kind, pages=[page], width=width, limits=limits)[0].content


def previews(
    content: bytes,
    kind: str,
    *,
    pages: Sequence[int],
    width: int = 800,
    form: str = WEBP,
    limits: Limits = LIMITS,
) -> list[Picture]:
    """Several pages of a PDF or picture, drawn by one process; `form` is WEBP or PNG. Raises BadInput."""
    medium = media_type(kind)
    if not medium.has_pages:
        raise BadInput(say("Berkas ini ditampilkan sebagai kata, bukan gambar."))
    if len(pages) > MOST_AT_ONCE:
        raise BadInput(say("Paling banyak {most} halaman digambar sekaligus.", most=MOST_AT_ONCE))
    wish = {
        "kind": medium.value,
        "pages": list(pages),
        "width": max(NARROWEST, min(width, WIDEST)),
        "format": "PNG" if form == PNG else "WEBP",
    }
    done = confined("draw_pages", content, wish, limits=limits)
    kind = PNG if form == PNG else WEBP
    return [
        Picture(drawn, kind, size[0], size[1])
        for drawn, size in zip(done.files, done.told["sizes"], strict=True)
    ]


def count_pages(content: bytes, kind: str, *, limits: Limits = LIMITS) -> int:
    """How many pages a PDF or picture has. Raises BadInput."""
    medium = media_type(kind)
    if not medium.has_pages:
        raise BadInput(say("Berkas ini ditampilkan sebagai kata, bukan gambar."))
    wish = {"kind": medium.value, "pages": list[int](), "width": NARROWEST, "format": "WEBP"}
    return int(confined("draw_pages", content, wish, limits=limits).told["count"])
