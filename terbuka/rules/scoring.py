"""From a score to its category and rank, without a float on the way.

Scores are exact fractions from 0 to 100. A category is decided by lower bounds on
the exact score (`data/band_scales.toml`; Perki 1/2022 and the yearly guides of each
assessor); what is shown has two decimals, rounded down, so that no shown number
contradicts its category. The weighted questionnaire lives with the drafting.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path

from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.rules.sources import citation
from terbuka.rules.wording import quoted

BANDS = Path(__file__).parent / "data" / "band_scales.toml"
HIGHEST = Fraction(100)
_LONGEST = 60
_NUMBER = re.compile(r"([+-]?)([0-9]+)(?:[.,]([0-9]+))?")


class Category(StrEnum):
    """The five categories, best first, and the two results that are no score.

    Their names are those of the certificates, in every language.
    """

    INFORMATIVE = "Informatif"
    NEARLY_INFORMATIVE = "Menuju Informatif"
    FAIRLY_INFORMATIVE = "Cukup Informatif"
    LESS_INFORMATIVE = "Kurang Informatif"
    NOT_INFORMATIVE = "Tidak Informatif"
    NOT_ASSESSED = "Tidak Dinilai"
    NOT_PARTICIPATING = "Tidak Partisipatif"


WITHOUT_SCORE = (Category.NOT_ASSESSED, Category.NOT_PARTICIPATING)


@dataclass(frozen=True, slots=True)
class Band:
    """A category and the lowest score that earns it."""

    category: Category
    lower: Fraction


@dataclass(frozen=True, slots=True)
class BandScale:
    """The bands of one assessor, best first; the last begins at 0."""

    key: str
    title: str
    assessor: str
    bands: tuple[Band, ...]
    cite: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit's result in a round. `outcome` is set instead of `score` where there is no score."""

    unit: str
    score: Fraction | None = None
    outcome: Category | None = None
    saq: Fraction | None = None
    access_test: Fraction | None = None
    submitted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place in the ranking; None for who stands last without a number."""

    place: int | None
    standing: Standing


class TieBreak(StrEnum):
    """What parts equal scores, in the order that a round sets."""

    SAQ = "saq"
    ACCESS_TEST = "access_test"
    EARLIER_SUBMISSION = "earlier_submission"


@cache
def scales() -> dict[str, BandScale]:
    """The shipped band scales by key."""
    data = tomllib.loads(BANDS.read_text("utf-8"))
    return {
        key: BandScale(
            key=key,
            title=row["title"],
            assessor=row["assessor"],
            bands=(
                *(Band(Category(name), Fraction(lower)) for name, lower in row["bounds"].items()),
                Band(Category.NOT_INFORMATIVE, Fraction(0)),
            ),
            cite=citation(row["cite"]).text,
            confidence=row["confidence"],
        )
        for key, row in data.items()
    }


def scale(key: str) -> BandScale:
    """The shipped scale of this key. Raises BadInput, naming the scales there are."""
    try:
        return scales()[key]
    except KeyError:
        known = ", ".join(scales())
        raise BadInput(
            say("Skala {key} tidak dikenal; pilih {known}.", key=quoted(key), known=known)
        ) from None


def parse_score(text: str) -> Fraction:
    """The exact score written as 87.5 or 87,5. Raises BadInput for all else, however long it is."""
    written = text.strip()
    if not written:
        raise BadInput(say("Nilai kosong; tulis angka dari 0 sampai 100, misalnya 87,5."))
    typed = quoted(written, _LONGEST)
    found = _NUMBER.fullmatch(written) if len(written) <= _LONGEST else None
    if not found:
        raise BadInput(
            say(
                "Nilai {text} bukan angka biasa; tulis angka dari 0 sampai 100, misalnya 87,5.",
                text=typed,
            )
        )
    sign, whole, decimals = found.groups()
    score = Fraction(int(whole + (decimals or "")), 10 ** len(decimals or ""))
    return _within(-score if sign == "-" else score, typed)


def _within(score: Fraction, text: str) -> Fraction:
    if not 0 <= score <= HIGHEST:
        raise BadInput(say("Nilai {text} di luar batas; nilai berada antara 0 dan 100.", text=text))
    return score


def category_of(score: Fraction, bands: BandScale) -> Category:
    """The category of an exact score. Raises BadInput below 0 and above 100."""
    _within(score, str(score)[:_LONGEST])
    return next(band.category for band in bands.bands if score >= band.lower)


def next_band(score: Fraction, bands: BandScale) -> Band | None:
    """The band above that of this score, or None for the best."""
    return next((band for band in reversed(bands.bands) if band.lower > score), None)


def shown(score: Fraction) -> str:
    """The score with two decimals, rounded down: 89.995 is shown as 89.99."""
    hundredths = score.numerator * 100 // score.denominator
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _merit(standing: Standing, breaks: Sequence[TieBreak]) -> tuple[Fraction | float, ...]:
    """What a standing is compared by, larger first; what is not known loses."""
    unknown = Fraction(-1)
    submitted = -standing.submitted_at.timestamp() if standing.submitted_at else float("-inf")
    part: dict[TieBreak, Fraction | float] = {
        TieBreak.SAQ: unknown if standing.saq is None else standing.saq,
        TieBreak.ACCESS_TEST: unknown if standing.access_test is None else standing.access_test,
        TieBreak.EARLIER_SUBMISSION: submitted,
    }
    return (standing.score or Fraction(0), *(part[one] for one in breaks))


def rank(standings: Sequence[Standing], breaks: Sequence[TieBreak] = tuple(TieBreak)) -> tuple[Ranked, ...]:
    """The ranking of a round, best first (decisions/0001 and the yearly guides).

    Equal scores part by `breaks`; who is still equal shares a place, and the next
    place is left free (1, 2, 2, 4). Not assessed is left out; not participating
    stands last without a number. Within a shared place the order given is kept.
    """
    scored = [one for one in standings if one.score is not None and one.outcome is None]
    scored.sort(key=lambda one: _merit(one, breaks), reverse=True)
    ranked: list[Ranked] = []
    for number, standing in enumerate(scored, start=1):
        equal = bool(ranked) and _merit(ranked[-1].standing, breaks) == _merit(standing, breaks)
        ranked.append(Ranked(ranked[-1].place if equal else number, standing))
    absent = (one for one in standings if one.outcome is Category.NOT_PARTICIPATING)
    return (*ranked, *(Ranked(None, one) for one in absent))
