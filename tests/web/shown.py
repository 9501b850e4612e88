"""Every page of urls.py as its reader gets it, rendered once in each language, then served on loopback.

Looking at such a page writes nothing and needs no signing in, so that a browser may come back to it.
Pages are found by the names of their addresses: a new one needs no line here.
"""

import mimetypes
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from terbuka.models import Account
from tests.make import assessment
from tests.make.factors import passkey, spare_codes
from tests.make.scene import Scene, scene
from tests.web.addresses import patterns
from tests.web.doors import DOORS
from tests.web.entering import enter, with_app
from tests.web.knocking import Door
from tests.web.papers import set_once
from tests.web.test_scope import ask, browsers

LANGUAGES = ("id", "en")
# Whoever comes first here and may open the page, opens it.
VISITORS = ("", "ani", "fajar", "maya", "budi", "eka", "hasan")
# Who is asked for the code of an app after the password has been typed.
WAITING = "waiting"
# Ani has an app for codes already.
VISITED_BY = {"mfa_authenticate": WAITING, "mfa_activate_totp": "fajar"}
# Of the API's addresses one is a page, and one leads nowhere.
_NO_DATA = {"api_keys", "api_nothing"}
# Addresses that answer a visit with something other than a page, and with what.
NO_PAGE = {
    "units_csv": "a file",
    "units_json": "a file",
    "robots": "a note for robots",
    "sitemap_part": "a map for robots",
    "sitemap": "a map for robots",
    "calendar_ics": "a file",
    "due_feed_ics": "a file",
    "calendar_region_ics": "a file",
    "feed": "a feed",
    "share_picture": "a picture",
    "item_export": "a file",
    "items_export": "a file",
    "publication_page_picture": "a picture",
    "publication_file": "a file",
    "publication_paper": "a file",
    "publications_export": "a file",
    "publication_history_export": "a file",
    "unit_publications": "a file",
    "unit_feed": "a feed",
    "exempt_list_export": "a file",
    "test_sheet": "a file",
    "test_minutes": "a file",
    "test_decree": "a file",
    "search_export": "a file",
    "search_suggest": "a part of a page",
    "ask_suggest": "a part of a page",
    "case_file": "a file",
    "case_document": "a file",
    "letter_file": "a file",
    "case_letter": "a file",
    "cases_csv": "a file",
    "case_paper": "a file",
    "objection_file": "a file",
    "objection_paper": "a file",
    "dispute_file": "a file",
    "dispute_paper": "a file",
    "dispute_calendar": "a calendar",
    "register_export": "a file",
    "destruction_minutes": "a file",
    "service_report": "a file",
    "paper_words_preview": "a file",
    "register_public_export": "a file",
    "report_public": "a file",
    "results_csv": "a file",
    "results_json": "a file",
    "compare_export": "a file",
    "nation_export": "a file",
    "nation_province_export": "a file",
    "region_export": "a file",
    "guide_pdf": "a file",
    "follow_up_csv": "a file",
    "queue_export": "a file",
    "audit_export": "a file",
    "recap": "a file",
    "file": "a file",
    "guard_page": "a picture",
    "dip_export": "a file",
    "dik_export": "a file",
    "pledge_pdf": "a file",
    "board": "a file",
    "banner": "a file",
    "embed_json": "a file",
    "open_catalogue": "data",
    "short": "leads on to the publication",
    "publication_share_picture": "a picture",
    "unit_open_catalogue": "data",
    "catalogue_export": "a file",
    "collect_template": "a file",
    "refresh_csv": "a file",
    "mfa_download_recovery_codes": "a file",
    "healthz": "a word for monitors",
    **dict.fromkeys({name for name in DOORS if name.startswith("api_")} - _NO_DATA, "data"),
    "audit_progress": "a part of a page",
    "evidence_part": "a part of a page",
    "audit_new": "leads on to the audits",
    "audit_stop": "leads on to the audit",
    "mfa_list_webauthn": "leads on to the second step",
    "mfa_login_webauthn": "leads on to the sign-in page",
}
# Pages that one comes to by an address that leads nowhere, or by asking for too much or too little.
BESIDE = {
    "nothing_here": "/tidak-ada/",
    "no_unit_found": "/satker/?q=atlantis",
    "units_of_a_province": "/satker/?provinsi=35",
    "search_hits": "/cari/?q=laporan+kinerja&jenis=informasi",
    "ask_hits": "/permohonan/?q=laporan+kinerja+jombang&satker=kpu-kab-sleman",
    "ask_whom": "/permohonan/baru/?q=laporan+kinerja&cari=jombang",
    "object_here": "/keberatan/baru/?satker=kpu-kab-jombang",
    "search_nothing": "/cari/?q=xyzzyx+laporan",
    "two_units": "/bandingkan/?satker=kpu-kab-jombang&satker=bawaslu-kab-jombang&tambah=sleman",
}
_HEADERS = ("Content-Type", "Content-Language", "Content-Security-Policy")


@dataclass(frozen=True, slots=True)
class Shown:
    """What an address gave to its visitor."""

    name: str
    language: str
    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_page(self) -> bool:
        """Is it a whole page for people?"""
        kind = self.headers.get("Content-Type", "")
        return kind.startswith("text/html") and b"<html" in self.body[:400]

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


def names() -> list[str]:
    """Every address that answers a visit with a page; one without a line in `DOORS` too, to be missed."""
    found = [str(one.name) for one in patterns()]
    closed = {name for name, door in DOORS.items() if not (door.get or door.is_own)}
    return [*(name for name in found if name not in closed and name not in NO_PAGE), *BESIDE]


def _visitors(name: str, door: Door) -> list[str]:
    """Who may come, in the order in which they are asked."""
    if name in VISITED_BY:
        return [VISITED_BY[name]]
    if door.is_own:
        return ["ani"]
    return [who for who in VISITORS if who in (door.get or ())]


def _has_just_signed_in(client: Client, account: Account) -> None:
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, account, "password", reauthenticated=True)
    request.session.save()


def _laid() -> tuple[Scene, dict[str, Client], dict[str, dict[str, Any]]]:
    """The scene, everybody's browser, and what addresses of the own account name. Ani has every factor."""
    laid = scene()
    ani, dedi = laid.cast.ani, laid.cast.dedi
    clients = browsers(laid.people)
    for name, account in laid.people.items():
        _has_just_signed_in(clients[name], account)
    with_app(ani)
    with_app(dedi)
    spare_codes(ani)
    key = passkey(ani)
    clients[WAITING] = Client()
    enter(clients[WAITING], dedi.email)
    own = {name: {"pk": key.pk} for name in ("mfa_remove_webauthn", "mfa_edit_webauthn")}
    waiting = assessment.prepared(laid.cast.eka, at=timezone.now())
    return laid, clients, {**own, "round_open": {"round_slug": waiting.slug}}


def _shown(name: str, client: Client, address: str) -> list[Shown]:
    found = []
    for language in LANGUAGES:
        mark = "&" if "?" in address else "?"
        response: HttpResponse = ask(client, "GET", f"{address}{mark}lang={language}")
        body = b"" if response.streaming else bytes(response.content)
        headers = {header: response.headers[header] for header in _HEADERS if header in response.headers}
        found.append(Shown(name, language, address, response.status_code, headers, body))
    return found


def visits() -> list[Shown]:
    """Every address that answers a visit, opened once in each language by the first who finds a page."""
    found: list[Shown] = []
    with set_once(), transaction.atomic():
        laid, clients, own = _laid()
        for pattern in patterns():
            name, needed = str(pattern.name), list(pattern.pattern.converters)
            if (door := DOORS.get(name)) and door.get is not None:
                address = reverse(name, kwargs=own.get(name) or laid.parts_of(name, needed))
                for who in _visitors(name, door):
                    answers = _shown(name, clients[who], address)
                    if answers[0].is_page:
                        break
                found += answers
        for name, address in BESIDE.items():
            found += _shown(name, clients[""], address)
        transaction.set_rollback(True)
    return found


class _Desk(BaseHTTPRequestHandler):
    """Answers with the kept pages under /LANGUAGE/NAME, and with static files that a browser may keep."""

    protocol_version = "HTTP/1.1"
    pages: Mapping[str, Shown]

    def do_POST(self) -> None:
        """Nothing is written."""
        self._send(204, {}, b"")

    def do_GET(self) -> None:
        """A page, a static file, or nothing."""
        path = self.path.partition("?")[0]
        if page := self.pages.get(path):
            self._send(page.status, page.headers, page.body)
        elif path.startswith("/static/") and (file := Path(settings.STATIC_ROOT) / path[8:]).is_file():
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self._send(200, {"Content-Type": kind, "Cache-Control": "max-age=3600"}, file.read_bytes())
        else:  # a picture from the files of a unit, a part that asks for itself
            self._send(204, {}, b"")

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(200 if status in (400, 404) else status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        """Says nothing."""


@contextmanager
def served(found: list[Shown]) -> Iterator[str]:
    """The address under which these pages stand as /LANGUAGE/NAME while the block runs."""
    pages = {f"/{one.language}/{one.name}": one for one in found}
    desk = ThreadingHTTPServer(("127.0.0.1", 0), type("Desk", (_Desk,), {"pages": pages}))
    desk.daemon_threads = True
    thread = threading.Thread(target=desk.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{desk.server_port}"
    finally:
        desk.shutdown()
        desk.server_close()
