"""The unit's own catalogue beside what its site shows: either proves a required item, the better one wins.

A publication counts as long as it is public and fresh under the item's rule. Where site and
catalogue prove the same, both are named. A question that asks for the site itself (menus, live
links, the video on the PPID's site) is answered from the site; the catalogue then says what is
ready to be put there. Legal ground: UU 14/2008 articles 9 to 11, Perki 1/2021 articles 14 to 21.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from terbuka.rules.catalogue import required_items
from terbuka.rules.language import say
from terbuka.rules.pages import File, Kind, Page
from terbuka.rules.siteaudit.findings import Evidence, ItemFinding, Verdict

# What the site may still hold: an old publication does not decide it.
_OPEN_ON_SITE = (Verdict.NEEDS_REVIEW, Verdict.COULD_NOT_LOOK)
_FIRST_PAGE = 3_000


@dataclass(frozen=True, slots=True)
class Catalogued(Evidence):
    """A publication that anybody may open at `url`; `verdict` is present, or stale under the item's rule.

    `confirmed_on` is when a person last said that it holds, `is_on_site` whether an
    audit saw it on the unit's own site, `text` what it says, `is_file` for a document.
    """

    confirmed_on: date | None = None
    is_on_site: bool = False
    text: str = ""
    is_file: bool = False


@dataclass(frozen=True, slots=True)
class Posted:
    """The last post of an official account on social media, with an address that shows it."""

    day: date
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class CatalogueFacts:
    """What a unit has made public: proof by code of the required item, films, posts of its accounts."""

    items: Mapping[str, tuple[Catalogued, ...]] = field(default_factory=dict)
    films: tuple[Catalogued, ...] = ()
    posts: tuple[Posted, ...] = ()

    def pages(self) -> dict[str, Page]:
        """Each publication as a page that was opened, by its address."""
        every = (*(one for proofs in self.items.values() for one in proofs), *self.films)
        return {one.url: _page(one) for one in every}


def _page(one: Catalogued) -> Page:
    file = File(kind=Kind.PDF, title=one.title, first_page=one.text[:_FIRST_PAGE]) if one.is_file else None
    return Page(url=one.url, title=one.title, text=one.text, published_on=one.confirmed_on, file=file)


def beside_the_site(found: Iterable[ItemFinding], catalogue: CatalogueFacts | None) -> dict[str, ItemFinding]:
    """The findings of an audit together with what the catalogue proves, by code; the better verdict each.

    An item that no audit looked for is proven by what is fresh alone.
    """
    items = {one.code: one for one in found}
    for code, proofs in (catalogue.items if catalogue else {}).items():
        ordered = sorted(proofs, key=lambda one: list(Verdict).index(one.verdict))
        seen = items.get(code)
        if seen is None:
            fresh = [one for one in ordered if one.verdict is Verdict.PRESENT]
            if fresh:
                items[code] = _unaudited(code, fresh)
        elif seen.verdict is not Verdict.NOT_APPLICABLE and ordered:
            items[code] = _together(seen, ordered)
    return items


def _unaudited(code: str, proofs: list[Catalogued]) -> ItemFinding:
    item = next(item for item in required_items() if item.code == code)
    return ItemFinding(
        code, item.name, item.information_class, Verdict.PRESENT, _sure(proofs[0]), tuple(proofs)
    )


def _sure(proof: Catalogued) -> float:
    """Two persons stand behind it; what the site does not show a verifier may ask about."""
    return 0.95 if proof.is_on_site else 0.85


def _together(seen: ItemFinding, proofs: list[Catalogued]) -> ItemFinding:
    order, best = list(Verdict).index, proofs[0]
    # Of equals the site comes first: there a verifier looks first.
    evidence = tuple(sorted((*seen.evidence, *proofs), key=lambda one: order(one.verdict)))
    is_better = order(best.verdict) < order(seen.verdict)
    if is_better and not (best.verdict is Verdict.STALE and seen.verdict in _OPEN_ON_SITE):
        remedy = None
        if best.verdict is Verdict.STALE:
            remedy = say("Umumkan versi baru dari informasi ini di katalog, lalu pasang di situs.")
        return replace(
            seen,
            verdict=best.verdict,
            confidence=_sure(best),
            evidence=evidence,
            remedy=remedy or seen.remedy,
        )
    return replace(seen, evidence=evidence)
