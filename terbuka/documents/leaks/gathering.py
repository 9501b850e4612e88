"""Gathers what the readers of the file formats see, within the bounds of time and number."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from terbuka.documents.leaks.finding import Bounds, Box, Finding, Hint, HintKind, Leak
from terbuka.rules.language import Phrase, say
from terbuka.rules.personal.finding import find_personal
from terbuka.rules.personal.kinds import Hit, Personal, masked
from terbuka.rules.personal.minors import children_in
from terbuka.rules.personal.passage import Passage
from terbuka.rules.wording import quoted

# A list of thousands of voters is told as one finding; so many places are named or marked.
MOST_BOXES = 5_000
_STEP = 60_000
_MOST_PLACES = 200


@dataclass(slots=True)
class Gathering:
    """One file under inspection: what was found so far, and how far one may still look.

    `within` names the file or part that a nested file was taken from; `depth` counts archives in archives.
    """

    bounds: Bounds
    on: date | None = None
    within: str = ""
    depth: int = 0
    until: float = 0.0
    findings: list[Finding] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    nested: list[tuple[str, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The clock starts with the first file."""
        self.until = self.until or time.monotonic() + self.bounds.seconds

    @property
    def is_late(self) -> bool:
        """Is the time for this file used up?"""
        return time.monotonic() > self.until

    def found(
        self,
        kind: Leak,
        where: Phrase,
        *,
        page: int | None = None,
        count: int = 1,
        excerpt: str = "",
        boxes: Iterable[Box] = (),
        is_hidden: bool = False,
    ) -> None:
        """Note a finding; its excerpt is hidden here but for four characters."""
        self.findings.append(
            Finding(
                kind, self.placed(where), page, count, masked(excerpt), tuple(boxes)[:MOST_BOXES], is_hidden
            )
        )

    def hint(
        self,
        kind: HintKind,
        where: Phrase,
        *,
        page: int | None = None,
        count: int = 1,
        boxes: Iterable[Box] = (),
    ) -> None:
        """Note something that a person has to judge, once."""
        hint = Hint(kind, self.placed(where), page, count, tuple(boxes)[:MOST_BOXES])
        if hint not in self.hints:
            self.hints.append(hint)

    def not_read(self, where: Phrase) -> None:
        """Say which part was not looked at."""
        self.hint(HintKind.NOT_READ, where)

    def attached(self, name: str, content: bytes) -> None:
        """Note a file inside the file; it is looked into afterwards."""
        label = quoted(" ".join(name.split())[-50:] or "?")
        self.found(Leak.ATTACHMENT, say("lampiran {name}", name=label), is_hidden=True)
        self.nested.append((label, content))

    def placed(self, where: Phrase) -> Phrase:
        """The place, with the file inside an archive or document before it."""
        return say("{file}: {where}", file=self.within, where=where) if self.within else where

    def personal(
        self,
        passage: Passage,
        where: Callable[[list[Hit]], Phrase],
        *,
        page: int | None = None,
        boxes: Callable[[Hit], Iterable[Box]] | None = None,
        is_hidden: bool = False,
    ) -> tuple[Hit, ...]:
        """Look for personal data in a passage; one finding a kind, equal values once. Returns the hits."""
        hits = find_personal(passage)
        tally = Tally()
        for hit in hits:
            tally.add(hit, passage, boxes(hit) if boxes else ())
        tally.tell(self, where, page=page, is_hidden=is_hidden)
        children = children_in(passage, hits, self.on)
        if children:
            self.hint(HintKind.MINOR, where(list(children)), page=page, count=len(children))
        return hits

    def personal_words(
        self, words: str, where: Phrase, *, heading: str = "", is_hidden: bool = False
    ) -> None:
        """Look for personal data in words of any length that stand in one place."""
        tally, head, start = Tally(), "", 0
        while start < len(words):
            if self.is_late:
                self.not_read(where)
                break
            end = start + _STEP
            # A piece ends with a line; a table that goes on keeps its headings.
            end = (words.rfind("\n", start, end) + 1 or end) if end < len(words) else end
            passage = Passage(f"{head}\n{words[start:end]}" if head else words[start:end], heading=heading)
            hits = find_personal(passage)
            for hit in hits:
                tally.add(hit, passage)
            children = children_in(passage, hits, self.on)
            if children:
                self.hint(HintKind.MINOR, where, count=len(children))
            head, start = passage.last_heading(), end
        tally.tell(self, lambda _: where, is_hidden=is_hidden)


@dataclass(slots=True)
class _Kind:
    first: str
    values: set[str] = field(default_factory=set)
    hits: list[Hit] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """Personal data of one place (a page, a sheet), counted by kind; keeps the first places only."""

    kinds: dict[Personal, _Kind] = field(default_factory=dict)

    def add(self, hit: Hit, passage: Passage, boxes: Iterable[Box] = ()) -> _Kind:
        """Count a hit; equal values count once."""
        mine = self.kinds.setdefault(hit.kind, _Kind(passage.text[hit.start : hit.end]))
        mine.values.add(hit.value)
        if len(mine.hits) < _MOST_PLACES:
            mine.hits.append(hit)
        if len(mine.boxes) < MOST_BOXES:
            mine.boxes += boxes
        return mine

    def tell(
        self,
        gathering: Gathering,
        where: Callable[[list[Hit]], Phrase],
        *,
        page: int | None = None,
        is_hidden: bool = False,
    ) -> None:
        """One finding a kind."""
        for kind, mine in self.kinds.items():
            gathering.found(
                Leak(kind),
                where(mine.hits),
                page=page,
                count=len(mine.values),
                excerpt=mine.first,
                boxes=mine.boxes,
                is_hidden=is_hidden,
            )


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of one kind in one place as one, the larger count kept."""
    kept: dict[tuple[object, ...], Finding] = {}
    for one in findings:
        key = (one.kind, str(one.where), one.page, one.is_hidden)
        old = kept.get(key)
        if old is None:
            kept[key] = one
        else:
            kept[key] = Finding(
                one.kind,
                old.where,
                old.page,
                old.count + one.count,
                old.excerpt,
                old.boxes + one.boxes,
                old.is_hidden,
            )
    return tuple(kept.values())
