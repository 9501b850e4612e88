"""What a mail server says of an address: does a refusal mean that there is no such mailbox?

Source: RFC 3463 (enhanced status codes), RFC 3464 (reports that come later). A full
mailbox, a rule of the server or a fault of ours says nothing against the address.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
# No such mailbox, no such domain, mailbox shut down; X.0.0 is said where nothing better is known.
_DEAD = re.compile(r"5\.(0\.0|1\.([012346]|10)|2\.[01]|4\.4)$")
_ADDRESS = re.compile(r"[^\s<>\"',;:()]+@[^\s<>\"',;:()]+")
_DEAD_CODES = frozenset({550, 551, 553})
LARGEST = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a report tells of one recipient. `message_id` is our letter's, with brackets; "" for none."""

    recipient: str
    is_dead: bool
    told: str
    message_id: str = ""


def without_addresses(words: str) -> str:
    """What a mail server said, without the addresses in it: they are those of people."""
    return _ADDRESS.sub("…@…", words)


def is_dead_address(code: int, words: str) -> bool:
    """Does this answer to a recipient mean that the address does not exist?"""
    status = _STATUS.search(words)
    return bool(_DEAD.match(status[1])) if status else code in _DEAD_CODES


def _field(part: Message, name: str) -> str:
    """A field without its type: "rfc822; ani@kpu.go.id" is ani@kpu.go.id."""
    value = " ".join(str(part.get(name, "")).split())
    return value.partition(";")[2].strip() if ";" in value else value


def _blocks(report: EmailMessage) -> Iterator[Message]:
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            yield from (block for block in part.get_payload() if isinstance(block, Message))


def _original(report: EmailMessage) -> str:
    """The Message-ID of the letter that came back."""
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload(0)
            return str(inner.get("Message-ID", "")).strip() if isinstance(inner, Message) else ""
        if kind == "text/rfc822-headers":
            headers = part.get_payload(decode=True)
            inner = message_from_bytes(headers if isinstance(headers, bytes) else b"", policy=policy.default)
            return str(inner.get("Message-ID", "")).strip()
    return ""


def bounces_of(report: bytes) -> list[Bounce]:
    """What a delivery status notification tells, recipient by recipient. Raises BadInput for another text."""
    not_one = say("Ini bukan laporan pengiriman surel (RFC 3464); berikan surel laporan itu seutuhnya.")
    if len(report) > LARGEST:
        raise BadInput(not_one)
    message = message_from_bytes(report, policy=policy.default)
    message_id = _original(message)
    found = []
    for block in _blocks(message):
        recipient = _field(block, "Final-Recipient") or _field(block, "Original-Recipient")
        if not recipient:
            continue  # The block about the report itself.
        status, told = str(block.get("Status", "")).strip(), _field(block, "Diagnostic-Code")
        is_failed = str(block.get("Action", "")).strip().lower() == "failed"
        is_dead = is_failed and bool(_DEAD.match(status.split(" ")[0]))
        found.append(Bounce(recipient.strip("<>").lower(), is_dead, told or status, message_id))
    if not found:
        raise BadInput(not_one)
    return found
