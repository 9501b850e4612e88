"""Days as an iCalendar file (RFC 5545) that any calendar program subscribes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MIME = "text/calendar; charset=utf-8"
_FOLDED_AT = 75


@dataclass(frozen=True, slots=True)
class DayEntry:
    """Something that lasts whole days, `last` included. `uid` stays the same when its words change."""

    uid: str
    first: date
    last: date
    title: str
    text: str = ""
    address: str = ""
    categories: tuple[str, ...] = ()


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """Lines of at most 75 bytes; the rest goes on behind a space, no letter cut in two (RFC 5545, 3.1)."""
    parts: list[str] = []
    part = ""
    for letter in line:
        if len((part + letter).encode()) > _FOLDED_AT - bool(parts):
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])


def _entry(one: DayEntry, stamp: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_escaped(one.uid)}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{one.first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{one.last + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(one.title)}",
        "TRANSP:TRANSPARENT",
    ]
    if one.text:
        lines.append(f"DESCRIPTION:{_escaped(one.text)}")
    if one.address:
        lines.append(f"URL:{one.address}")
    if one.categories:
        lines.append(f"CATEGORIES:{','.join(map(_escaped, one.categories))}")
    return [*lines, "END:VEVENT"]


def icalendar(name: str, entries: Iterable[DayEntry], *, stamp: datetime) -> bytes:
    """The whole file; `stamp` is when what it says was last changed."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Terbuka//ID",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(name)}",
        *(line for one in entries for line in _entry(one, stamp)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()
