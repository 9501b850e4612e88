"""An exported WhatsApp chat, line by line: who wrote when, what is a file, and what no person wrote.

Source: exports of both phones, for no format is published: a line begins with day and hour as the phone's
region writes them, in brackets on iPhones, before a dash on Android. One file keeps to one
form, so the first line decides; whether the day or the month comes first only all lines
together tell. Words of the application itself: `data/chats.toml`.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

WORDS = Path(__file__).parent / "data" / "chats.toml"
# Put by phones around names and numbers that run right to left, and before what they wrote themselves.
_MARK = "\u200e"
_UNSEEN = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
_SPACES = {0xA0: " ", 0x202F: " ", 0x2007: " ", 0x2009: " "}
_DAY = (
    r"(?P<a>\d{1,4})(?P<sep>[/.\-])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{1,4})"
    r"|(?P<day>\d{1,2}) (?P<month>[A-Za-z]{3,9})\.? (?P<year>\d{4})"
)
_HALF = r"[AaPp]\.? ?[Mm]\.?|[Pp]agi|[Ss]iang|[Ss]ore|[Mm]alam"
_HOUR = (
    r"(?P<hour>\d{1,2})(?P<colon>[.:])(?P<minute>\d{2})(?:[.:](?P<second>\d{2}))?"
    rf"(?: ?(?P<half>{_HALF}))?"
)
_STAMP = rf"(?:{_DAY})(?P<comma>,?) (?:(?:pukul|jam|at) )?{_HOUR}"
_BRACKETS = re.compile(rf"\[{_STAMP}\] (?P<rest>.*)", re.DOTALL)
_DASH = re.compile(rf"{_STAMP} [-–] (?P<rest>.*)", re.DOTALL)
# Nobody is called by a whole paragraph.
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Message:
    """What one person wrote, at the phone's own time. `file` names what came with it, "" where left out."""

    at: datetime
    sender: str
    text: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that begins with a day and an hour, and the lines that go on with it."""

    stamp: re.Match[str]
    rest: str
    is_marked: bool


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text("utf-8"))


def read_chat(text: str) -> tuple[Message, ...]:
    """The messages in the order of the file; lines of the application are left out.

    Raises BadInput for a text without a single line of a chat.
    """
    lines = list(_lines(text))
    if not lines:
        raise BadInput(say("Ini bukan ekspor obrolan WhatsApp: tidak ada baris dengan tanggal dan jam."))
    marked = any(line.is_marked for line in lines)
    moments = _moments([line.stamp for line in lines])
    read = (_message(at, line, marked=marked) for at, line in zip(moments, lines, strict=True))
    return tuple(message for message in read if message)


def _lines(text: str) -> Iterator[_Line]:
    """What begins with a stamp of the file's own form, with all that follows up to the next."""
    form: tuple[Any, ...] | None = None
    held: tuple[re.Match[str], list[str], bool] | None = None
    for raw in text.split("\n"):
        plain = raw.rstrip("\r").translate(_UNSEEN).translate(_SPACES)
        stamp = _BRACKETS.match(plain) or _DASH.match(plain)
        if stamp and form is None:
            form = _form(stamp)
        if stamp and _form(stamp) == form:
            if held:
                yield _Line(held[0], "\n".join(held[1]), held[2])
            held = (stamp, [stamp["rest"]], _speaks_itself(raw))
        elif held:
            held[1].append(plain)
    if held:
        yield _Line(held[0], "\n".join(held[1]), held[2])


def _speaks_itself(raw: str) -> bool:
    """Did the application mark the text behind the name as its own?"""
    _stamp, _space, rest = raw.partition("] ")
    _name, colon, text = rest.partition(": ")
    return bool(colon) and text.startswith(_MARK)


def _form(stamp: re.Match[str]) -> tuple[Any, ...]:
    return (stamp.re, stamp["sep"], stamp["colon"], bool(stamp["second"]), bool(stamp["half"]))


def _moments(stamps: Sequence[re.Match[str]]) -> list[datetime]:
    """When each line was written. Raises BadInput where no order of day, month and year fits all."""
    readings = []
    for order in _orders(stamps):
        try:
            readings.append([_moment(stamp, order) for stamp in stamps])
        except ValueError:
            continue
    if not readings:
        raise BadInput(say("Tanggal dalam ekspor ini tidak dapat dibaca; ekspor ulang obrolannya."))
    # A chat runs forward; where both readings do, the likelier stands first.
    return min(readings, key=lambda moments: sum(later < earlier for earlier, later in pairwise(moments)))


