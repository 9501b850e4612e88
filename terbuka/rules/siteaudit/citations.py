"""Rules that a text cites, and whether they still hold on a given day.

Every act named by kind, number and year is found in one pass; those of
`data/sources.toml` that were revoked are told apart, as PKPU 1/2015,
revoked by PKPU 22/2023. An act that the list does
not know counts as in force.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from terbuka.rules.matching.scanning import at_word_start
from terbuka.rules.siteaudit.words import pattern, withdrawn
from terbuka.rules.sources import Act, revoked_rules

_KINDS = {
    "uu": "uu", "undang-undang": "uu", "undang undang": "uu",
    "pp": "pp", "peraturan pemerintah": "pp",
    "perki": "perki", "peraturan komisi informasi": "perki", "peraturan ki": "perki",
    "pkpu": "pkpu", "peraturan kpu": "pkpu", "peraturan komisi pemilihan umum": "pkpu",
    "perbawaslu": "perbawaslu", "peraturan bawaslu": "perbawaslu",
    "peraturan badan pengawas pemilihan umum": "perbawaslu", "peraturan badan pengawas pemilu": "perbawaslu",
}  # fmt: skip
_CITED = re.compile(
    r"(?P<kind>"
    + at_word_start(name.replace(" ", r"[\s\-_]{1,2}") for name in sorted(_KINDS, key=len, reverse=True))
    + r")(?![a-z])(?:[\s\-_,.]{1,3}(?:ri|pusat|republik[\s\-_]indonesia|kip|pemilu|pdp))?"
    r"[\s\-_,.:]{0,3}(?:nomor|nomer|no|nmr)?[\s\-_.:]{0,4}0{0,2}(?P<number>[0-9]{1,3})[\s\-_.,]{0,3}"
    r"(?:/|tahun|thn|th|[-–])[\s\-_.]{0,3}(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
)
_NEAR, _STATUS_CELL = 140, 60


@dataclass(frozen=True, slots=True)
class Cited:
    """What a text cites: revoked rules by short name, those of them shown as revoked, and those in force."""

    revoked: tuple[str, ...] = ()
    marked: frozenset[str] = frozenset()
    in_force: tuple[str, ...] = ()
    replaced_by: tuple[tuple[str, str], ...] = ()
    ended: tuple[tuple[str, date], ...] = ()

    def revoked_on(self, names: list[str]) -> date:
        """The first day on which any of these rules no longer held."""
        days = dict(self.ended)
        return min((days[name] for name in names if name in days), default=date.min)


NOTHING = Cited()


@cache
def _revoked() -> dict[tuple[str, int, int], Act]:
    return {(act.kind, act.number, act.year): act for act in revoked_rules()}


@cache
def _revoked_years() -> frozenset[str]:
    return frozenset(str(year) for _, _, year in _revoked())


def may_cite_revoked(low: str) -> bool:
    """A quick look: without the year of a revoked act in it, a text cites none."""
    for century in ("20", "19"):
        at = -1
        while (at := low.find(century, at + 1)) >= 0:
            if low[at : at + 4] in _revoked_years():
                return True
    return any(ruling.number in low for ruling in withdrawn())


def _kind(words: str) -> str:
    return _KINDS[re.sub(r"[\s_]+|(?<!undang)-", " ", words)]


def _is_marked(low: str, start: int, end: int) -> bool:
    """Does the sentence or row around a citation say that the rule is revoked or replaced?"""
    left = max(
        low.rfind("\n", max(0, start - _NEAR), start),
        low.rfind(". ", max(0, start - _NEAR), start),
        start - _NEAR,
        0,
    )
    breaks = [at for at in (low.find("\n", end, end + _NEAR), low.find(". ", end, end + _NEAR)) if at >= 0]
    right = min(breaks, default=end + _NEAR)
    # A table read cell by cell has its status on a short line of its own.
    after = low.find("\n", right + 1, right + _STATUS_CELL)
    if low[right : right + 1] == "\n" and (after >= 0 or len(low) <= right + _STATUS_CELL):
        right = after if after >= 0 else len(low)
    return bool(pattern("revoked_mark").search(low, left, right))


def cited_in(low: str, on: date) -> Cited:
    """Rules named in `low` (lower-case text), told apart by whether they hold on this day."""
    if not ("20" in low or "19" in low):
        return NOTHING
    revoked: dict[str, bool] = {}
    heirs: dict[str, str] = {}
    ended: dict[str, date] = {}
    in_force: dict[str, None] = {}
    for found in _CITED.finditer(low):
        kind, number, year = _kind(found["kind"]), int(found["number"]), int(found["year"])
        act = _revoked().get((kind, number, year))
        if act is None or act.is_in_force(on):
            in_force[f"{kind} {number}/{year}"] = None
            continue
        marked = _is_marked(low, found.start(), found.end())
        revoked[act.short] = revoked.get(act.short, False) or marked
        if act.valid_to:
            ended[act.short] = act.valid_to
        if act.successors:
            heirs[act.short] = act.successors[0].short
    for ruling in withdrawn():
        may_stand = ruling.withdrawn_on <= on and ruling.number in low
        found_ruling = ruling.pattern.search(low) if may_stand else None
        if found_ruling:
            ended[ruling.name] = ruling.withdrawn_on
            revoked[ruling.name] = _is_marked(low, found_ruling.start(), found_ruling.end())
    return Cited(
        revoked=tuple(revoked),
        marked=frozenset(name for name, is_marked in revoked.items() if is_marked),
        in_force=tuple(in_force),
        replaced_by=tuple(heirs.items()),
        ended=tuple(ended.items()),
    )
