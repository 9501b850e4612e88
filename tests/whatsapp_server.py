"""WhatsApp Business on loopback: takes messages, hands out files, signs notices, as Meta documents it."""

import hashlib
import hmac
import json
import threading
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from terbuka.environment import WhatsApp

TOKEN, SECRET, VERIFY = "kunci-akses-rahasia", "rahasia-aplikasi", "kata-verifikasi"
NUMBER_ID, CITRA = "106540352242922", "6281234567890"


class Platform:
    """What was sent, and what is to be answered.

    `refusals` are (status, code) answered one after another before a yes; `media` by id as
    {"content", "mime_type", "sha256", "url"}.
    """

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.refusals: list[tuple[int, int]] = []
        self.media: dict[str, dict[str, Any]] = {}
        self.keys: set[str | None] = set()
        self.port = 0

    def __enter__(self) -> "Platform":
        platform = self

        class Handler(_Handler):
            told = platform

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def way(self) -> WhatsApp:
        """How an installation reaches it."""
        return WhatsApp(f"http://127.0.0.1:{self.port}/v23.0", TOKEN, SECRET, VERIFY)

    def keep(self, key: str, content: bytes, mime: str, **changes: Any) -> dict[str, str]:
        """Hold a file; what a message says of it."""
        digest = hashlib.sha256(content).hexdigest()
        self.media[key] = {"content": content, "mime_type": mime, "sha256": digest} | changes
        return {"id": key, "mime_type": mime, "sha256": digest}

    @property
    def bodies(self) -> list[str]:
        """The words of the messages within the 24 hours that were sent."""
        return [one["text"]["body"] for one in self.sent if one["type"] == "text"]


class _Handler(BaseHTTPRequestHandler):
    told: Platform

    def log_message(self, *_words: object) -> None:
        """Say nothing."""

    def _answer(self, status: int, body: bytes, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """A message of the office."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.told.keys.add(self.headers.get("Authorization"))
        if self.told.refusals:
            status, code = self.told.refusals.pop(0)
            fault = {"message": f"({code}) to {body['to']}", "code": code, "fbtrace_id": "A"}
            return self._answer(status, json.dumps({"error": fault}).encode())
        assert self.path == f"/v23.0/{NUMBER_ID}/messages"
        assert body["messaging_product"] == "whatsapp"
        self.told.sent.append(body)
        yes = {
            "messaging_product": "whatsapp",
            "contacts": [{"input": body["to"], "wa_id": body["to"]}],
            "messages": [{"id": f"wamid.ours{len(self.told.sent)}"}],
        }
        return self._answer(200, json.dumps(yes).encode())

    def do_GET(self) -> None:
        """A file: first where it lies, then its bytes."""
        self.told.keys.add(self.headers.get("Authorization"))
        part, key = self.path.split("/")[1:3]
        found = self.told.media.get(key)
        if found is None:
            return self._answer(404, b'{"error": {"code": 100}}')
        if part == "berkas":
            return self._answer(200, found["content"], found["mime_type"])
        place = found.get("url", f"http://127.0.0.1:{self.told.port}/berkas/{key}")
        told = {name: found[name] for name in ("mime_type", "sha256")} | {"url": place, "id": key}
        return self._answer(200, json.dumps(told | {"file_size": len(found["content"])}).encode())


def message(text: str, *, at: datetime, key: str = "wamid.satu", sender: str = CITRA, **more: Any) -> bytes:
    """A notice with one message; `more` changes it, such as its type."""
    said = {"from": sender, "id": key, "timestamp": str(int(at.timestamp()))}
    kind: dict[str, Any] = {"type": "text", "text": {"body": text}}
    contact = {"profile": {"name": "Citra Lestari"}, "wa_id": sender}
    return notice(contacts=[contact], messages=[said | (more or kind)])


def status(key: str, state: str, *, at: datetime, mark: int | None = None, code: int = 0) -> bytes:
    """A notice of what became of a message of ours."""
    said: dict[str, Any] = {"id": key, "status": state, "timestamp": str(int(at.timestamp()))}
    said |= {"recipient_id": CITRA}
    said |= {"biz_opaque_callback_data": f"terbuka-{mark}"} if mark else {}
    said |= {"errors": [{"code": code, "title": "x", "error_data": {"details": "x"}}]} if code else {}
    return notice(statuses=[said])


def notice(number_id: str = NUMBER_ID, **told: Any) -> bytes:
    """A notice as Meta sends it."""
    metadata = {"display_phone_number": "62321861234", "phone_number_id": number_id}
    value = {"messaging_product": "whatsapp", "metadata": metadata} | told
    entry = {"id": "102290129340398", "changes": [{"value": value, "field": "messages"}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def signature(raw: bytes, secret: str = SECRET) -> str:
    """The header X-Hub-Signature-256 of a notice."""
    return f"sha256={hmac.new(secret.encode(), raw, 'sha256').hexdigest()}"
