"""How long information is kept before it is archived, read from its column of the list (JRA).

Source: retention schedules PKPU 17/2023 and Perbawaslu 21/2014: years active and
years inactive, or permanent. What cannot be read is never archived by machine.
"""

import re
from datetime import date

_NO_END = re.compile(r"permanen|selama(?:nya| masih)? ?(?:berlaku)?|tetap|tidak terbatas", re.IGNORECASE)
_YEARS = re.compile(r"(\d{1,2})\s*(?:\([^)]*\)\s*)?(?:tahun|thn|th)\b", re.IGNORECASE)
_YEARS_ALONE = re.compile(r"\s*(\d{1,2})\s*")


def retention_years(text: str) -> int | None:
    """The years that the words add up to ("1 tahun aktif, 2 tahun inaktif" is 3); None for no end."""
    if _NO_END.search(text):
        return None
    alone = _YEARS_ALONE.fullmatch(text)
    years = int(alone[1]) if alone else sum(int(found) for found in _YEARS.findall(text))
    return years or None


def retain_until(text: str, from_on: date) -> date | None:
    """The last day before it is archived: the end of the year after so many years; None for no end."""
    years = retention_years(text)
    return None if years is None else date(from_on.year + years, 12, 31)
