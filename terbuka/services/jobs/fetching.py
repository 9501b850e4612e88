"""Letters fetched by IMAP, where a mailbox stays with another provider: taken once, never deleted.

A letter is marked with a keyword of ours once it is safe here; people may go on reading
the mailbox. A server that keeps no keywords marks it as read instead. What is too large
is not fetched: its header alone comes, and its sender is told. Source: RFC 3501 (IMAP4).
"""

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime

from django.conf import settings

from terbuka.environment import ImapMailbox
from terbuka.models import WorkUnit
from terbuka.services.register.post import take_head, take_letter

VIA = "imap"
KEYWORD = "Terbuka"
MOST_AT_ONCE = 200
TIMEOUT = 60.0
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
type Answer = tuple[str, Sequence[object]]


class FetchFailed(RuntimeError):
    """A mailbox that cannot be read now; says which and why, without name and password."""


def fetch_mail(_subject_id: int = 0, *, at: datetime) -> int:
    """Fetch what is new in every mailbox; how many letters. Raises FetchFailed after all were tried."""
    fetched, faults = 0, []
    for box in settings.MAILBOXES:
        try:
            fetched += fetch_box(box, at=at)
        except (OSError, imaplib.IMAP4.error, FetchFailed) as fault:
            faults.append(f"{box.host}/{box.folder}: {fault}")
    if faults:
        raise FetchFailed("; ".join(faults))
    return fetched


def fetch_box(box: ImapMailbox, *, at: datetime) -> int:
    """Fetch what is new in one mailbox; how many letters. Raises OSError, IMAP4.error, FetchFailed."""
    unit = WorkUnit.objects.filter(slug=box.unit).first() if box.unit else None
    if box.unit and unit is None:
        raise FetchFailed(f"no unit is called {box.unit}")
    with _opened(box) as server:
        mark, wanted = _marks(server)
        numbers = _checked(server.uid("SEARCH", *wanted))[0].split()[:MOST_AT_ONCE]
        for number in numbers:
            _take(server, number.decode("ascii"), unit, at=at)
            _checked(server.uid("STORE", number.decode("ascii"), "+FLAGS.SILENT", f"({mark})"))
    return len(numbers)


@contextmanager
def _opened(box: ImapMailbox) -> Iterator[imaplib.IMAP4]:
    if box.is_safe:
        context = ssl.create_default_context()
        server: imaplib.IMAP4 = imaplib.IMAP4_SSL(box.host, box.port, ssl_context=context, timeout=TIMEOUT)
    else:
        server = imaplib.IMAP4(box.host, box.port, timeout=TIMEOUT)
    try:
        if not box.is_safe and "STARTTLS" in server.capabilities:
            server.starttls(ssl.create_default_context())
        server.login(box.user, box.password)
        _checked(server.select('"{}"'.format(box.folder.replace("\\", "\\\\").replace('"', '\\"'))))
        yield server
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()


def _marks(server: imaplib.IMAP4) -> tuple[str, tuple[str, ...]]:
    """What a letter is marked with, and how those without it are found."""
    _kind, flags = server.response("PERMANENTFLAGS")
    told = b" ".join(one for one in flags or () if isinstance(one, bytes))
    if b"\\*" in told or KEYWORD.lower().encode() in told.lower():
        return KEYWORD, ("UNKEYWORD", KEYWORD, "UNDELETED")
    return "\\Seen", ("UNSEEN", "UNDELETED")


def _take(server: imaplib.IMAP4, number: str, unit: WorkUnit | None, *, at: datetime) -> None:
    sizes = [_SIZE.search(one) for one in _pieces(server.uid("FETCH", number, "(RFC822.SIZE)"))]
    size = next((int(found[1]) for found in sizes if found), 0)
    if size > settings.MAIL_LARGEST:
        head = _literal(server.uid("FETCH", number, "(BODY.PEEK[HEADER])"))
        take_head(head[: settings.MAIL_LARGEST], via=VIA, unit=unit, at=at)
        return
    take_letter(_literal(server.uid("FETCH", number, "(BODY.PEEK[])")), via=VIA, unit=unit, at=at)


def _checked(answer: Answer) -> list[bytes]:
    """The data of an answer. Raises FetchFailed for a no."""
    said, data = answer
    if said != "OK":
        raise FetchFailed(f"the server says {said}")
    return [one if isinstance(one, bytes) else b"" for one in data] or [b""]


def _pieces(answer: Answer) -> list[bytes]:
    _checked(answer)
    found: list[bytes] = []
    for one in answer[1]:
        found += [part for part in (one if isinstance(one, tuple) else (one,)) if isinstance(part, bytes)]
    return found


def _literal(answer: Answer) -> bytes:
    """The bytes that were asked for. Raises FetchFailed where the letter is gone meanwhile."""
    _checked(answer)
    for one in answer[1]:
        if isinstance(one, tuple) and len(one) == 2 and isinstance(one[1], bytes):
            return one[1]
    raise FetchFailed("a letter went away while it was fetched")
