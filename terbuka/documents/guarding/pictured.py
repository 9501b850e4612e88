"""Personal data in a picture, read by OCR; a picture without words is for a person to look at."""

from typing import Any

from terbuka.documents.preview.ocr import ReadWord, read_words
from terbuka.rules.language import say
from terbuka.rules.personal.finding import find_personal
from terbuka.rules.personal.kinds import masked
from terbuka.rules.personal.passage import Passage
from terbuka.rules.phrases import in_both

# Fewer letters than these are noise of a photo.
_FEWEST_SIGNS = 20
_MARGIN = 0.004
_LINE = 0.6


def seen_in_picture(picture: bytes) -> list[dict[str, Any]] | None:
    """The findings as fields of `Seen`; None where nothing could be read, so that a person must look."""
    words = read_words(picture)
    if sum(len(word.text) for word in words) < _FEWEST_SIGNS:
        return None
    text, spans = _joined(words)
    found: dict[str, dict[str, Any]] = {}
    for hit in find_personal(Passage(text)):
        areas = [_area(word) for word, start, end in spans if start < hit.end and end > hit.start]
        row = found.setdefault(hit.kind.value, _row(hit.kind.value, masked(text[hit.start : hit.end])))
        row["count"] += 1
        row["areas"] += tuple(areas)
    return list(found.values())


def _row(kind: str, excerpt: str) -> dict[str, Any]:
    where = in_both(say("gambar"))
    return {
        "kind": kind, "where": where, "page": 1, "count": 0, "excerpt": excerpt, "areas": (),
        "is_hidden": False, "is_hint": False,
    }  # fmt: skip


def _joined(words: list[ReadWord]) -> tuple[str, list[tuple[ReadWord, int, int]]]:
    """The words as lines, and where each stands."""
    text, spans = "", []
    before: ReadWord | None = None
    for word in words:
        if before is not None:
            is_same_line = abs(word.y0 - before.y0) < (before.y1 - before.y0) * _LINE and word.x0 > before.x0
            text += " " if is_same_line else "\n"
        spans.append((word, len(text), len(text) + len(word.text)))
        text += word.text
        before = word
    return text, spans


def _area(word: ReadWord) -> list[float]:
    sides = (word.x0 - _MARGIN, word.y0 - _MARGIN, word.x1 + _MARGIN, word.y1 + _MARGIN)
    return [1, *(round(min(max(side, 0.0), 1.0), 5) for side in sides)]
