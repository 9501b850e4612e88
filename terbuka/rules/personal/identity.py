"""The structure of identity numbers: region, day of birth or of issue, serial.

A NIK has 16 digits: six of the region of first registration, the day of birth as
ddmmyy (40 is added to the day for women), a serial of four; it is kept for life
(UU 23/2006, article 13; PP 40/2019). A family card number has the same shape with
the day of issue, so that only the words around tell the two apart.
"""

import csv
import tomllib
from datetime import date
from enum import IntEnum
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parents[1] / "data"
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WOMEN = 40
_NUMBERED = "0123456789" * 2


class Likeness(IntEnum):
    """How much sixteen digits look like an identity number."""

    NONE = 0
    # Placeholders apart, somebody may have mistyped it: believed under its own label alone.
    SHAPE = 1
    # Province, day and serial are possible, the regency is none that we know.
    PROVINCE = 2
    REGENCY = 3


@cache
def _regions() -> frozenset[str]:
    """Four digits of every province and regency, today's and former."""
    with (_DATA / "units.csv").open(encoding="utf-8", newline="") as lines:
        known = {row["region_code"].replace(".", "") for row in csv.DictReader(lines)}
    for province, spans in tomllib.loads((_DATA / "former_regions.toml").read_text("utf-8")).items():
        for span in spans:
            first, _, last = span.partition("-")
            known |= {f"{province}{code:02d}" for code in range(int(first), int(last or first) + 1)}
    return frozenset(code for code in known if len(code) == 4)


@cache
def _provinces() -> frozenset[str]:
    return frozenset(code[:2] for code in _regions())


def has_day(digits: str) -> bool:
    """Do the digits 7 to 10 name a day of the year, with or without the 40 of women?"""
    day, month = int(digits[6:8]), int(digits[8:10])
    day = day - _WOMEN if day > _WOMEN else day
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]


def likeness(digits: str) -> Likeness:
    """How much `digits` (sixteen of them) look like a NIK or a family card number."""
    if len(digits) != 16 or not digits.isascii() or len(set(digits)) < 4 or digits in _NUMBERED:
        return Likeness.NONE
    is_possible = has_day(digits) and digits[4:6] != "00" and digits[12:] != "0000"
    if not is_possible or digits[:2] not in _provinces():
        return Likeness.SHAPE if digits[:2] != "00" else Likeness.NONE
    return Likeness.REGENCY if digits[:4] in _regions() else Likeness.PROVINCE


def is_nik(digits: str) -> bool:
    """Do sixteen digits have the structure of a NIK: province, day (women + 40), month, serial?"""
    return likeness(digits) >= Likeness.PROVINCE


def born_on(digits: str, on: date) -> date | None:
    """The day of birth that a NIK names, read on the day `on`: no future birth, nobody over 99."""
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    day = day - _WOMEN if day > _WOMEN else day
    year += 2000 if 2000 + year <= on.year else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None
