"""Letters as they come over the wire: whole ones, and such as programs and attackers really send."""

import struct
from collections.abc import Mapping
from email.message import EmailMessage

CITRA = "citra@warga.example"


def letter(
    text: str = "Saya meminta laporan dana kampanye 2024.",
    *,
    sender: str = f"Citra Dewi <{CITRA}>",
    to: str = "kpu-kab-jombang@surat.example",
    subject: str = "Permohonan informasi",
    message_id: str = "<satu@warga.example>",
    files: Mapping[str, bytes] | None = None,
    **more: str,
) -> bytes:
    """A letter of Citra's; further fields by name, with "_" for "-". An empty value leaves a field out."""
    message = EmailMessage()
    fields = {"From": sender, "To": to, "Subject": subject, "Message-ID": message_id}
    fields["Date"] = "Mon, 02 Nov 2026 10:11:12 +0700"
    for name, value in (fields | {name.replace("_", "-"): value for name, value in more.items()}).items():
        if value:
            message[name] = value
    message.set_content(text)
    for name, content in (files or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def winmail(files: Mapping[str, bytes], text: str = "") -> bytes:
    """Outlook's package of files, as [MS-OXTNEF] draws it."""

    def attribute(level: int, number: int, data: bytes) -> bytes:
        return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)

    def string(name: int, value: str) -> bytes:
        coded = value.encode("utf-16-le") + b"\0\0"
        padding = b"\0" * (-len(coded) % 4)
        return struct.pack("<HHII", 0x1F, name, 1, len(coded)) + coded + padding

    parts = [b"\x78\x9f\x3e\x22\x01\x00", attribute(1, 0x00069007, struct.pack("<II", 1252, 0))]
    if text:
        parts.append(attribute(1, 0x00069003, struct.pack("<I", 1) + string(0x1000, text)))
    for name, content in files.items():
        parts.append(attribute(2, 0x00069002, b"\0" * 14))
        parts.append(attribute(2, 0x0006800F, content))
        parts.append(attribute(2, 0x00018010, b"KEPUTU~1.DOC\0"))
        parts.append(attribute(2, 0x00069005, struct.pack("<I", 1) + string(0x3707, name)))
    return b"".join(parts)
