"""WhatsApp Business Cloud API as plain facts: what a notice brings, what may be sent, what a refusal means.

Source: Meta, WhatsApp Business Platform: "Create a webhook endpoint" (signature, notices that come again),
"messages webhook reference", "Status messages webhook reference", "Send messages" (24 hours), "Error codes".
"""

import base64
import hmac
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput

# How long after a person's last message the office may write freely; afterwards with a template alone.
WINDOW = timedelta(hours=24)
LONGEST_BODY = 4096
# A notice holds up to a thousand changes and weighs up to 3 MB.
LARGEST_NOTICE = 4 * 1024 * 1024
MOST_MESSAGES = 1000
LONGEST_TEXT = 20_000
WINDOW_CLOSED = 131047
# What offices submit to Meta; the places are filled by `template_of` in this order.
TEMPLATE_TEXT = (
    "Ada pesan baru dari PPID {{1}} tentang permohonan informasi {{2}}. Baca di {{3}} atau balas pesan ini."
)
# Too many at once: of the app, of the number, of one conversation, of the account.
_LATER = frozenset({4, 80007, 130429, 131048, 131056})
# The key of the installation, its account or the platform itself: mended there, then it leaves.
_MENDABLE = frozenset({0, 1, 2, 10, 190, 131000, 131016, 131031, 131042, 131045, 133004})
_MEDIA = ("image", "document", "audio", "video", "sticker")
_ENDINGS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "audio/ogg": ".ogg",
    "audio/mpeg": ".mp3", "audio/aac": ".aac", "audio/mp4": ".m4a", "audio/amr": ".amr",
    "video/mp4": ".mp4", "video/3gpp": ".3gp", "application/pdf": ".pdf",
}  # fmt: skip
_NUMBER_ID = re.compile(r"\d{5,25}\Z")
_TEMPLATE = re.compile(r"[a-z0-9_]{1,100}\Z")
_MARK = re.compile(r"terbuka-(\d{1,18})\Z")


