"""A mail server on loopback that keeps what it is given, and can be slow, deaf or rude on request."""

import asyncio
import threading
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.installation import free_port

Answer = str | None


class Mailbox:
    """The letters that were accepted.

    `answer` may refuse a letter, `greet` a recipient; `begun` counts DATA; `holds` stops within it.
    """

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.answer: Callable[[Envelope], Answer] = lambda _envelope: None
        self.greet: Callable[[str], Answer] = lambda _address: None
        self.begun = threading.Semaphore(0)
        self.holds = False
        self.port = 0

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Accept the recipient, unless told otherwise."""
        refusal = self.greet(address)
        if not refusal:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Accept the letter, unless told otherwise. The yes is said after `answer` returns."""
        content = envelope.original_content or b""
        refusal = await asyncio.to_thread(self.answer, envelope)
        if refusal:
            return refusal
        self.raw.append(content)
        self.letters.append(message_from_bytes(content, policy=policy.default))
        await asyncio.to_thread(self.accepted)
        return "250 OK"

    def accepted(self) -> None:
        """Called when a letter is kept, before the sender hears of it."""


class _Holding(SMTP):
    """A server that can stop in the middle of DATA."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """Say so when DATA begins; never come to its end while told to hold."""
        mailbox: Mailbox = self.event_handler
        mailbox.begun.release()
        if mailbox.holds:
            await self.push("354 go on")
            while mailbox.holds:  # The sender's end closes the connection, which cancels this.
                await asyncio.sleep(0.02)
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        """One connection."""
        return _Holding(self.handler, **self.SMTP_kwargs)


class open_mailbox:  # noqa: N801
    """`with open_mailbox() as mailbox`: served on a free port of loopback."""

    def __enter__(self) -> Mailbox:
        self._mailbox = Mailbox()
        self._mailbox.port = free_port()
        self._controller = _Controller(self._mailbox, hostname="127.0.0.1", port=self._mailbox.port)
        self._controller.start()
        return self._mailbox

    def __exit__(self, *_fault: object) -> None:
        self._mailbox.holds = False
        self._controller.stop()
