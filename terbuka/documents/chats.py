"""An exported WhatsApp chat as a file: a text, or a ZIP of the text and what was sent with it."""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from terbuka.rules.chatlines import Message, read_chat
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

MOST_TEXT = 64 * 1024 * 1024
# Texts that were sent as attachments lie in the same ZIP: the chat's own comes first.
_OWN = re.compile(r"(?:.*/)?(?:_chat\.txt|.*whatsapp.*\.txt)\Z", re.IGNORECASE)
_MOST_TEXTS = 20


@dataclass(frozen=True, slots=True)
class ChatExport:
    """The messages of an export, and the SHA-256 of the file as it was handed in (hexadecimal)."""

    messages: tuple[Message, ...]
    sha256: str


def open_chat(path: Path) -> ChatExport:
    """Read an export. Raises BadInput for what holds no chat, is locked or too large; OSError."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        if stream.read(4) != b"PK\x03\x04":
            stream.seek(0)
            return ChatExport(read_chat(_text(_bounded(stream.read(MOST_TEXT + 1)))), digest)
    try:
        with zipfile.ZipFile(path) as archive:
            return ChatExport(_within(archive), digest)
    except BadInput:
        raise
    except Exception:  # the standard library lets many kinds out of a crafted archive
        raise BadInput(say("Arsip ZIP ini rusak atau terkunci; ekspor ulang obrolannya.")) from None


def _within(archive: zipfile.ZipFile) -> tuple[Message, ...]:
    """The messages of the first text in a ZIP that is a chat."""
    fault = BadInput(say("Di dalam ZIP ini tidak ada ekspor obrolan WhatsApp (berkas .txt)."))
    for member in _texts(archive):
        with archive.open(member) as stream:
            body = stream.read(MOST_TEXT + 1)
        try:
            return read_chat(_text(_bounded(body)))
        except BadInput as this:
            fault = this
    raise fault


def _texts(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    members = [
        one
        for one in archive.infolist()
        if one.filename.lower().endswith(".txt") and not one.filename.startswith("__MACOSX/")
    ]
    members.sort(key=lambda one: not _OWN.match(one.filename))
    yield from members[:_MOST_TEXTS]


def _bounded(body: bytes) -> bytes:
    if len(body) > MOST_TEXT:
        raise BadInput(say("Ekspor ini lebih dari {most} MB; ekspor tanpa media.", most=MOST_TEXT // 2**20))
    return body


def _text(body: bytes) -> str:
    """The text: UTF-8 as phones write it, UTF-16 by its mark, else as old editors save it."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", errors="replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")