type _Order = Callable[[re.Match[str]], tuple[int, int, int]]


def _orders(stamps: Sequence[re.Match[str]]) -> list[_Order]:
    """The orders in which day, month and year may stand, the likelier first."""
    first = stamps[0]
    if first["month"]:
        return [_named]
    if len(first["a"]) == 4:
        return [_year_first]
    return [_month_first, _day_first] if _is_american(stamps) else [_day_first, _month_first, _year_first]


def _is_american(stamps: Sequence[re.Match[str]]) -> bool:
    """As the United States write it (CLDR, en-US): slashes, no zeros, two digits of the year, a comma."""
    return all(
        stamp["sep"] == "/"
        and stamp["comma"]
        and stamp["colon"] == ":"
        and len(stamp["c"]) == 2
        and not stamp["a"].startswith("0")
        and not stamp["b"].startswith("0")
        and (not stamp["half"] or stamp["half"].isupper())
        for stamp in stamps
    )


def _named(stamp: re.Match[str]) -> tuple[int, int, int]:
    word = stamp["month"].lower()
    for number, names in enumerate(_words()["months"]["names"], 1):
        if word in names:
            return int(stamp["year"]), number, int(stamp["day"])
    raise ValueError(word)


def _year_first(stamp: re.Match[str]) -> tuple[int, int, int]:
    return _whole(stamp["a"]), int(stamp["b"]), int(stamp["c"])


def _day_first(stamp: re.Match[str]) -> tuple[int, int, int]:
    return _whole(stamp["c"]), int(stamp["b"]), int(stamp["a"])


def _month_first(stamp: re.Match[str]) -> tuple[int, int, int]:
    return _whole(stamp["c"]), int(stamp["a"]), int(stamp["b"])


def _whole(year: str) -> int:
    return int(year) + 2000 if len(year) == 2 else int(year)


def _moment(stamp: re.Match[str], order: _Order) -> datetime:
    hour, half = int(stamp["hour"]), (stamp["half"] or "").lower().replace(" ", "")
    if half in _words()["before_noon"]:
        hour %= 12
    elif half in _words()["after_noon"]:
        hour = 0 if half == "malam" and hour == 12 else hour % 12 + 12
    return datetime.combine(date(*order(stamp)), time(hour, int(stamp["minute"]), int(stamp["second"] or 0)))


def _message(at: datetime, line: _Line, *, marked: bool) -> Message | None:
    """The message of a line, or None where the application itself speaks."""
    sender, colon, text = line.rest.partition(": ")
    if not colon and line.rest.endswith(":"):
        sender, colon, text = line.rest[:-1], ":", ""
    sender = sender.removeprefix("~").strip()
    if not colon or not sender or len(sender) > _LONGEST_NAME or "\n" in sender:
        return None
    if any(sign in sender for sign in '"“”') or any(word in sender.lower() for word in _words()["holds"]):
        return None
    file = _file(text)
    if file is None and line.stamp.re is _BRACKETS and _is_own(text, line.is_marked, marked):
        return None
    return Message(at, sender, text, file)


def _is_own(text: str, is_marked: bool, marked: bool) -> bool:
    """Does an iPhone write this line for itself, behind the name of the chat?"""
    said = text.lower()
    if any(said.startswith(word) for word in _words()["personal"]):
        return False
    return is_marked if marked else any(said.startswith(word) for word in _words()["begins"])


def _file(text: str) -> str | None:
    """The name of the file that a message carries, "" where it was left out, None for none."""
    found = _patterns()[0].search(text)
    if found:
        return str(found["inside"] or found["before"]).strip()
    return "" if _patterns()[1].search(text.strip()) else None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An attachment by its name, and the words for one that was left out."""

    def either(words: Sequence[str]) -> str:
        return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))

    words = _words()
    attached, media, omitted = either(words["attached"]), either(words["media"]), either(words["omitted"])
    return (
        re.compile(
            rf"<(?:{attached}): (?P<inside>[^<>\n]+)>|\A(?P<before>[^\n]+\.\w{{2,5}}) \((?:{attached})\)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\A<(?:{media}) (?:{omitted})>|(?:\A|• ?|\d (?:pages?|halaman) )(?:{media}) (?:{omitted})\.?\Z",
            re.IGNORECASE,
        ),
    )


def names_office(name: str) -> bool:
    """Does the name of an account show that it is an office's?"""
    return not set(re.findall(r"[a-z]+", name.lower())).isdisjoint(_words()["offices"])
