"""Acts of law and other grounds, and the citations that name them.

Source: `data/sources.toml`. A citation is ``id:article``: ``uu14-2008:22(7)``,
``practice:kpu-incomplete`` (what bodies do), ``design:reminders`` (our default).
One that does not resolve is an error when the data is loaded, never a surprise
in front of an officer.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from terbuka.rules.language import Phrase, say
from terbuka.rules.wording import Wording

DATA = Path(__file__).parent / "data"

# What an act is called before its number, as it stands in running text and in addresses.
_NAMES = {
    "uu": ("UU", "Undang Undang"),
    "pp": ("PP", "Peraturan Pemerintah"),
    "perpres": ("Perpres", "Peraturan Presiden"),
    "keppres": ("Keppres", "Keputusan Presiden"),
    "perma": ("Perma", "Peraturan Mahkamah Agung"),
    "perki": ("Perki", "PKI", "Peraturan Komisi Informasi", "Peraturan KI"),
    "pkpu": ("PKPU", "P-KPU", "Peraturan KPU", "Peraturan Komisi Pemilihan Umum"),
    "perbawaslu": ("Perbawaslu", "Peraturan Bawaslu", "Peraturan Badan Pengawas Pemilihan Umum"),
    "skb": ("SKB", "Keputusan Bersama"),
}
_SHORT = {
    "uu": "UU",
    "pp": "PP",
    "perpres": "Perpres",
    "keppres": "Keppres",
    "perma": "Perma",
    "perki": "Perki",
    "pkpu": "PKPU",
    "perbawaslu": "Perbawaslu",
    "skb": "SKB",
}
_ARTICLE = re.compile(r"(\d{1,3}[A-Z]?)(?:-(\d{1,3}[A-Z]?))?(?:\((\d{1,2}[a-z]?)\))?([a-z])?")


class CitationError(ValueError):
    """A citation names no act, no article of it, or no practice that we know."""


@cache
def _patterns(kind: str, number: int, year: int) -> tuple[re.Pattern[str], ...]:
    # Words of an address are parted by hyphens, those of a text by spaces; quantities are
    # bounded so that no hostile page can make the search slow.
    part = r"[\s\-_]"
    names = "|".join(re.sub("[ -]", lambda _: part + "{0,3}", name) for name in _NAMES[kind])
    owner = rf"(?:{part}{{1,3}}(?:Republik{part}{{1,3}}Indonesia|RI|Pusat|KIP|PDP|Pemilu))?"
    pattern = (
        rf"(?<![A-Za-z])(?:{names}){owner}[\s\-_.:,]{{0,4}}(?:nomor|nomer|nmr|no)?[\s\-_.:]{{0,4}}"
        rf"0{{0,2}}{number}[\s\-_.,]{{0,3}}(?:/|tahun|thn|th|[-–])[\s\-_.]{{0,3}}{year}(?!\d)"
    )
    return (re.compile(pattern, re.IGNORECASE),)


@dataclass(frozen=True, slots=True)
class Act:
    """One act of law. `valid_to` is the first day on which it no longer holds.

    A missing `valid_from` means that its first day was not read. `confidence`
    is A to D as in the digest; `subject` is information, election, archives,
    data, calendar or court; `articles` the number of its last article, or None.
    """

    id: str
    kind: str
    number: int
    year: int
    title: str
    subject: str
    confidence: str
    valid_from: date | None = None
    valid_to: date | None = None
    revoked_by: tuple[str, ...] = ()
    amended_by: tuple[str, ...] = ()
    articles: int | None = None
    read_at: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """Its short name: "UU 14/2008"."""
        return f"{_SHORT[self.kind]} {self.number}/{self.year}"

    @property
    def citation_patterns(self) -> tuple[re.Pattern[str], ...]:
        """Patterns of the forms by which texts and addresses cite it.

        "PKPU 1/2015", "PKPU No. 1 Tahun 2015", "Peraturan KPU Nomor 01 Tahun 2015",
        "peraturan-komisi-pemilihan-umum-nomor-1-tahun-2015".
        """
        return _patterns(self.kind, self.number, self.year)

    @property
    def successors(self) -> tuple["Act", ...]:
        """The acts that took its place, each with its later amendments, oldest first."""
        heirs: list[Act] = []
        for name in self.revoked_by:
            heir = act(name)
            heirs += [heir, *(act(change) for change in heir.amended_by)]
        return tuple(heirs)

    def is_cited_in(self, text: str) -> bool:
        """Does `text` name this act?"""
        return any(pattern.search(text) for pattern in self.citation_patterns)

    def is_in_force(self, on: date) -> bool:
        """Does the act hold on this day? An unread first day counts as long past."""
        began = self.valid_from is None or self.valid_from <= on
        return began and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground that is no act: what bodies do (`practice`), or our own default (`design`)."""

    id: str
    kind: str
    title: Wording
    read_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation that resolved: its source and, for an act, the article."""

    text: str
    source: Act | Ground
    article: str = ""

    @property
    def label(self) -> Phrase:
        """As people read it: "UU 14/2008 Pasal 22 ayat (7)"; the title of a practice."""
        if isinstance(self.source, Ground):
            return Phrase("{title}", (("title", self.source.title),))
        found = _ARTICLE.fullmatch(self.article)
        if not found:
            return Phrase("{act}", (("act", self.source.short),))
        first, last, paragraph, letter = found.groups()
        article = first + (f"–{last}" if last else "")
        if paragraph and letter:
            return say(
                "{act} Pasal {article} ayat ({paragraph}) huruf {letter}",
                act=self.source.short,
                article=article,
                paragraph=paragraph,
                letter=letter,
            )
        if paragraph:
            return say(
                "{act} Pasal {article} ayat ({paragraph})",
                act=self.source.short,
                article=article,
                paragraph=paragraph,
            )
        return say("{act} Pasal {article}", act=self.source.short, article=article + (letter or ""))


def _act(name: str, row: dict[str, Any]) -> Act:
    return Act(
        id=name,
        kind=row["kind"],
        number=row["number"],
        year=row["year"],
        title=row["title"],
        subject=row["subject"],
        confidence=row["confidence"],
        valid_from=row.get("from"),
        valid_to=row.get("to"),
        revoked_by=tuple(row.get("revoked_by", ())),
        amended_by=tuple(row.get("amended_by", ())),
        articles=row.get("articles"),
        read_at=tuple(row.get("read_at", ())),
    )


@cache
def _loaded() -> tuple[dict[str, Act], dict[str, Ground]]:
    data = tomllib.loads((DATA / "sources.toml").read_text("utf-8"))
    grounds = {
        f"{kind}:{name}": Ground(
            f"{kind}:{name}", kind, Wording(row["title"], row["title_en"]), tuple(row.get("read_at", ()))
        )
        for kind in ("practice", "design")
        for name, row in data.pop(kind).items()
    }
    found = {name: _act(name, row) for name, row in data.items()}
    for one in found.values():
        for other in (*one.revoked_by, *one.amended_by):
            if other not in found:
                raise CitationError(f"{one.id} names {other}, which sources.toml does not have")
    return found, grounds


def acts() -> tuple[Act, ...]:
    """Every act, in the order of the file."""
    return tuple(_loaded()[0].values())


def grounds() -> tuple[Ground, ...]:
    """Every practice and default that is no act."""
    return tuple(_loaded()[1].values())


def act(name: str) -> Act:
    """The act with this id. Raises CitationError."""
    try:
        return _loaded()[0][name]
    except KeyError:
        raise CitationError(f"{name} is no act of sources.toml") from None


def citation(text: str) -> Citation:
    """The citation behind ``id:article`` (an act's id alone is one too). Raises CitationError."""
    found, others = _loaded()
    if text in others:
        return Citation(text, others[text])
    name, _, article = text.partition(":")
    if name not in found:
        raise CitationError(f"{text}: no such source")
    parts = _ARTICLE.fullmatch(article)
    if ":" in text and not parts:
        raise CitationError(f"{text}: {article!r} is not the form of an article")
    last = found[name].articles
    if parts and last and int(re.sub(r"\D", "", parts[2] or parts[1])) > last:
        raise CitationError(f"{text}: {found[name].short} ends with article {last}")
    return Citation(text, found[name], article)


def revoked_rules() -> tuple[Act, ...]:
    """Acts that were revoked, with `citation_patterns` to find them and `successors` to name instead."""
    return tuple(one for one in acts() if one.revoked_by)


def in_force(on: date) -> tuple[Act, ...]:
    """The acts that hold on this day."""
    return tuple(one for one in acts() if one.is_in_force(on))


def acts_cited(text: str) -> tuple[Act, ...]:
    """Every act, revoked or in force, that `text` names."""
    return tuple(one for one in acts() if one.is_cited_in(text))
