"""Takes the pictures of docs/tour.md from the demonstration: `python -m tests.tour [NAME ...]`."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium
from tests.house.tour_page import PICTURES, STOPS, Stop
from tests.installation import Installation, free_port, get

COLOURS, PATIENCE = 160, 60


@contextmanager
def _stage() -> Iterator[tuple[str, dict[str, str]]]:
    """The demonstration, serving: its address, and the passwords by first name."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.stage", str(port), folder],
            env=Installation(Path(folder)).environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            told = ""
            for line in process.stdout or ():
                if line.strip() == "READY":
                    break
                told += line
            site = f"http://127.0.0.1:{port}"
            get(f"{site}/healthz")
            yield site, dict(re.findall(r"^  (\w+)@contoh\.example\s+(\S+)", told, re.MULTILINE))
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _take(browser: Browser, stop: Stop, site: str, passwords: dict[str, str]) -> None:
    """Sign in where the stop is somebody's, open its page in English, keep the picture with few colours."""
    context = browser.new_context(
        viewport={"width": stop.width, "height": stop.height}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{site}/akun/masuk/?lang=en")
    if stop.who:
        page.fill("[name=login]", f"{stop.who}@contoh.example")
        page.fill("[name=password]", passwords[stop.who])
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/kerja/**" if stop.who == "ani" else "**/meja/**")
    answer = page.goto(f"{site}{stop.path}{'&' if '?' in stop.path else '?'}lang=en")
    if answer is None or answer.status != 200:
        raise SystemExit(f"{stop.name}: {stop.path} answered {answer and answer.status}")
    if stop.click:
        page.get_by_role("link", name=stop.click).first.click()
        page.wait_for_load_state()
    _await(page, stop.shows)
    page.evaluate("document.fonts.ready")
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
    picture.save(PICTURES / f"{stop.name}.png", optimize=True)
    context.close()


def _await(page: Page, words: str) -> None:
    """Ask again until the page shows these words, which a background job is about to bring."""
    for _ in range(PATIENCE):
        if not words or page.get_by_text(words).count():
            return
        page.wait_for_timeout(2000)
        page.reload()
    raise SystemExit(f"{page.url} never showed {words}")


def main(names: list[str]) -> int:
    """Take all pictures, or those named; 0 also where no Chromium is: then they stay as they are."""
    program = chromium.found()
    if program is None:
        print("No chromium here: the pictures of docs/tour.md stay as they are.")
        return 0
    PICTURES.mkdir(exist_ok=True)
    with _stage() as (site, passwords), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for stop in STOPS:
            if not names or stop.name in names:
                _take(browser, stop, site, passwords)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
