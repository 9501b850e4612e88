"""What a file that somebody dropped may be: items, period and title, each with its reason; a person decides.

The same match that reads websites reads the file (`rules.matching`): its name, its own
title, its first page. Source of the items: `data/required_items.csv`, drawn from UU 14/2008
articles 9 to 11.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from terbuka.rules.catalogue import InformationClass, required_items
from terbuka.rules.freshness import rule
from terbuka.rules.guarding import may_stand_in_words
from terbuka.rules.language import Phrase, say
from terbuka.rules.matching.decide import Context, Match, match
from terbuka.rules.pages import File, Kind, Page
from terbuka.rules.siteaudit.periods import Basis, period_of
from terbuka.rules.units import Unit

MOST_ITEMS = 5
_OWN_HOST = "berkas.invalid"
_NAME_HOLDS = say("nama berkas memuat “{words}”")
_ENDING = re.compile(r"\.[A-Za-z0-9]{2,5}\Z")
_SIGNS = re.compile(r"[_+]+|%20|(?<=\w)-(?=\w)")
_SCANNER = re.compile(
    r"(?:img|image|scan|scanned|doc|dokumen|camscanner|whatsapp image|cetak|print|lampiran|file|berkas|new"
    r"|copy|final|fix|rev(?:isi)?|untitled)?[\s\d_().\-]*",
    re.IGNORECASE,
)
_FROM_PLACE = {
    "cover": say("dari halaman pertama"),
    "title": say("dari judul dokumen"),
    "link": say("dari nama berkas"),
    "text": say("dari isi dokumen"),
    "address": say("dari nama berkas"),
    "heading": say("dari subjudul"),
}


@dataclass(frozen=True, slots=True)
class Guess:
    """What a machine makes of a file. `period` is first and last day; every value may be lacking."""

    items: tuple[Match, ...] = ()
    title: str = ""
    title_reason: Phrase | None = None
    period: tuple[date, date] | None = None
    period_words: str = ""
    period_reason: Phrase | None = None
    information_class: InformationClass | None = None
    made_on: date | None = None


def words_of_name(name: str) -> str:
    """A file's name as words: "LKjIP_2025-final.pdf" is "LKjIP 2025 final"; "" for a scanner's name."""
    words = " ".join(_SIGNS.sub(" ", _ENDING.sub("", name)).split())
    return "" if _SCANNER.fullmatch(words) else words


def guess(
    name: str, *, kind: Kind, title: str, first_page: str, text: str, unit: Unit | None, as_of: date
) -> Guess:
    """Guess from the file's name, its own title, first page and text. Pure; never decides alone."""
    named = words_of_name(name)
    page = Page(
        url=f"https://{_OWN_HOST}/{name}",
        title=title or named,
        kind=kind,
        text=text,
        anchors=(named,) if named else (),
        file=File(kind=kind, title=title, first_page=first_page),
    )
    items = _items(page, named, unit)
    wants, is_report = _wants(items)
    about = period_of(page, as_of, wants, is_about_year_before=is_report)
    signed = period_of(page, as_of, "age")
    period = (about.found.start, about.found.end) if about and about.basis is not Basis.UPLOADED else None
    is_table = kind is Kind.XLSX or name.lower().endswith(".csv")
    best, reason = _title(named, title, is_table=is_table)
    return Guess(
        items=items,
        title=best,
        title_reason=reason,
        period=period,
        period_words=about.found.words if about and period else "",
        period_reason=_FROM_PLACE.get(about.source) if about and period else None,
        information_class=_class_of(items[0].code) if items else None,
        made_on=_signed_on(signed, as_of) if signed else None,
    )


def _items(page: Page, named: str, unit: Unit | None) -> tuple[Match, ...]:
    """The items that the document's own words speak for, and those that its file's name does."""
    # What an officer brings is the unit's own, as if it lay on its official site.
    context = Context(unit.institution if unit else None, unit, frozenset({_OWN_HOST}))
    found = {one.code: one for one in match(replace(page, anchors=()), context)}
    if named and named != page.title:
        for one in match(replace(page, title=named, anchors=(), file=None, kind=Kind.OTHER), context):
            told = tuple(_of_name(reason) for reason in one.reasons)
            before = found.get(one.code)
            reasons = (*before.reasons, *told) if before else told
            score = max(one.score, before.score if before else 0.0)
            found[one.code] = Match(one.code, score, tuple(dict.fromkeys(reasons)))
    owed = (one for one in found.values() if unit is None or _owes(unit, one.code))
    return tuple(sorted(owed, key=lambda one: (-one.score, one.code)))[:MOST_ITEMS]


def _of_name(reason: Phrase) -> Phrase:
    """The reason that names a title, said of the file's name."""
    if "judul memuat" in reason.source:
        return Phrase(_NAME_HOLDS.source, reason.values)
    return reason


def _title(named: str, title: str, *, is_table: bool) -> tuple[str, Phrase | None]:
    """The document's own title where it has one; a title in capitals is written as a sentence is.

    The first row of a table is no title where the file has a name, and words that hold
    a person's number never are.
    """
    if title and not (is_table and named) and may_stand_in_words({"title": title}):
        tidy = title.capitalize() if title.isupper() and len(title) > 40 else title
        return tidy[:300], say("dari judul dokumen")
    return named[:300], say("dari nama berkas") if named else None


def _owes(unit: Unit, code: str) -> bool:
    return any(
        item.code == code and item.applies_to(unit.institution, unit.level) for item in required_items()
    )


def _class_of(code: str) -> InformationClass:
    return next(item.information_class for item in required_items() if item.code == code)


def _wants(items: tuple[Match, ...]) -> tuple[str, bool]:
    """Which kind of period the best item asks for, and whether it is a report on the year before."""
    for one in items[:1]:
        item = next(item for item in required_items() if item.code == one.code)
        law = rule(item.freshness or "none")
        return law.kind, law.kind == "year" and law.number == 1
    return "year", False


def _signed_on(signed: object, as_of: date) -> date | None:
    """The one day on which it was signed, where the file names one that lies behind us."""
    found = getattr(signed, "found", None)
    if found is None or found.start != found.end or found.end > as_of:
        return None
    day: date = found.end
    return day
