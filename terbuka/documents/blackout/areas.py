"""What is to be blacked out: areas of a page as it is shown, and values of a text."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from terbuka.rules.blackout import Reason
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

MOST_PARTS = 5_000
SHORTEST_VALUE, LONGEST_VALUE = 2, 500


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a page, as it is shown: turned, cropped, upright.

    `page` counts from 1; the rest are fractions of its width and height, 0 to 1,
    from the top left corner; `x0 < x1` and `y0 < y1`. A picture is page 1.
    """

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Part:
    """An area and why it is blacked out."""

    area: Area
    reason: Reason


@dataclass(frozen=True, slots=True)
class TextPart:
    """A value, each occurrence of which is blacked out in an Office file or a text, and why."""

    value: str
    reason: Reason


def area_of(told: Mapping[str, Any]) -> Area:
    """The area that a page sent as `{"page": 1, "x0": .1, "y0": .1, "x1": .2, "y1": .2}`. Raises BadInput."""
    try:
        area = Area(int(told["page"]), *(float(told[side]) for side in ("x0", "y0", "x1", "y1")))
    except (KeyError, TypeError, ValueError, OverflowError):
        raise BadInput(say("Kotak penghitaman tidak lengkap: gambar lagi kotaknya.")) from None
    check_area(area)
    return area


def check_area(area: Area) -> None:
    """Raises BadInput for an area that is none, or outside of its page."""
    sides = (area.x0, area.y0, area.x1, area.y1)
    if not all(math.isfinite(side) and 0 <= side <= 1 for side in sides) or area.page < 1:
        raise BadInput(say("Kotak penghitaman berada di luar halaman: gambar lagi kotaknya."))
    if area.x0 >= area.x1 or area.y0 >= area.y1:
        raise BadInput(say("Kotak penghitaman kosong: gambar lagi kotaknya."))


def check_parts(parts: Sequence[Part | TextPart]) -> None:
    """Raises BadInput for too many parts, and for one that cannot be blacked out."""
    if len(parts) > MOST_PARTS:
        raise BadInput(say("Paling banyak {most} bagian dihitamkan dalam satu berkas.", most=MOST_PARTS))
    for part in parts:
        if isinstance(part, Part):
            check_area(part.area)
        elif not SHORTEST_VALUE <= len("".join(part.value.split())) <= LONGEST_VALUE:
            raise BadInput(
                say(
                    "Teks yang dihitamkan harus {fewest} sampai {most} huruf.",
                    fewest=SHORTEST_VALUE,
                    most=LONGEST_VALUE,
                )
            )
