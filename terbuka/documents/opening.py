"""Opens a file that a website offers: what it is by its bytes, its words, its defects."""

from dataclasses import dataclass

from terbuka.rules.pages import File, FoundDate, Kind


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


def sniff(body: bytes, name: str = "") -> Kind:
    """The kind of `body` by its bytes; `name` (address or file name) settles only text formats."""
    raise NotImplementedError


def open_document(body: bytes, *, name: str, content_type: str = "") -> Opened:
    """Read `body`, offered as `name` (an address or file name) with header `content_type`.

    Never raises: a broken, encrypted or oversized file is an `Opened` whose `file` says
    so. HTML that came instead of a document has kind HTML and `file.wrong_type` "html".
    Takes at most a few seconds and not much more memory than the file. Thread-safe:
    PDFs are read one at a time under a lock, so calls from worker threads may wait.
    """
    raise NotImplementedError
