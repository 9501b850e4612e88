"""An office at work on its cases: an installation with web and workers, and windows for its people."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.installation import Installation, Workshop
from tests.mailbox import Mailbox, open_mailbox
from tests.web.staging import served

PATIENCE = 120_000
_SESSIONS = """
import json
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from terbuka.models import Account
from tests.make.cast import cast
people, told = cast(), {{}}
{more}
def session_of(account):
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(account.pk), account.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session.save()
    return session.session_key
sessions = {{one.email.partition("@")[0]: session_of(one) for one in Account.objects.all()}}
print(json.dumps([sessions, told]))
"""
# Maya answers as PPID; a consequence test on personal data was approved; two requests wait for an
# answer, and an objection was answered with no.
_CASES = """
from tests.make import exemption, objections, units
from tests.make.cast import unit
from tests.make.register import ppid, registered
ppid()
units.profile(unit(), people.ani)
exemption.decided(exemption.escalated(people), exemption.supervisor())
asked = registered(at=at, by=people.ani, key="anggaran")
mute = registered(at=at, by=people.ani, key="peta", email="", details="Peta TPS tahun 2024.", delivery="page")
told |= {"due": str(asked.due_on), "cases": [asked.number, mute.number]}
told["objection"] = objections.decided(people, at=at).pk
"""


@dataclass(frozen=True)
class Office:
    """An installation that serves and works, and how its people come in."""

    browser: Browser
    address: str
    sessions: dict[str, str]

    def window(self, name: str = "", width: int = 1280, **more: Any) -> Page:
        """A browser of a person's own; of somebody of the public without a name."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            base_url=self.address,
            accept_downloads=True,
            **more,
        )
        if name:
            cookie = {"name": "sessionid", "value": self.sessions[name], "url": self.address}
            context.add_cookies([cookie])  # type: ignore[list-item]
        context.set_default_timeout(PATIENCE)
        return context.new_page()


@dataclass(frozen=True)
class CaseOffice(Office):
    """One with cases: what it mailed, and what was told of them when they were laid."""

    mailbox: Mailbox
    told: dict[str, Any]


def cast_in(place: Installation, more: str = "") -> tuple[dict[str, str], dict[str, Any]]:
    """The session of each of the cast by name, and what `more` code put into `told`."""
    sessions, told = json.loads(place.script(_SESSIONS.format(more=more)))
    return sessions, told


@contextmanager
def at_work(workshop: Workshop, browser: Browser) -> Iterator[CaseOffice]:
    """Web and workers of an installation with some cases; what it mails is kept."""
    place = workshop.prepared()
    with open_mailbox() as mailbox:
        place.settings["TERBUKA_SMTP"] = f"smtp://127.0.0.1:{mailbox.port}"
        place.settings["TERBUKA_MAIL_FROM"] = "terbuka@kpu.example"
        sessions, told = cast_in(place, _CASES)
        with served(place) as address:
            yield CaseOffice(browser, address, sessions, mailbox, told)


def looked_at(page: Page, *, has_scripts: bool = True) -> None:
    """The page is for everybody: nothing scrolls sideways, and axe, asked on one database, finds nothing.

    Axe needs scripts in the page.
    """
    if has_scripts and not os.environ.get("DATABASE_URL"):
        found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} scrolls sideways by {wide} px"
