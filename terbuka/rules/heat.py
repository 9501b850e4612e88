"""A province at a glance: shares of points in cells, who is silent and what to write them, commonest gaps.

Whoever runs an assessment must know in time who will not make it, and what
most units lack (Perki 1/2022: the results end in recommendations). Shares are
exact and shown rounded down, so that only a full share is shown as 100.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from terbuka.rules.daynames import Day
from terbuka.rules.language import speaking
from terbuka.rules.siteaudit.findings import Verdict

SILENT_DAYS = 7
"""Days without any sign of life after which a unit that still fills counts as silent.

A round is filled in about four weeks, so after one of them there is still time to help.
"""
SHADES = 5
# What is wrong and can be mended. What could not be looked at, or needs a person's eye, is no gap.
GAPS = (Verdict.MISSING, Verdict.WRONG_UNIT, Verdict.STALE, Verdict.UNREADABLE, Verdict.PARTIAL)
# Neither for nor against a unit: no duty, or nobody could look.
UNCOUNTED = (Verdict.NOT_APPLICABLE, Verdict.COULD_NOT_LOOK)


@dataclass(frozen=True, slots=True)
class Signs:
    """When a unit last did anything in a round, by kind; None for never."""

    signed_in_on: date | None = None
    saved_on: date | None = None
    audited_on: date | None = None
    submitted_on: date | None = None

    @property
    def last_on(self) -> date | None:
        """The day of the last sign of life."""
        days = (self.signed_in_on, self.saved_on, self.audited_on, self.submitted_on)
        return max((day for day in days if day), default=None)


def quiet_days(signs: Signs, *, opened_on: date, today: date) -> int:
    """Days since the last sign of life, counted at the earliest from the day the round was opened."""
    return max((today - max(signs.last_on or opened_on, opened_on)).days, 0)


def is_silent(
    signs: Signs, *, is_filling: bool, opened_on: date, today: date, after: int = SILENT_DAYS
) -> bool:
    """Has a unit that must still fill its questionnaire given no sign of life for `after` days?

    One that has submitted has done its part: now the level above is asked.
    """
    return is_filling and quiet_days(signs, opened_on=opened_on, today=today) >= after


def percent(points: Fraction, weight: Fraction | int) -> int | None:
    """The share in per cent, rounded down; None where there was nothing to earn."""
    return int(points * 100 / weight) if weight else None


def shade(share: int) -> int:
    """One of five shades for a share in per cent, 1 the lowest."""
    return min(share * SHADES // 100 + 1, SHADES)


def in_place(verdicts: Mapping[str, int]) -> int | None:
    """The per cent of required items that are in place, of those that could be judged; None for none."""
    judged = sum(n for verdict, n in verdicts.items() if verdict not in UNCOUNTED)
    return percent(Fraction(verdicts.get(Verdict.PRESENT, 0)), judged)


def lacking(verdicts: Mapping[str, int]) -> int:
    """How many units lack an item, of those with these verdicts on it."""
    return sum(verdicts.get(verdict, 0) for verdict in GAPS)


@dataclass(frozen=True, slots=True)
class CommonGap:
    """What `units` units lack; `points` is the sum of what it costs them, None where no score tells."""

    key: str
    units: int
    points: Fraction | None = None


def commonest(gaps: Iterable[CommonGap], most: int) -> list[CommonGap]:
    """The gaps that most units have, the dearer first among equals."""
    found = (gap for gap in gaps if gap.units)
    return sorted(found, key=lambda gap: (-gap.units, -(gap.points or 0), gap.key))[:most]


def reminder(*, unit: str, holder: str, name: str, days: int, until: date, today: date, address: str) -> str:
    """What to write to a silent unit, ready to send: always Indonesian, for its officers read it.

    `name` is the round's, `until` its last day of filling, `address` where the work goes on.
    """
    with speaking("id"):
        term = f"berakhir {Day(until)}" if today <= until else f"sudah berakhir {Day(until)}"
    return (
        f"Yth. {holder or 'PPID'}, {unit}. Kuesioner {name} sudah {days} hari tanpa kegiatan; "
        f"pengisian {term}. Mohon dilanjutkan di {address} . "
        "Bila ada kendala, balas pesan ini agar kami bantu. Terima kasih."
    )
