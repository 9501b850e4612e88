"""The parts of a letter: its text, plain where it has that, and its files with their bytes.

Of alternatives the plain one is read, unless it is blank; files that stand in any of
them are kept. A letter within the letter is a file of its own, and so are its files.
"""

import mimetypes
from dataclasses import dataclass, field
from email.message import Message

from terbuka.documents.mails.charsets import decoded, tidy
from terbuka.documents.mails.headers import one_line, words
from terbuka.documents.mails.plaintext import text_of_html
from terbuka.documents.mails.tnef import BrokenTnef, is_tnef, unpack
from terbuka.rules.inbound import Attachment, Fault

MOST_ATTACHMENTS = 100
MOST_PARTS = 1_000
DEEPEST = 12
LONGEST_TEXT = 200_000
# HTML holds several times the letters that are read from it.
LONGEST_BODY = 2_000_000
_SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
_LOCKED = ("application/pgp-encrypted", "multipart/encrypted")
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime")


@dataclass(slots=True)
class Parts:
    """What was found; `texts` in their order."""

    texts: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    faults: set[Fault] = field(default_factory=set)
    seen: int = 0

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n\n".join(one for one in self.texts if one.strip())


def parts_of(message: Message) -> Parts:
    """Take a letter apart."""
    parts = Parts()
    _take(message, parts, depth=0, is_nested=False)
    whole = parts.text
    if len(whole) > LONGEST_TEXT:
        parts.faults.add(Fault.TEXT_CUT)
        parts.texts = [whole[:LONGEST_TEXT]]
    return parts


def _take(part: Message, parts: Parts, *, depth: int, is_nested: bool) -> None:
    parts.seen += 1
    if parts.seen > MOST_PARTS or depth > DEEPEST:
        parts.faults.add(Fault.PARTS_LEFT)
        return
    kind = part.get_content_type()
    if kind in _LOCKED:
        parts.faults.add(Fault.ENCRYPTED)
    if kind == "message/rfc822":
        _take_letter(part, parts, depth=depth)
    elif kind == "message/delivery-status" or kind in _SIGNATURES:
        return
    elif part.is_multipart():
        children = _children(part)
        if kind == "multipart/alternative":
            _take_alternatives(children, parts, depth=depth, is_nested=is_nested)
            return
        for child in children:
            _take(child, parts, depth=depth + 1, is_nested=is_nested)
    else:
        _take_leaf(part, parts, is_nested=is_nested)


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _take_alternatives(children: list[Message], parts: Parts, *, depth: int, is_nested: bool) -> None:
    """Every child's files, and the text of the first plain one, else of the first that has any."""
    found: list[tuple[bool, int, str]] = []
    for child in children:
        own = Parts(seen=parts.seen, attachments=parts.attachments, faults=parts.faults)
        _take(child, own, depth=depth + 1, is_nested=is_nested)
        parts.seen = own.seen
        if own.text.strip():
            found.append((child.get_content_type() != "text/plain", len(found), own.text))
    if found:
        parts.texts.append(min(found)[2])


def _take_letter(part: Message, parts: Parts, *, depth: int) -> None:
    """A letter that is attached: whole as a file, and its own files beside it. Its text stays within it."""
    for inner in _children(part)[:1]:
        subject = words(str(inner.get("Subject", "")), 80)
        _keep(parts, _name_of(part) or f"{subject or 'surat'}.eml", "message/rfc822", _whole(inner))
        own = Parts(seen=parts.seen, attachments=parts.attachments, faults=parts.faults)
        _take(inner, own, depth=depth + 1, is_nested=True)
        parts.seen = own.seen


def _whole(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return b""


def _take_leaf(part: Message, parts: Parts, *, is_nested: bool) -> None:
    kind, name = part.get_content_type(), _name_of(part)
    disposition = _disposition(part)
    is_text = kind in ("text/plain", "text/html") and not name and disposition != "attachment"
    content = _content(part)
    if is_text:
        if not is_nested:
            parts.texts.append(_text(part, kind, content, parts))
        return
    if kind in _SEALED and part.get_param("smime-type") != "signed-data":
        parts.faults.add(Fault.ENCRYPTED)
    if is_tnef(content):
        _take_tnef(content, parts, is_nested=is_nested)
        return
    is_inline = disposition == "inline" or bool(part.get("Content-ID") and disposition != "attachment")
    _keep(parts, name, kind, content, is_inline=is_inline, is_nested=is_nested)


def _take_tnef(content: bytes, parts: Parts, *, is_nested: bool) -> None:
    """Outlook's own package: its files in its place, and its text where the letter has none beside it."""
    try:
        package = unpack(content)
    except BrokenTnef:
        parts.faults.add(Fault.TNEF)
        _keep(parts, "winmail.dat", "application/ms-tnef", content, is_nested=is_nested)
        return
    if package.is_cut:
        parts.faults.add(Fault.TNEF)
        _keep(parts, "winmail.dat", "application/ms-tnef", content, is_nested=is_nested)
    for name, file in package.files:
        _keep(parts, one_line(name, 200), "", file, is_nested=is_nested)
    text = package.text or text_of_html(package.html)
    if text.strip() and not is_nested and not parts.text.strip():
        parts.texts.append(tidy(text[:LONGEST_BODY]))


def _text(part: Message, kind: str, content: bytes, parts: Parts) -> str:
    if len(content) > LONGEST_BODY:
        parts.faults.add(Fault.TEXT_CUT)
    text = decoded(content[:LONGEST_BODY], _charset(part))
    if kind == "text/html":
        return tidy(text_of_html(text))
    return tidy(_reflowed(text) if _param(part, "format").lower() == "flowed" else text)


def _reflowed(text: str) -> str:
    """Lines that end with a blank go on in the next one, but for the signature's mark (RFC 3676)."""
    lines: list[str] = []
    goes_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        if goes_on and not line.startswith(">") and line != "-- ":
            lines[-1] += line
        else:
            lines.append(line.removeprefix(" "))
        goes_on = line.endswith(" ") and line != "-- " and not line.startswith(">")
    return "\n".join(lines)


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, ValueError, UnicodeError):
        return None


def _param(part: Message, name: str) -> str:
    try:
        value = part.get_param(name)
    except (ValueError, LookupError, IndexError):
        return ""
    return value if isinstance(value, str) else ""


def _content(part: Message) -> bytes:
    """The bytes of a leaf; what is broken in its code is left out."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError):
        return b""
    return content if isinstance(content, bytes) else b""


def _disposition(part: Message) -> str:
    try:
        return part.get_content_disposition() or ""
    except (ValueError, LookupError, IndexError, AttributeError):
        return ""


def _name_of(part: Message) -> str:
    """The file's name as one clean line, decoded in whichever way it was coded; "" for none."""
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError, IndexError, AttributeError):
        return ""
    return words(name, 200)


def _keep(
    parts: Parts, name: str, kind: str, content: bytes, *, is_inline: bool = False, is_nested: bool = False
) -> None:
    """Keep a file under its name, or one made from its kind; an empty one is none."""
    if not content:
        return
    if len(parts.attachments) >= MOST_ATTACHMENTS:
        parts.faults.add(Fault.PARTS_LEFT)
        return
    kind = kind or mimetypes.guess_type(name)[0] or "application/octet-stream"
    if not name:
        name = f"lampiran-{len(parts.attachments) + 1}{mimetypes.guess_extension(kind) or ''}"
    parts.attachments.append(Attachment(name, kind[:100], content, is_inline, is_nested))
