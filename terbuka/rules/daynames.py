"""Days and moments written as people say them, in the reader's language.

Source: the abbreviations of wall calendars and of the ministries' holiday lists.
"""

from dataclasses import dataclass
from datetime import date, datetime

from terbuka.rules.language import language

_WEEKDAYS = {
    "id": ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


@dataclass(frozen=True, slots=True)
class Day:
    """A day that prints as "Jum, 13 Mar 2026" ("Fri, 13 Mar 2026" in English)."""

    on: date

    def __str__(self) -> str:
        spoken = language()
        weekday = _WEEKDAYS[spoken][self.on.weekday()]
        return f"{weekday}, {self.on.day} {_MONTHS[spoken][self.on.month - 1]} {self.on.year}"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that prints as "Jum, 13 Mar 2026 09.30 WIB"; the zone's name where it has one."""

    at: datetime

    def __str__(self) -> str:
        zone = self.at.tzname()
        clock = self.at.strftime("%H:%M" if language() == "en" else "%H.%M")
        return f"{Day(self.at.date())} {clock}{' ' + zone if zone else ''}"
