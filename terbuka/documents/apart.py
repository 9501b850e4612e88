"""A document that comes from anywhere, opened in a process of its own where that is what bounds it.

Other readers bound what they unpack. The one of PDFs unpacks whatever a page asks it to: four kilobytes
that are made to harm take three gigabytes of memory, which only a process of its own is denied.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from terbuka.documents.confined import Done, Limits, confined
from terbuka.documents.opening import Opened, open_document, sniff
from terbuka.rules.pages import File, FoundDate, Kind
from terbuka.rules.ruling import BadInput

# Reading ends by itself after five seconds; the rest is for one enormous page.
LIMITS = Limits(seconds=20)


def open_apart(body: bytes, *, name: str, content_type: str = "") -> Opened:
    """As `open_document`, without that a PDF can take the caller's memory. Never raises. Thread-safe.

    A PDF that asks for too much does not open.
    """
    if sniff(body, name) is not Kind.PDF:
        return open_document(body, name=name, content_type=content_type)
    try:
        done = confined("opened", body, {"name": name, "content_type": content_type}, limits=LIMITS)
    except BadInput:
        return Opened(Kind.PDF, File(Kind.PDF, opens=False, has_text=False))
    return _opened(done.told)


def opened(content: bytes, wish: Mapping[str, Any], _limits: Limits) -> Done:
    """The task behind `open_apart`: what `open_document` says, as plain JSON."""
    one = open_document(content, name=wish["name"], content_type=wish["content_type"])
    dates = [(found.start.isoformat(), found.end.isoformat(), found.words) for found in one.dates]
    said = {"text": one.text, "title": one.title, "first_page": one.first_page, "dates": dates}
    return Done({"file": asdict(one.file)} | said)


def _opened(told: Mapping[str, Any]) -> Opened:
    file = File(**(told["file"] | {"kind": Kind(told["file"]["kind"])}))
    dates = tuple(
        FoundDate(date.fromisoformat(start), date.fromisoformat(end), words)
        for start, end, words in told["dates"]
    )
    return Opened(file.kind, file, told["text"], told["title"], told["first_page"], dates)
