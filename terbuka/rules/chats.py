"""What an exported chat tells of the service: when the first answer came, and within service hours how soon.

Access tests count the minutes from the message to the first answer, and after two hours of
silence call the province. Source: Bawaslu's guide of 2025; hours: `data/service_hours.toml`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from terbuka.rules.chatlines import Message, names_office
from terbuka.rules.hours import ServiceHours
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted
from terbuka.rules.workdays import Calendar, is_workday

_ONE = timedelta(days=1)
_NUMBER = re.compile(r"\+?[\d\s().\-‐‑–]{7,}\Z")


@dataclass(frozen=True, slots=True)
class Service:
    """How a chat was answered, at the phone's own time; None where nobody asked or nobody answered."""

    messages: int
    media: int
    participants: tuple[str, ...]
    first_at: datetime | None = None
    first_reply_at: datetime | None = None
    waited: timedelta | None = None
    waited_in_service: timedelta | None = None


def service_of(
    messages: Sequence[Message], *, officer: str = "", hours: ServiceHours, calendar: Calendar
) -> Service:
    """What the messages tell. `officer` is a name or a number; where it is not given, the office is found.

    Then whoever bears an office's name answers; where none does, whoever did not begin.
    Raises BadInput where the officer named is none of several participants.
    """
    participants = tuple(dict.fromkeys(message.sender for message in messages))
    officers = officers_among(participants, officer)
    first = next((place for place, one in enumerate(messages) if one.sender not in officers), None)
    told = Service(len(messages), sum(one.file is not None for one in messages), participants)
    if first is None:
        return told
    asked = messages[first].at
    reply = next((one.at for one in messages[first:] if one.sender in officers), None)
    if reply is None:
        return replace(told, first_at=asked)
    return replace(
        told,
        first_at=asked,
        first_reply_at=reply,
        waited=max(reply - asked, timedelta()),
        waited_in_service=time_open(asked, reply, hours, calendar),
    )


def is_number(name: str) -> bool:
    """Is a participant known by the telephone number alone?"""
    return bool(_NUMBER.match(name.strip().removeprefix("~").strip()))


def officers_among(participants: Sequence[str], officer: str = "") -> frozenset[str]:
    """Who of the participants wrote for the office. Raises BadInput as `service_of` does."""
    if officer.strip():
        return _named(participants, officer)
    offices = frozenset(name for name in participants if names_office(name))
    if offices and len(offices) < len(participants):
        return offices
    return frozenset(participants[1:])


def _named(participants: Sequence[str], officer: str) -> frozenset[str]:
    """The participants that are this name or number; none where only the other side ever wrote."""
    wanted = _key(officer)
    for fits in (str.__eq__, _holds_words):
        found = frozenset(name for name in participants if fits(_key(name), wanted))
        if len(found) == 1:
            return found
    if len(participants) > 1:
        raise BadInput(
            say(
                "{officer} tidak ada dalam obrolan ini; pesertanya: {names}.",
                officer=quoted(officer.strip()),
                names=", ".join(quoted(name) for name in participants[:5]),
            )
        )
    return frozenset()


def _holds_words(name: str, wanted: str) -> bool:
    return f" {wanted} " in f" {name} "


def _key(name: str) -> str:
    """A name in one form; a number by its digits without the country code or the zero."""
    name = name.strip().removeprefix("~").strip()
    if _NUMBER.match(name):
        return re.sub(r"\A(?:62|0)", "", re.sub(r"\D", "", name))
    return " ".join(name.casefold().split())


def time_open(start: datetime, end: datetime, hours: ServiceHours, calendar: Calendar) -> timedelta:
    """How much of the time between two moments falls into service hours of working days."""
    open_for, day = timedelta(), start.date()
    while day <= end.date():
        opening = hours.on(day) if is_workday(day, calendar) else None
        if opening:
            opens, closes = datetime.combine(day, opening.start), datetime.combine(day, opening.end)
            open_for += max(min(end, closes) - max(start, opens), timedelta())
        day += _ONE
    return open_for
