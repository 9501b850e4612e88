"""What changed between two audits of a unit: items that came, went or moved, defects new and mended.

An item whose place could not be looked at this time is not lost, and a defect
there is not mended (Perki 1/2021 has bodies judged by what they publish, and
what nobody could open says nothing about it).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from terbuka.rules.siteaudit.findings import Verdict

_SILENT = (Verdict.COULD_NOT_LOOK, Verdict.NOT_APPLICABLE)

type DefectKey = tuple[str, str, str]
"""Kind, address, and the page on which a visitor meets it."""


@dataclass(frozen=True, slots=True)
class Move:
    """The verdict on one item, before and now."""

    code: str
    before: Verdict
    now: Verdict


@dataclass(frozen=True, slots=True)
class Changes:
    """Items that are newly in place, lost, or otherwise judged anew; defects that are new and mended."""

    gained: tuple[Move, ...] = ()
    lost: tuple[Move, ...] = ()
    moved: tuple[Move, ...] = ()
    new_defects: tuple[DefectKey, ...] = ()
    mended: tuple[DefectKey, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost or self.moved or self.new_defects or self.mended)


def changes(
    before: Mapping[str, str],
    now: Mapping[str, str],
    *,
    defects_before: Iterable[DefectKey] = (),
    defects_now: Iterable[DefectKey] = (),
    unseen: Collection[str] = (),
) -> Changes:
    """Compare verdicts by item code and defects of two audits; `unseen` could not be opened this time."""
    moves = [
        Move(code, Verdict(before[code]), Verdict(verdict))
        for code, verdict in now.items()
        if code in before and before[code] != verdict
    ]
    gained = tuple(move for move in moves if move.now is Verdict.PRESENT)
    lost = tuple(move for move in moves if move.before is Verdict.PRESENT and move.now not in _SILENT)
    others = tuple(
        move
        for move in moves
        if Verdict.PRESENT not in (move.before, move.now)
        and move.now not in _SILENT
        and move.before not in _SILENT
    )
    earlier, present = dict.fromkeys(defects_before), dict.fromkeys(defects_now)
    return Changes(
        gained,
        lost,
        others,
        tuple(key for key in present if key not in earlier),
        tuple(key for key in earlier if key not in present and not {key[1], key[2]} & set(unseen)),
    )
