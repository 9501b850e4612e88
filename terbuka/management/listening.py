"""The door for letters: an SMTP server that says yes only when a letter is safe on the disk.

It takes letters for mailboxes of this installation alone, so it relays nothing, and
refuses at the door what it cannot keep: unknown addresses, more than the size it
announces, everything while the disk is full. So many letters at once are read, that
memory stays bounded; the others wait in their senders' queues. Source: RFC 5321 (SMTP),
RFC 1870 (SIZE), RFC 3463 (status codes).
"""

import asyncio
import logging
import signal
from asyncio import BaseTransport
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from terbuka.rules.ruling import BadInput
from terbuka.services.files import DiskFull, has_room
from terbuka.services.register.mailboxes import is_ours
from terbuka.services.register.post import take_letter

VIA = "smtp"
READ_AT_ONCE = 8
KEPT_AT_ONCE = 4
MOST_CONNECTIONS = 200
MOST_RECIPIENTS = 100
PATIENCE = 60.0
LONGEST_DATA = 15 * 60.0
_IDLE = 120.0
_LONGEST_LINE = 64 * 1024
_FULL = "452 4.3.1 Insufficient system storage, try again later"
_BUSY = "451 4.3.2 System busy, try again later"
_log = logging.getLogger(__name__)


class Door:
    """What the server asks for each letter; the work is done in threads, each with its own connection."""

    def __init__(self) -> None:
        self.reading = asyncio.Semaphore(READ_AT_ONCE)
        self.connections = 0
        self._threads = ThreadPoolExecutor(KEPT_AT_ONCE, thread_name_prefix="letters")

    async def work[T](self, act: Callable[[], T]) -> T:
        """Do `act` in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, _fresh, act)

    def close(self) -> None:
        """Wait for what is being kept."""
        self._threads.shutdown()

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Is there room for a letter?"""
        if not await self.work(lambda: has_room(settings.MAIL_LARGEST)):
            return _FULL
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Only our own mailboxes."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            is_known = await self.work(lambda: is_ours(address))
        except DatabaseError:
            return _BUSY
        if not is_known:
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Yes once the letter is kept; a later try where that cannot be done now."""
        raw = traced(envelope)
        envelope.content = envelope.original_content = None
        try:
            await self.work(lambda: take_letter(raw, via=VIA, at=timezone.now()))
        except DiskFull:
            return _FULL
        except BadInput:
            return "552 5.3.4 Message too big"
        except (DatabaseError, OSError):
            _log.exception("a letter could not be kept; its sender will try again")
            return _BUSY
        return "250 2.0.0 OK, kept"

    async def handle_exception(self, _fault: Exception) -> str:
        """Never a yes for what was not understood; no address into the log."""
        _log.warning("a conversation with a mail server broke off")
        return "451 4.3.0 Local error, try again later"


def traced(envelope: Envelope) -> bytes:
    """The letter with what only the envelope says: where it was sent, and where reports on it go.

    The same letter sent again is the same to the last byte.
    """
    content = envelope.original_content or b""
    sender = (envelope.mail_from or "").strip("<>")
    lines = [f"Return-Path: <{sender}>", *(f"Delivered-To: {one}" for one in envelope.rcpt_tos)]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "surrogateescape") + content


def _fresh[T](act: Callable[[], T]) -> T:
    close_old_connections()
    try:
        return act()
    except DatabaseError:
        connections.close_all()
        raise


class Conversation(SMTP):
    """One connection: at most so many at once, and at most so many letters read at once."""

    line_length_limit = _LONGEST_LINE

    def connection_made(self, transport: BaseTransport) -> None:
        """Send away whoever is one too many."""
        door: Door = self.event_handler
        door.connections += 1
        if door.connections > MOST_CONNECTIONS:
            transport.write(b"421 4.3.2 Too many connections, try again later\r\n")  # type: ignore[attr-defined]
            transport.close()
            return
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """One fewer."""
        self.event_handler.connections -= 1
        if self.session is not None:
            super().connection_lost(error)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """Read the letter when it is its turn."""
        door: Door = self.event_handler
        try:
            async with asyncio.timeout(PATIENCE):
                await door.reading.acquire()
        except TimeoutError:
            await self.push(_BUSY)
            return
        try:
            async with asyncio.timeout(LONGEST_DATA):
                await super().smtp_DATA(arg)
        finally:
            door.reading.release()


async def listen(host: str, port: int, *, ready: Callable[[], None]) -> None:
    """Take letters until SIGTERM or SIGINT; `ready` is called once the port is open."""
    loop, door, is_ending = asyncio.get_running_loop(), Door(), asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, is_ending.set)

    def conversation() -> Conversation:
        return Conversation(
            door,
            data_size_limit=settings.MAIL_LARGEST,
            enable_SMTPUTF8=True,
            hostname=settings.MAIL_DOMAIN or settings.SITE.hostname,
            ident="Terbuka",
            timeout=_IDLE,
            loop=loop,
        )

    server = await loop.create_server(conversation, host, port)
    try:
        ready()
        await is_ending.wait()
    finally:
        server.close()
        await asyncio.to_thread(door.close)
