"""The parts of a page that name it: title, headings, words of links, first lines, address.

Source: the phrases of `data/lexicon.toml`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from terbuka.rules.matching.lexicon import Hit, lexicon
from terbuka.rules.matching.normalise import opening, slug, title
from terbuka.rules.matching.owner import is_mirror
from terbuka.rules.pages import Page

_MOST_ANCHORS, _MOST_HEADINGS, _FIRST_LINES, _LENGTH = 4, 6, 240, 600


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a page that was read: how far it is trusted, its stems and the signs in it."""

    name: str
    weight: float
    words: str
    path: tuple[str, ...]
    hits: tuple[Hit, ...]

    @property
    def says_something(self) -> bool:
        """Is an item or a kind of document named in it?"""
        return any(hit.sign.code or hit.sign.role.startswith("genre.") for hit in self.hits)


@lru_cache(maxsize=8192)
def _read(words: str) -> tuple[tuple[str, ...], tuple[Hit, ...]]:
    path = lexicon().read(words)
    return tuple(path), tuple(lexicon().find(path))


def field(name: str, weight: float, words: str) -> Field:
    """`words` read under `name`, trusted as far as `weight` (0 to 1)."""
    return Field(name, weight, words, *_read(words[:_LENGTH]))


def fields(page: Page) -> Iterator[Field]:
    """The fields of a page, the title first and the address last."""
    name = title(page.title)
    yield field("title", 1.0, name)
    own = page.title.strip().lower()
    headings = [heading for heading in page.headings[:_MOST_HEADINGS] if heading.strip().lower() != own]
    if headings:
        # A heading that is a link names the page behind it.
        linked = {link.text for link in page.links if not link.in_menu}
        for heading in headings:
            if heading not in linked:
                yield field("heading", 0.8, heading)
    for anchor in page.anchors[:_MOST_ANCHORS]:
        yield field("anchor", 0.85, title(anchor))
    if page.file is not None and page.file.first_page:
        yield field("first", 0.8, page.file.first_page[:_FIRST_LINES])
    elif page.text and page.file is None and is_mirror(page.host):
        yield field("first", 0.8, opening(page.text, _FIRST_LINES))
    yield field("slug", 0.7, slug(page.address))
