"""What the words of a publication tell of its age: the elections that it names, the rules that it cites.

The same reading as of websites (`siteaudit.periods`, `siteaudit.citations`), for
freshness under UU 14/2008 article 9.
"""

from datetime import date

from terbuka.rules.pages import Page
from terbuka.rules.siteaudit.citations import cited_in
from terbuka.rules.siteaudit.periods import elections_named


def elections_in(title: str, text: str) -> tuple[int, ...]:
    """Years of elections that the title names, else the opening of the text."""
    return elections_named(Page(url="", title=title, text=text))


def cited_rules(text: str, on: date) -> tuple[tuple[str, date | None], ...]:
    """Each rule that the text cites, with the first day on which it no longer held; None where it holds."""
    cited = cited_in(text.lower(), on)
    ended = dict(cited.ended)
    gone = tuple((name, ended.get(name, on)) for name in cited.revoked)
    return gone + tuple((name, None) for name in cited.in_force)
