"""A text layer for scanned PDFs, so that they can be searched and heard; or the word that there is none."""

from dataclasses import dataclass
from enum import StrEnum

from terbuka.documents.confined import LIMITS, Limits, confined
from terbuka.documents.preview.ocr import is_installed, read_words

MOST_READ_PAGES = 40


class Layer(StrEnum):
    """Whether the words of a PDF can be searched."""

    THERE = "there"
    ADDED = "added"
    PARTLY = "partly"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Layered:
    """A PDF and its text layer; `added` are the pages that got one, `wordless` those still without."""

    content: bytes
    layer: Layer
    added: tuple[int, ...] = ()
    wordless: tuple[int, ...] = ()


def text_layer(content: bytes, *, most_pages: int = MOST_READ_PAGES, limits: Limits = LIMITS) -> Layered:
    """The PDF with words laid invisibly upon its picture pages, read by Tesseract where it is installed.

    At most `most_pages` are read. Without Tesseract, or where nothing was read,
    `content` comes back as it was. Raises BadInput for a broken or locked PDF.
    """
    reads = is_installed()
    done = confined("wordless_pages", content, {"draw": most_pages if reads else 0}, limits=limits)
    wordless: list[int] = done.told["pages"]
    if not wordless:
        return Layered(content, Layer.THERE if done.told["worded"] else Layer.NONE)
    found = {}
    for number, picture in zip(wordless, done.files, strict=False):
        words = [(word.text, word.x0, word.y0, word.x1, word.y1) for word in read_words(picture)]
        if words:
            found[number] = words
    left = tuple(number for number in wordless if number not in found)
    if not found:
        return Layered(content, Layer.PARTLY if done.told["worded"] else Layer.NONE, (), left)
    made = confined("layer_pdf", content, {"words": found}, limits=limits).files[0]
    return Layered(made, Layer.PARTLY if left else Layer.ADDED, tuple(found), left)
