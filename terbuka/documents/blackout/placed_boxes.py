"""Turns boxes in a page's own space into fractions of the page as it is shown."""

import math
from typing import Any

from terbuka.documents.blackout.seen_words import shown_box
from terbuka.documents.confined import Done, Limits
from terbuka.documents.drawing import loaded, opened


def place_boxes(content: bytes, wish: dict[str, Any], limits: Limits) -> Done:
    """Tells `areas`: page, x0, y0, x1, y1 for each of `wish["boxes"]` (page, left, bottom, right, top)."""
    document = opened(content, limits)
    areas = []
    for number, *sides in wish["boxes"]:
        if not 1 <= number <= len(document) or not all(map(math.isfinite, sides)):
            continue
        page = loaded(document, number)
        x0, y0, x1, y1 = (min(max(side, 0.0), 1.0) for side in shown_box(page, *sides))
        page.close()
        if x0 < x1 and y0 < y1:
            areas.append((number, x0, y0, x1, y1))
    return Done({"areas": areas})
