"""The header of a letter as clean words and addresses, whatever was put into it.

Every value is one line without control and direction signs, so that none of it can
become a header, a line of a log or a sentence that reads backwards. Of endless
fields only the beginning is read. Source: RFC 5322, RFC 2047, RFC 8601.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from terbuka.documents.mails.charsets import decoded
from terbuka.rules.inbound import Authentication, Correspondent

# Of a field with ten thousand addresses these are enough to know whom it is for.
LONGEST_FIELD = 64 * 1024
MOST_ADDRESSES = 500
MOST_FIELDS = 50
MOST_IDS = 50
LONGEST_NAME = 200
# What mail servers add when they hand a letter on; each may be missing, and none proves anything.
_ADDED = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,290}>")
_ADDRESS = re.compile(
    r"[^\s@<>()\[\]\\,;:\"\x00-\x20\x7f-\x9f\ud800-\udfff]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,188}[a-z0-9])?\Z"
)
_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"\s*(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)


class Headers:
    """The fields of one letter."""

    def __init__(self, message: Message) -> None:
        self._fields: dict[str, list[str]] = {}
        for name, value in message.raw_items():
            kept = self._fields.setdefault(name.lower(), [])
            if len(kept) < MOST_FIELDS:
                kept.append(str(value)[:LONGEST_FIELD])

    def count(self, name: str) -> int:
        """How many fields bear this name, up to fifty."""
        return len(self._fields.get(name.lower(), ()))

    def all(self, name: str) -> list[str]:
        """The values as they came, unfolded, encoded words still encoded."""
        return [_unfolded(value) for value in self._fields.get(name.lower(), ())]

    def first(self, name: str) -> str:
        """The first value as readable words; "" for none."""
        values = self.all(name)
        return words(values[0]) if values else ""

    def correspondents(self, *names: str) -> tuple[Correspondent, ...]:
        """All addresses of these fields, in order, each once."""
        fields = [value for name in names for value in self.all(name)]
        found: dict[str, Correspondent] = {}
        for one in _correspondents(fields):
            if len(found) >= MOST_ADDRESSES:
                break
            found.setdefault(one.address, one)
        return tuple(found.values())

    def one(self, *names: str) -> Correspondent:
        """The first address of the first of these fields that has one."""
        for name in names:
            if found := self.correspondents(name):
                return found[0]
        return Correspondent("")

    def addressed(self) -> tuple[str, ...]:
        """Every address that the letter names as its own, what the servers added first."""
        return tuple(one.address for one in self.correspondents(*_ADDED, "To", "Cc"))

    def ids(self, name: str) -> tuple[str, ...]:
        """Message-IDs of a field, the oldest first; of many the newest are kept."""
        found = [one for value in self.all(name) for one in _MESSAGE_ID.findall(value)]
        return tuple(dict.fromkeys(found))[-MOST_IDS:]

    def message_id(self) -> str:
        """The letter's own Message-ID in angle brackets; "" where it has none that can be used."""
        found = self.ids("Message-ID")
        bare = re.sub(r"[\s<>]+", "", self.first("Message-ID"))[:290]
        return found[0] if found else f"<{bare}>" if bare else ""

    def sent_at(self) -> datetime | None:
        """When the letter says that it was written; None where that cannot be read."""
        try:
            moment = parsedate_to_datetime(self.first("Date"))
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return moment.astimezone(UTC) if 1990 <= moment.year <= 2200 else None
        except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
            return None

    def authentication(self, trusted: frozenset[str]) -> Authentication:
        """What the servers named in `trusted` found; of several findings on one method the worst counts."""
        found: dict[str, str] = {}
        for value in self.all("Authentication-Results"):
            server, _semicolon, results = _COMMENT.sub(" ", value).partition(";")
            if (server.split() or [""])[0].lower() not in trusted:
                continue
            for method, result in _RESULT.findall(results):
                method, result = method.lower(), result.lower()
                # A letter may bear several signatures, of which one that holds is enough.
                best = "pass" if method == "dkim" else "fail"
                if found.get(method) != best:
                    found[method] = result
        return Authentication(**found)


def _unfolded(value: str) -> str:
    return " ".join(value.split())


def words(value: str, longest: int = 1000) -> str:
    """A value as one readable line: encoded words and stray bytes decoded, no control or direction signs."""
    if "=?" in value:
        try:
            pieces = decode_header(value)
        except (HeaderParseError, ValueError):
            pieces = [(value, None)]
        text = "".join(
            decoded(piece, charset) if isinstance(piece, bytes) else _spoken(piece)
            for piece, charset in pieces
        )
    else:
        text = _spoken(value)
    return one_line(text, longest)


def _spoken(value: str) -> str:
    """Bytes beyond ASCII that came without saying in which charset."""
    return decoded(value.encode("ascii", "surrogateescape"), None) if _is_raw(value) else value


def _is_raw(value: str) -> bool:
    return any("\udc80" <= sign <= "\udcff" for sign in value)


def one_line(text: str, longest: int) -> str:
    """Without line ends, control, direction and other unseen signs, at most `longest` letters."""
    seen = (" " if sign.isspace() else sign for sign in text)
    kept = "".join(sign for sign in seen if unicodedata.category(sign)[0] != "C")
    return " ".join(kept.split())[:longest].rstrip()


def _correspondents(fields: list[str]) -> Iterator[Correspondent]:
    try:
        pairs = getaddresses([_readable(value) for value in fields], strict=False)
    except (ValueError, IndexError, TypeError, AttributeError, RecursionError):
        pairs = []
    for name, address in pairs:
        tidy = address.strip().strip("<>").lower()
        if not _ADDRESS.match(tidy) or ".." in tidy:
            continue
        shown = words(name, LONGEST_NAME).strip("'\" ")
        # A name that is another address is there to deceive.
        yield Correspondent(tidy, "" if "@" in shown else shown)


def _readable(value: str) -> str:
    return _spoken(value)[:LONGEST_FIELD]
