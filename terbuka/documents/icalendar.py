"""Days as an iCalendar file (RFC 5545) that any calendar program subscribes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MIME = "text/calendar; charset=utf-8"
_FOLDED_AT = 75
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DayEntry:
    """Something that lasts whole days, `last` included. `uid` stays the same when its words change.

    `begins`: the moment at which it begins on its first day; it then lasts an hour. `sequence`
    counts its changes, `changed_at` is that of the last one. `alarms`: how long after the
    beginning of the day, or of the hour, the reader's device calls; mostly a negative time.
    """

    uid: str
    first: date
    last: date
    title: str
    text: str = ""
    address: str = ""
    categories: tuple[str, ...] = ()
    begins: datetime | None = None
    place: str = ""
    sequence: int = 0
    changed_at: datetime | None = None
    alarms: tuple[timedelta, ...] = ()


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


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _span(one: DayEntry) -> list[str]:
    """From when until when; whole days leave the reader free, an hour does not."""
    if one.begins is not None:
        return [f"DTSTART:{_moment(one.begins)}", f"DTEND:{_moment(one.begins + _HOUR)}"]
    following = one.last + timedelta(days=1)
    return [
        f"DTSTART;VALUE=DATE:{one.first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{following:%Y%m%d}",
        "TRANSP:TRANSPARENT",
    ]


def _alarm(after: timedelta, title: str) -> list[str]:
    """A call on the reader's device (RFC 5545, 3.6.6)."""
    minutes = int(after.total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    length = (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")
    trigger = f"TRIGGER:{'-' if minutes < 0 else ''}PT{length}"
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{title}", trigger, "END:VALARM"]


def _entry(one: DayEntry, stamp: datetime) -> list[str]:
    title = _escaped(one.title)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_escaped(one.uid)}",
        f"DTSTAMP:{_moment(one.changed_at or stamp)}",
        *_span(one),
        f"SUMMARY:{title}",
    ]
    if one.sequence:
        lines.append(f"SEQUENCE:{one.sequence}")
    if one.place:
        lines.append(f"LOCATION:{_escaped(one.place)}")
    if one.text:
        lines.append(f"DESCRIPTION:{_escaped(one.text)}")
    if one.address:
        lines.append(f"URL:{one.address}")
    if one.categories:
        lines.append(f"CATEGORIES:{','.join(map(_escaped, one.categories))}")
    lines += [line for after in one.alarms for line in _alarm(after, title)]
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