class ChatState(StrEnum):
    """Where a message of ours is: the first two here, the others as WhatsApp tells."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


CHAT_WORDS: dict[ChatState, Phrase] = {
    ChatState.WAITING: say("menunggu dikirim ke WhatsApp"),
    ChatState.SENDING: say("sedang dikirim ke WhatsApp"),
    ChatState.SENT: say("terkirim ke WhatsApp"),
    ChatState.DELIVERED: say("sampai di WhatsApp pemohon"),
    ChatState.READ: say("dibaca di WhatsApp"),
    ChatState.FAILED: say("tidak sampai di WhatsApp"),
}
_RANK = (ChatState.WAITING, ChatState.SENDING, ChatState.SENT, ChatState.FAILED, ChatState.DELIVERED,
         ChatState.READ)  # fmt: skip


def follows(state: ChatState, told: ChatState) -> bool:
    """Does a notice say something new? They come in any order; what has arrived has not failed."""
    return _RANK.index(told) > _RANK.index(state)


@dataclass(frozen=True, slots=True)
class Medium:
    """A file of a message, fetched by its `key`; `sha256` in hexadecimal, "" where it is not told."""

    key: str
    name: str
    mime: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message of a person. `sender` as +62..., `answers` the id of the message it quotes.

    `raw` is the message alone with its own metadata and contact, as it is kept.
    """

    number_id: str
    key: str
    sender: str
    name: str
    sent_at: datetime
    text: str
    answers: str
    medium: Medium | None
    raw: bytes


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of a message of ours. `mark` is what we sent along with it, None for none of ours."""

    key: str
    mark: int | None
    state: ChatState
    code: int


@dataclass(frozen=True, slots=True)
class Payload:
    """All that one notice of WhatsApp brings."""

    messages: tuple[Incoming, ...]
    notices: tuple[Notice, ...]


# Signature


def is_signed(raw: bytes, header: str, secret: str) -> bool:
    """Was the body signed with the secret of the app? A wrong signature takes as long as a right one."""
    told = header.removeprefix("sha256=").strip().lower().encode()
    return hmac.compare_digest(hmac.digest(secret.encode(), raw, "sha256").hex().encode(), told)


# What comes in


def read_payload(raw: bytes) -> Payload:
    """Read a notice. Raises BadInput for what is not in the documented form."""
    try:
        whole = json.loads(raw)
        if whole["object"] != "whatsapp_business_account":
            raise ValueError
        values = [change["value"] for one in whole["entry"] for change in one["changes"]
                  if change.get("field") == "messages"]  # fmt: skip
        messages = [one for value in values for one in _messages(value)]
        notices = [one for value in values for one in _notices(value)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError, OSError):
        raise BadInput(say("Pemberitahuan ini tidak berbentuk pemberitahuan WhatsApp.")) from None
    if len(messages) + len(notices) > MOST_MESSAGES:
        raise BadInput(say("Pemberitahuan ini tidak berbentuk pemberitahuan WhatsApp."))
    return Payload(tuple(messages), tuple(notices))


def read_kept(raw: bytes) -> Incoming:
    """A message as it was kept. Raises ValueError, KeyError where it is broken."""
    kept = json.loads(raw)
    return _message(kept["metadata"], kept["contact"], kept["message"])


def _messages(value: dict[str, Any]) -> Iterator[Incoming]:
    contacts = {one.get("wa_id"): one for one in value.get("contacts", ())}
    for message in value.get("messages", ()):
        yield _message(value["metadata"], contacts.get(message["from"], {}), message)


def _message(metadata: dict[str, Any], contact: dict[str, Any], message: dict[str, Any]) -> Incoming:
    kept = {"metadata": metadata, "contact": contact, "message": message}
    kind = str(message.get("type", "unsupported"))
    digits = re.sub(r"\D", "", str(message["from"]))
    if not digits or not message["id"]:
        raise ValueError("a message without sender or id")
    return Incoming(
        number_id=str(metadata["phone_number_id"]),
        key=str(message["id"])[:300],
        sender=f"+{digits[:20]}",
        name=" ".join(str(contact.get("profile", {}).get("name", "")).split())[:200],
        sent_at=datetime.fromtimestamp(int(message["timestamp"]), UTC),
        text=_text(kind, message).replace("\x00", "").strip()[:LONGEST_TEXT],
        answers=str(message.get("context", {}).get("id", ""))[:300],
        medium=_medium(kind, message) if kind in _MEDIA else None,
        raw=json.dumps(kept, ensure_ascii=False, sort_keys=True).encode(),
    )


def _text(kind: str, message: dict[str, Any]) -> str:
    """What a message says, whatever its kind."""
    said: dict[str, Any] = message.get(kind) or {}
    match kind:
        case "text":
            return str(said.get("body", ""))
        case "button":
            return str(said.get("text", ""))
        case "interactive":
            chosen = said.get("button_reply") or said.get("list_reply") or {}
            return "\n".join(str(chosen[name]) for name in ("title", "description") if chosen.get(name))
        case "reaction":
            return str(say("(Reaksi: {sign})", sign=said.get("emoji") or "–"))
        case "location":
            place = ", ".join(str(said[name]) for name in ("name", "address") if said.get(name))
            point = f"{said.get('latitude')}, {said.get('longitude')}"
            return str(say("(Lokasi: {place})", place=f"{place} ({point})" if place else point))
        case "contacts":
            return str(say("(Kartu kontak; minta pemohon menuliskannya.)"))
        case "system":
            return str(said.get("body", ""))
    if kind in _MEDIA:
        return str(said.get("caption", ""))
    return str(say("(Pesan yang tidak dapat dibaca di sini; minta pemohon menuliskannya.)"))


def _medium(kind: str, message: dict[str, Any]) -> Medium:
    said = message[kind]
    mime = str(said.get("mime_type", "")).partition(";")[0].strip().lower()
    name = str(said.get("filename", "")) or f"{kind}{_ENDINGS.get(mime, '')}"
    return Medium(str(said["id"]), name[:200], mime[:100], hexadecimal(str(said.get("sha256", ""))))


def hexadecimal(digest: str) -> str:
    """A SHA-256 in hexadecimal, told so or in base64; "" for neither."""
    wish = digest.strip()
    if re.fullmatch(r"[0-9a-fA-F]{64}", wish):
        return wish.lower()
    try:
        found = base64.b64decode(wish.replace("-", "+").replace("_", "/"), validate=True)
    except ValueError:
        return ""
    return found.hex() if len(found) == 32 else ""


def _notices(value: dict[str, Any]) -> Iterator[Notice]:
    for one in value.get("statuses", ()):
        state = {"played": "read"}.get(one["status"], one["status"])
        if state not in ("sent", "delivered", "read", "failed"):
            continue
        found = _MARK.match(str(one.get("biz_opaque_callback_data", "")))
        codes = [int(error.get("code", 0)) for error in one.get("errors", ())]
        yield Notice(
            str(one["id"])[:300], int(found[1]) if found else None, ChatState(state), codes[0] if codes else 0
        )


def codes_in(text: str, *, length: int, most: int = 20) -> list[str]:
    """What could be the code of a case within a text: words that make up so many signs."""
    words = re.findall(r"[0-9A-Z]+", text[:4000].upper())
    found = []
    for start in range(len(words)):
        joined = ""
        for word in words[start : start + length]:
            joined += word
            if len(joined) >= length:
                break
        if len(joined) == length:
            found.append(joined)
    return found[:most]


# What goes out


def text_of(to: str, body: str, mark: int) -> dict[str, Any]:
    """A message within the 24 hours, as the platform takes it."""
    return _outgoing(to, mark) | {"type": "text", "text": {"body": body[:LONGEST_BODY], "preview_url": False}}


def template_of(to: str, name: str, words: Sequence[str], mark: int) -> dict[str, Any]:
    """A template that Meta has approved, in Indonesian, with these words in its places."""
    places = [{"type": "text", "text": " ".join(word.split())[:1000] or "–"} for word in words]
    body = {"type": "body", "parameters": places}
    told = {"name": name, "language": {"code": "id"}, "components": [body]}
    return _outgoing(to, mark) | {"type": "template", "template": told}


def _outgoing(to: str, mark: int) -> dict[str, Any]:
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": to.removeprefix("+"),
        "biz_opaque_callback_data": f"terbuka-{mark}",
    }


def is_window_open(heard_at: datetime | None, at: datetime) -> bool:
    """May the office write freely at this moment, having last heard the person then?"""
    return heard_at is not None and at < heard_at + WINDOW


class Next(StrEnum):
    """What follows a refusal."""

    LATER = "later"
    TEMPLATE = "template"
    NEVER = "never"


def after_refusal(status: int, code: int) -> Next:
    """What follows an answer of the platform that was no yes: its HTTP status and the code in it."""
    if code == WINDOW_CLOSED:
        return Next.TEMPLATE
    if status == 429 or status >= 500 or status == 401 or code in _LATER or code in _MENDABLE:
        return Next.LATER
    return Next.NEVER


# Settings of a unit


def number_id(text: str) -> str:
    """The phone-number-id of a unit, "" for none. Raises BadInput."""
    wish = "".join(text.split())
    if wish and not _NUMBER_ID.match(wish):
        raise BadInput(
            say("Ini bukan ID nomor telepon; salin angkanya dari WhatsApp Manager, bukan nomor teleponnya.")
        )
    return wish


def template_name(text: str) -> str:
    """The name of a template, "" for none. Raises BadInput."""
    wish = text.strip()
    if wish and not _TEMPLATE.match(wish):
        raise BadInput(say("Nama templat hanya huruf kecil, angka, dan garis bawah; misalnya pesan_ppid."))
    return wish
