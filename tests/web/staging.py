"""A running installation with the demonstration's people, for journeys in a real browser."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

from tests.installation import TOLD, Installation, Workshop, ending, free_port, get

ROUND = "monev-keterbukaan-informasi-contoh"
UNIT = "kpu-kab-jombang"
PATIENCE = 60_000


@dataclass(frozen=True, slots=True)
class Stage:
    """Where it runs, and how its people come in."""

    installation: Installation
    site: str
    passwords: dict[str, str]


@contextmanager
def served(place: Installation) -> Iterator[str]:
    """The address of a prepared installation whose web and workers run while the block does."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.stage", "--serve", str(port), str(place.folder)],
        env=place.environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    with ending(process):
        site = f"http://127.0.0.1:{port}"
        get(f"{site}/healthz")
        yield site


@contextmanager
def staged(workshop: Workshop) -> Iterator[Stage]:
    """The demonstration's scene, with real web and workers, while the block runs."""
    place = workshop.laid()
    people = re.findall(r"^  (\w+)@contoh\.example\s+(\S+)", (place.folder / TOLD).read_text(), re.MULTILINE)
    with served(place) as site:
        yield Stage(place, site, dict(people))


def signed_in(stage: Stage, browser: Browser, name: str, width: int, where: str, **window: Any) -> Page:
    """A browser of one's own, signed in, at an address; `window` as a browser context takes it."""
    page = browser.new_context(viewport={"width": width, "height": 844}, **window).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{stage.site}/akun/masuk/?next={where}")
    page.fill("[name=login]", f"{name}@contoh.example")
    page.fill("[name=password]", stage.passwords[name])
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(f"{stage.site}{where}")
    return page
