"""Papers as PDF: a template of `papers/` and its data become pages; the same data, the same bytes.

Data goes in as JSON and is never part of the template's source, so no text can
act as markup. The pages are tagged (PDF/UA-1) and made to be kept (PDF/A-2a);
their font travels with the product. Each paper is set by a process of its own
(`typesetter`), which is stopped when it takes too long.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

PAPERS = Path(__file__).parent / "papers"
FONTS = Path(__file__).parents[1] / "static" / "font"
PROGRAM = Path(__file__).with_name("typesetter.py")
LONGEST_SECONDS = 120.0


class PaperError(Exception):
    """A paper cannot be set: its name, and what the typesetter says. A fault of ours, not of a reader."""


def typeset(name: str, data: Mapping[str, Any], *, title: str, language: str, at: datetime) -> bytes:
    """The paper `papers/<name>.typ` as PDF. Raises PaperError.

    `data` holds what JSON can say; `title` and `language` ("id", "en") stand in
    the file's properties; `at` is its day of making, with a zone: the only time
    in it, to the second.
    """
    told = {**data, "title": title, "language": language}
    return _set(name, told, {"at": int(at.timestamp())})


def draw(name: str, data: Mapping[str, Any]) -> bytes:
    """The one page of `papers/<name>.typ` as PNG, a pixel for each point of the page. Raises PaperError."""
    return _set(name, data, {"picture": True})


def _set(name: str, data: Mapping[str, Any], wishes: Mapping[str, Any]) -> bytes:
    place = PAPERS / f"{name}.typ"
    if not place.is_file():
        raise PaperError(f"no paper {name}")
    try:
        told = json.dumps(data, ensure_ascii=False)
    except (TypeError, ValueError) as fault:
        raise PaperError(f"{name}: {fault}") from fault
    wish = {"paper": str(place), "root": str(PAPERS), "fonts": str(FONTS), "data": told, **wishes}
    try:
        done = subprocess.run(  # noqa: S603 - our own program, by its whole path
            [sys.executable, "-I", str(PROGRAM)],
            input=json.dumps(wish).encode(),
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise PaperError(f"{name}: not set within {LONGEST_SECONDS:.0f} s") from fault
    if done.returncode:
        raise PaperError(f"{name}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout
