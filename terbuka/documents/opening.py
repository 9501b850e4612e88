"""Opens a file that a website offers: what it is by its bytes, its words, its defects."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from terbuka.documents.kinds import PROMISED, ending_of, is_encrypted_office, is_text, sniff
from terbuka.documents.office import read_slides, read_spreadsheet, read_text_document
from terbuka.documents.pdf import read_pdf
from terbuka.documents.reading import (
    LONGEST_FIRST_PAGE,
    LONGEST_TEXT,
    BrokenError,
    EncryptedError,
    Read,
    first_lines,
    tidy,
)
from terbuka.rules.dates import find_dates
from terbuka.rules.pages import File, FoundDate, Kind

__all__ = ["Opened", "open_document", "sniff"]

_LONGEST_PLAIN = 1_000_000
_MARKUP = re.compile(
    r"<(?:script|style)\b[^>]*>.*?(?:</(?:script|style)>|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE
)
_HTML_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,500})", re.IGNORECASE)
# Old formats of which only the container can be told.
_CLOSED_ENDINGS = frozenset({"doc", "ppt"})


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as `open_document` read it.

    `text` is at most 200,000 characters, `title` the document's own title or first
    line, `first_page` the text of its first page or sheet (at most 4,000 characters).
    `file` holds the facts rules judge by: opens, encrypted, has_text, wrong_type.
    """

    kind: Kind
    file: File
    text: str = ""
    title: str = ""
    first_page: str = ""
    dates: tuple[FoundDate, ...] = ()


def _decode(body: bytes) -> str:
    body = body[:_LONGEST_PLAIN]
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        # The cut may fall inside a sign; anything else is not UTF-8.
        return body.decode("utf-8-sig" if fault.start > len(body) - 4 else "cp1252", "replace")


def _read_plain(body: bytes) -> Read:
    text = tidy(_decode(body))[:LONGEST_TEXT]
    return Read(text, first_lines(text), text[:LONGEST_FIRST_PAGE], 1, is_blank=not text)


def _read_html(body: bytes) -> Read:
    html = _decode(body)
    title = _HTML_TITLE.search(html)
    text = tidy(unescape(_MARKUP.sub("\n", html)))[:LONGEST_TEXT]
    return Read(text, tidy(unescape(title[1])) if title else first_lines(text), text[:LONGEST_FIRST_PAGE])


def _read_other(body: bytes) -> Read:
    """Slides and plain text have words; old formats, archives and sound have none that we read."""
    if body.startswith(b"PK\x03\x04"):
        return read_slides(body)
    if body and is_text(body[:4096]) and not body.startswith(b"{\\rtf"):
        return _read_plain(body)
    return Read(is_blank=True)


def _read_nothing(body: bytes) -> Read:
    return Read(is_blank=True)


_READERS: dict[Kind, Callable[[bytes], Read]] = {
    Kind.PDF: read_pdf,
    Kind.XLSX: read_spreadsheet,
    Kind.DOCX: read_text_document,
    Kind.HTML: _read_html,
    Kind.IMAGE: _read_nothing,
    Kind.VIDEO: _read_nothing,
    Kind.OTHER: _read_other,
}


def _wrong_type(kind: Kind, body: bytes, ending: str) -> str:
    """What the bytes are, where the ending promised something else; "" where it did not."""
    promised = PROMISED.get(ending)
    if not body or promised is None or promised is kind:
        return ""
    # A .doc that is really a DOCX opens as its reader expects.
    if ending in _CLOSED_ENDINGS and kind is Kind.DOCX:
        return ""
    return kind.value


def open_document(body: bytes, *, name: str, content_type: str = "") -> Opened:
    """Read `body`, offered as `name` (an address or file name) with header `content_type`.

    Never raises: a broken, encrypted or oversized file is an `Opened` whose `file` says
    so. HTML that came instead of a document has kind HTML and `file.wrong_type` "html".
    Takes at most a few seconds and not much more memory than the file. Thread-safe:
    PDFs are read one at a time under a lock, so calls from worker threads may wait.
    """
    ending = ending_of(name, content_type)
    kind = sniff(body, name) if body else PROMISED.get(ending, Kind.OTHER)
    wrong_type = _wrong_type(kind, body, ending)
    try:
        if not body:
            raise BrokenError
        if is_encrypted_office(body):
            raise EncryptedError
        read = _READERS[kind](body)
    except EncryptedError:
        return Opened(kind, File(kind, encrypted=True, has_text=False, wrong_type=wrong_type))
    except (BrokenError, MemoryError, RecursionError):
        return Opened(kind, File(kind, opens=False, has_text=False, wrong_type=wrong_type))
    file = File(
        kind=kind,
        has_text=not read.is_blank,
        page_count=read.parts,
        title=read.title,
        first_page=read.first_page,
        wrong_type=wrong_type,
    )
    dates = find_dates(f"{read.title}\n{read.text}")
    return Opened(kind, file, read.text, read.title, read.first_page, dates)
