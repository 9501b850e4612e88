"""The WhatsApp Business Cloud API over HTTPS: sends a message, fetches a file, follows no redirect.

The key goes to the address of the settings and to Meta's own servers of files, nowhere else. Faults
name status and code alone: no words, numbers or keys. Source: Meta, "Send messages", "Media".
"""

import hashlib
import http.client
import json
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from terbuka.environment import WhatsApp
from terbuka.rules.whatsapp import Medium, Next, after_refusal, hexadecimal
from terbuka.services.files import LARGEST

TIMEOUT = 30.0
_LARGEST_ANSWER = 1024 * 1024
_YES = range(200, 300)
# Where Meta keeps what was sent.
_FILES = (".fbsbx.com", ".facebook.com", ".whatsapp.net", ".whatsapp.com")


class GraphFault(RuntimeError):
    """The platform did not do it; `next` says what follows, the text only status and code."""

    def __init__(self, told: str, follows: Next) -> None:
        super().__init__(told)
        self.next = follows


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was sent, checked against its SHA-256."""

    content: bytes
    mime: str


def _way() -> WhatsApp:
    if settings.WHATSAPP is None:
        raise GraphFault("not connected", Next.NEVER)
    return settings.WHATSAPP


def send_message(number_id: str, told: dict[str, Any]) -> str:
    """Send one message from a number; the platform's name for it. Raises GraphFault."""
    way = _way()
    place = f"{way.address}/{quote(number_id, safe='')}/messages"
    answer = _read_json(_asked("POST", place, way, _LARGEST_ANSWER, json.dumps(told).encode()))
    try:
        return str(answer["messages"][0]["id"])[:300]
    except (KeyError, IndexError, TypeError):
        raise GraphFault("an answer without a message", Next.NEVER) from None


def fetch_medium(medium: Medium, *, most: int = LARGEST) -> Fetched:
    """Fetch a file by its id: its address, then its bytes. Raises GraphFault, also for a wrong SHA-256."""
    way = _way()
    told = _read_json(_asked("GET", f"{way.address}/{quote(medium.key, safe='')}", way, _LARGEST_ANSWER))
    size, place = told.get("file_size"), str(told.get("url", ""))
    if isinstance(size, int) and size > most:
        raise GraphFault("a file that is too large", Next.NEVER)
    if not _is_known(place, way):
        raise GraphFault("a file at an unknown place", Next.NEVER)
    content = _asked("GET", place, way, most)
    digest = hashlib.sha256(content).hexdigest()
    wanted = {one for one in (medium.sha256, hexadecimal(str(told.get("sha256", "")))) if one}
    if not content or (wanted and wanted != {digest}):
        raise GraphFault("a file with another SHA-256", Next.LATER)
    mime = str(told.get("mime_type") or medium.mime).partition(";")[0].strip().lower()
    return Fetched(content, mime[:100])


def _is_known(place: str, way: WhatsApp) -> bool:
    parts, own = urlsplit(place), urlsplit(way.address)
    if (parts.scheme, parts.netloc) == (own.scheme, own.netloc):
        return True
    return parts.scheme == "https" and (parts.hostname or "").endswith(_FILES)


def _asked(method: str, place: str, way: WhatsApp, most: int, body: bytes | None = None) -> bytes:
    """The body of an answer that is a yes. Raises GraphFault."""
    parts = urlsplit(place)
    headers = {"Authorization": f"Bearer {way.token}", "User-Agent": "Terbuka", "Accept": "*/*"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    try:
        server = _connection(parts.scheme, parts.hostname or "", parts.port)
        try:
            target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
            server.request(method, target, body=body, headers=headers)
            answer = server.getresponse()
            content = answer.read(most + 1)
        finally:
            server.close()
    except (OSError, ValueError, http.client.HTTPException) as fault:
        raise GraphFault(type(fault).__name__, Next.LATER) from None
    if answer.status not in _YES:
        raise _refusal(answer.status, content)
    if len(content) > most:
        raise GraphFault("an answer that is too large", Next.NEVER)
    return content


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=TIMEOUT, context=context)
    return http.client.HTTPConnection(host, port, timeout=TIMEOUT)


def _refusal(status: int, body: bytes) -> GraphFault:
    try:
        code = int(json.loads(body)["error"]["code"])
    except (ValueError, KeyError, TypeError):
        code = -1
    return GraphFault(f"{status} {code}" if code >= 0 else str(status), after_refusal(status, code))


def _read_json(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise GraphFault("an answer that is not readable", Next.LATER)
    return told
