"""A raw letter as an `InboundLetter`: nothing that it holds makes this fail but its size.

The standard library's older policy reads structure and bytes: its newer one parses
every header to the last comment, which takes minutes for ten thousand recipients and
stumbles over broken ones. Memory stays within about six times the letter's size.
"""

from collections.abc import Collection
from contextlib import suppress
from email.message import Message
from email.parser import BytesFeedParser

from terbuka.documents.mails.headers import Headers
from terbuka.documents.mails.parts import Parts, parts_of
from terbuka.rules.automatic import automatic_of
from terbuka.rules.inbound import LONGEST_SUBJECT, Fault, InboundLetter
from terbuka.rules.language import say
from terbuka.rules.quoting import fresh_part
from terbuka.rules.ruling import BadInput

# What a letter with 25 MB of files weighs on its way, in the code that letters travel in.
LARGEST = 36 * 1024 * 1024
_STEP = 64 * 1024


def read_letter(
    raw: bytes, *, most: int = LARGEST, own: Collection[str] = (), trusted: frozenset[str] = frozenset()
) -> InboundLetter:
    """Read a letter.

    `own` are the addresses from which this installation writes, `trusted` the names of
    the servers whose Authentication-Results are believed. Raises BadInput for more than
    `most` bytes.
    """
    if len(raw) > most:
        raise BadInput(say("Surat lebih besar dari {most} MB.", most=most // 2**20))
    message, is_broken = _parsed(raw)
    headers = Headers(message)
    parts = parts_of(message)
    sender = headers.one("From", "Sender", "Return-Path")
    subject = headers.first("Subject")[:LONGEST_SUBJECT]
    return InboundLetter(
        sender=sender,
        reply_to=headers.one("Reply-To"),
        to=headers.correspondents("To"),
        cc=headers.correspondents("Cc"),
        addressed=headers.addressed(),
        subject=subject,
        message_id=headers.message_id(),
        in_reply_to=headers.ids("In-Reply-To"),
        references=headers.ids("References"),
        sent_at=headers.sent_at(),
        text=parts.text,
        fresh=fresh_part(parts.text),
        attachments=tuple(parts.attachments),
        automatic=automatic_of(
            headers.first,
            content_type=message.get_content_type(),
            sender=sender.address,
            subject=subject,
            own=own,
        ),
        authentication=headers.authentication(trusted),
        faults=_faults(headers, sender.address, parts, is_broken=is_broken or bool(message.defects)),
    )


def _parsed(raw: bytes) -> tuple[Message, bool]:
    """The letter's parts, and whether they could not be taken apart."""
    parser = BytesFeedParser()
    try:
        for start in range(0, len(raw), _STEP):
            parser.feed(raw[start : start + _STEP])
        return parser.close(), False
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        # Letters within letters a thousand deep, and the like: its header and its text as it stands.
        head, _gap, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
        message = Message()
        for line in head.replace(b"\n ", b" ").replace(b"\n\t", b" ").split(b"\n")[:500]:
            name, colon, value = line.partition(b":")
            if colon and name.isascii() and not name.lower().startswith(b"content-"):
                with suppress(ValueError):
                    message[name.decode("ascii")] = value.strip().decode("ascii", "surrogateescape")
        message.set_payload(body[:_STEP].decode("latin-1"))
        return message, True


def _faults(headers: Headers, sender: str, parts: Parts, *, is_broken: bool) -> tuple[Fault, ...]:
    found = set(parts.faults)
    if not sender:
        found.add(Fault.NO_SENDER)
    if headers.count("From") > 1 or len(headers.correspondents("From")) > 1:
        found.add(Fault.SENDERS)
    if is_broken:
        found.add(Fault.BROKEN)
    if not parts.text.strip() and not parts.attachments:
        found.add(Fault.EMPTY)
    return tuple(fault for fault in Fault if fault in found)
