"""How a draft reads words and years in its proof, and how it names what to mend.

The year that a periodic item must show follows its freshness rule in
`data/required_items.csv` (UU 14/2008, article 9).
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from terbuka.rules.catalogue import required_items
from terbuka.rules.freshness import last_due_quarter_end, newest_due_year, rule
from terbuka.rules.language import Phrase, say
from terbuka.rules.pages import Page
from terbuka.rules.siteaudit.findings import Evidence, ItemFinding, Verdict

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_FIRST_LINES = 150
_NO_WORD = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Listed:
    """Several words or sentences in a row, each in the reader's language."""

    parts: tuple[object, ...]
    between: str = ", "

    def __str__(self) -> str:
        return self.between.join(str(part) for part in self.parts)


def plain(text: str) -> str:
    """Lower case, words parted by single blanks, blanks at both ends: for finding whole words."""
    return f" {_NO_WORD.sub(' ', text.casefold()).strip()} "


def has_words(words: tuple[str, ...], text: str) -> bool:
    """Does any of `words` stand in `text` as whole words?"""
    smooth = plain(text)
    return any(plain(word) in smooth for word in words)


def mentions(words: tuple[str, ...], evidence: Evidence, page: Page | None) -> bool:
    """Does the proof call itself so: in titles, headings, the links to it and those in its main part?

    Of a document the first lines count too: there a decree says that it is one.
    """
    names = [evidence.title]
    if page:
        own_links = (link.text for link in page.links if not link.in_menu)
        names += [page.title, *page.headings, *page.anchors, *own_links]
    if page and page.file:
        names += [page.file.title, page.file.first_page[:_FIRST_LINES]]
    return has_words(words, "\n".join(names))


def mentions_in_text(words: tuple[str, ...], page: Page | None) -> bool:
    """Does the proof speak of it in its text?"""
    return page is not None and has_words(words, page.text)


def newest_year(evidence: Evidence) -> int | None:
    """The newest year that the proof is about; read from its title where it tells no period."""
    years = _YEAR.findall(evidence.period) or _YEAR.findall(evidence.title)
    return max(map(int, years), default=None)


@cache
def _freshness() -> dict[str, str]:
    return {item.code: item.freshness for item in required_items()}


def expected_year(code: str, as_of: date) -> int | None:
    """The year that the newest document of item `code` must be about on `as_of`.

    None where its rule asks for no year.
    """
    law = rule(_freshness().get(code, "none"))
    match law.kind:
        case "year":
            return newest_due_year(law.number, law.after, as_of)
        case "quarter":
            return last_due_quarter_end(law.number, as_of).year
        case "age":
            return as_of.year + (as_of.month - 1 - law.number) // 12
    return None


def last_year_of(finding: ItemFinding, as_of: date) -> bool:
    """Is the newest proof of a stale item just one year behind?"""
    expected = expected_year(finding.code, as_of)
    old = [found for found in finding.evidence if found.verdict is Verdict.STALE]
    years = [year for found in old if (year := newest_year(found)) is not None]
    return expected is not None and bool(years) and max(years) == expected - 1


def remedy_title(finding: ItemFinding, as_of: date) -> Phrase:
    """What to do about an item in a few words, with the year that is wanted."""
    year = expected_year(finding.code, as_of)
    name = f"{finding.name} {year}" if year else finding.name
    return {
        Verdict.PARTIAL: say("Lengkapi: {name}", name=name),
        Verdict.STALE: say("Perbarui: {name}", name=name),
        Verdict.UNREADABLE: say("Ganti dengan berkas yang terbaca: {name}", name=name),
        Verdict.WRONG_UNIT: say("Ganti dengan milik sendiri: {name}", name=name),
    }.get(finding.verdict, say("Umumkan: {name}", name=name))
