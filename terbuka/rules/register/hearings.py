"""The days of a dispute as an iCalendar, for any calendar of a representative.

Source: RFC 5545. Only the number of the case stands in it, nobody's name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_HOUR = timedelta(hours=1)
_LONGEST_LINE = 74


@dataclass(frozen=True, slots=True)
class Appointment:
    """One day in the calendar: `hour` None lasts the whole day; `key` stays the same when it is changed."""

    key: str
    on: date
    hour: time | None
    title: str
    place: str = ""
    note: str = ""


def calendar_text(name: str, days: Iterable[Appointment], *, zone: tzinfo, at: datetime) -> str:
    """The calendar as text with the line ends that the format asks for; `at` is when it was made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Terbuka//Sengketa//ID",
        f"X-WR-CALNAME:{_said(name)}",
    ]
    for one in days:
        lines += ["BEGIN:VEVENT", f"UID:{one.key}", f"DTSTAMP:{_moment(at)}", *_when(one, zone)]
        lines.append(f"SUMMARY:{_said(one.title)}")
        lines += [f"LOCATION:{_said(one.place)}"] if one.place else []
        lines += [f"DESCRIPTION:{_said(one.note)}"] if one.note else []
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _when(one: Appointment, zone: tzinfo) -> list[str]:
    if one.hour is None:
        following = one.on + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}", f"DTEND;VALUE=DATE:{following:%Y%m%d}"]
    began = datetime.combine(one.on, one.hour, zone)
    return [f"DTSTART:{_moment(began)}", f"DTEND:{_moment(began + _HOUR)}"]


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _said(text: str) -> str:
    for sign, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(sign, safe)
    return text


def _folded(line: str) -> str:
    """A line of more than 75 octets goes on in the next, after a space; never within a sign."""
    pieces, piece = [], ""
    for sign in line:
        if len((piece + sign).encode()) > _LONGEST_LINE:
            pieces.append(piece)
            piece = ""
        piece += sign
    return "\r\n ".join([*pieces, piece])
