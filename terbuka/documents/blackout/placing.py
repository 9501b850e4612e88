"""From the places that the leak guard names to the areas that the editor shows and the black-out takes."""

from collections.abc import Sequence

from terbuka.documents.blackout.areas import Area
from terbuka.documents.confined import LIMITS, Limits, confined
from terbuka.documents.leaks.finding import Box

# Points around a find, so that no edge of a letter stays.
MARGIN = 1.5


def areas_of(
    content: bytes, boxes: Sequence[Box], *, margin: float = MARGIN, limits: Limits = LIMITS
) -> list[Area]:
    """The boxes of findings in a PDF as areas of its pages as they are shown, in the same order.

    A box that lies off its page is left out. Raises BadInput for a PDF that cannot be read.
    """
    if not boxes:
        return []
    told = [
        (box.page, box.left - margin, box.bottom - margin, box.right + margin, box.top + margin)
        for box in boxes
    ]
    placed = confined("place_boxes", content, {"boxes": told}, limits=limits).told["areas"]
    return [Area(int(page), *sides) for page, *sides in placed]
