"""What held a file is kept without it: a letter without one attachment, an archive without one member."""

import io
import zipfile
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

_SAID = "Berkas ini dikeluarkan karena memuat dokumen identitas.\n"


def letter_without(raw: bytes, content: bytes) -> bytes:
    """The letter with a sentence in place of every part that is `content`.

    Where it stands in no part of its own, such as within Outlook's package, only the letter's head is left.
    """
    message = message_from_bytes(raw, policy=compat32)
    found = [part for part in message.walk() if _is(part, content)]
    if not found:
        head, gap, _body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
        return head + gap + _SAID.encode()
    for part in found:
        for name in ("Content-Transfer-Encoding", "Content-Type", "Content-Disposition"):
            del part[name]
        part["Content-Type"] = 'text/plain; charset="utf-8"'
        part["Content-Disposition"] = "attachment; filename=dikeluarkan.txt"
        part.set_payload(_SAID)
    return message.as_bytes()


def _is(part: Message, content: bytes) -> bool:
    if part.is_multipart():
        return False
    payload = part.get_payload(decode=True)
    return isinstance(payload, bytes) and payload.rstrip() == content.rstrip()


def archive_without(raw: bytes, content: bytes) -> bytes | None:
    """The ZIP without the members that are `content`; None where it holds none, or is no ZIP."""
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return None
    out, left_out = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            # Another size is another file: nothing large is unpacked to compare it.
            if member.file_size == len(content) and old.read(member) == content:
                left_out += 1
                continue
            with old.open(member) as source, new.open(member.filename, "w") as target:
                while piece := source.read(65_536):
                    target.write(piece)
    return out.getvalue() if left_out else None
