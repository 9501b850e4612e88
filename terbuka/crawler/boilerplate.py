"""Takes menus, footers and repeated boxes away, so that a page speaks only for itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from terbuka.crawler.extract import HtmlFacts
from terbuka.documents.opening import Opened
from terbuka.rules.pages import Page


@dataclass(frozen=True, slots=True)
class Fetched:
    """One opened address: what the fetch knew, and what its bytes told.

    `content` is what `read_html` gave for a web page, what `open_document` gave for
    anything else. The other fields are those of `rules.pages.Page`.
    """

    url: str
    content: HtmlFacts | Opened
    final_url: str = ""
    status: int = 200
    size: int = 0
    fetched_at: datetime | None = None
    sha256: str = ""
    anchors: tuple[str, ...] = ()
    seen_on: tuple[str, ...] = ()
    depth: int = 0


def clean(fetched: Sequence[Fetched]) -> tuple[Page, ...]:
    """The pages of `fetched` in its order, web pages without what repeats on their host.

    Call once, when a crawl is over: repetition is counted per host over all pages given.
    Blocks of navigation, header and footer go first, then blocks that stand on many
    pages of the host; links in them are `in_menu`. A page keeps its own title and
    headings. Documents pass through as pages with `file` set.
    """
    raise NotImplementedError
