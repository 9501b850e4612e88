"""Gaps -> proposed items: points lost, what to do, and the shortest way to the next level.

A gap is one act that earns points: publishing one required item mends every
question that asks for it. Points are exact, so a way that is said to reach a
category reaches it (Perki 1/2022: results end in recommendations).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from terbuka.rules.daynames import Day
from terbuka.rules.drafting.answers import DraftedAnswer, Hindrance, Lack
from terbuka.rules.instruments import Effort
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput, Ruling, allow, refuse
from terbuka.rules.scorecard import Number, Row, ScoreCard
from terbuka.rules.scoring import Band, BandScale, next_band

_COST = {Effort.HOURS: 1, Effort.DAYS: 2, Effort.WEEKS: 5}
ZERO = Fraction(0)


class ItemStatus(StrEnum):
    """A follow-up item on its way: proposed by the score, closed by a person or by an audit's proof."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    IN_WORK = "in_work"
    PROVEN = "proven"
    CLOSED = "closed"
    DROPPED = "dropped"


OPEN_STATUSES = (ItemStatus.PROPOSED, ItemStatus.ACCEPTED, ItemStatus.IN_WORK, ItemStatus.PROVEN)
# An audit's proof closes an item from any open state; what is dropped comes back only as a new proposal.
NEXT: dict[ItemStatus, frozenset[ItemStatus]] = {
    ItemStatus.PROPOSED: frozenset({ItemStatus.ACCEPTED, ItemStatus.DROPPED, ItemStatus.CLOSED}),
    ItemStatus.ACCEPTED: frozenset(
        {ItemStatus.IN_WORK, ItemStatus.PROVEN, ItemStatus.DROPPED, ItemStatus.CLOSED}
    ),
    ItemStatus.IN_WORK: frozenset(
        {ItemStatus.ACCEPTED, ItemStatus.PROVEN, ItemStatus.DROPPED, ItemStatus.CLOSED}
    ),
    ItemStatus.PROVEN: frozenset({ItemStatus.IN_WORK, ItemStatus.CLOSED}),
    ItemStatus.CLOSED: frozenset(),
    ItemStatus.DROPPED: frozenset(),
}
_KEY_PART = "+"


def may_become(now: ItemStatus, then: ItemStatus) -> Ruling:
    """May an item go from one status to another?"""
    if then in NEXT[now]:
        return allow()
    if now in (ItemStatus.CLOSED, ItemStatus.DROPPED):
        return refuse(say("Tindak lanjut ini sudah selesai; yang baru muncul bila kekurangannya masih ada."))
    if now is ItemStatus.PROPOSED:
        return refuse(say("Terima usulan ini dahulu: tetapkan penanggung jawab dan tanggalnya."))
    return refuse(say("Langkah ini tidak berlaku lagi; muat ulang halaman untuk melihat keadaan terbaru."))


def may_close(proven_by: int | None, closing: int) -> Ruling:
    """May this person close an item by hand? Not who gave its proof: four eyes, compared by person."""
    if proven_by is not None and proven_by == closing:
        return refuse(say("Bukti ini Anda berikan sendiri; minta orang lain memeriksanya."))
    return allow()


def check_due(due_on: date, today: date) -> None:
    """Raises BadInput for a date that has passed or lies more than two years ahead."""
    if due_on < today:
        raise BadInput(say("Tanggal {day} sudah lewat; pilih hari ini atau sesudahnya.", day=Day(due_on)))
    if (due_on - today).days > 2 * 366:
        raise BadInput(say("Tanggal {day} terlalu jauh; pilih paling lama dua tahun.", day=Day(due_on)))


def is_mended(
    key: str, questions: Collection[str], present: Collection[str], lacks: Mapping[str, Collection[str]]
) -> bool:
    """Does an audit prove that the gap `key` of these questions is no more?

    `present` are the required items it found in place; `lacks` the keys that
    each drafted question still lacks. A gap of items is mended once all of them
    are present; another once every question, drafted anew, no longer names it.
    """
    if ":" not in key:
        return all(code in present for code in key.split(_KEY_PART))
    return bool(questions) and all(code in lacks and key not in lacks[code] for code in questions)


class GapKind(StrEnum):
    """Found by the audit as lacking, or not yet shown by anybody."""

    FOUND = "found"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Share:
    """Points that one gap costs in one question."""

    code: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Gap:
    """One act that earns points. `how` says what to do, `url` where the trouble was seen."""

    key: str
    kind: GapKind
    title: Phrase
    shares: tuple[Share, ...]
    effort: Effort
    how: Phrase | None = None
    url: str = ""

    @property
    def points(self) -> Fraction:
        """Points over all questions, exact."""
        return sum((share.points for share in self.shares), ZERO)

    @property
    def sentence(self) -> Phrase:
        """ "Umumkan: Laporan kinerja instansi 2025 (+3,00: B03)"."""
        codes = ", ".join(share.code for share in self.shares)
        return say("{title} (+{points}: {codes})", title=self.title, points=Number(self.points), codes=codes)

    @property
    def effort_words(self) -> Phrase:
        """How long it takes, roughly."""
        return {
            Effort.HOURS: say("hitungan jam"),
            Effort.DAYS: say("beberapa hari"),
            Effort.WEEKS: say("beberapa minggu"),
        }[self.effort]


@dataclass(frozen=True, slots=True)
class Way:
    """The shortest way found to a band: the acts, their cost, and the score they lead to.

    `is_enough` is false where even all gaps together do not reach the band.
    """

    band: Band
    needed: Fraction
    steps: tuple[Gap, ...]
    reaches: Fraction
    is_enough: bool


def _of_lacks(lacks: list[tuple[Row, Lack]]) -> Gap:
    """One gap of all lacks that one act mends; the dearest names it, the hardest tells the effort."""
    _, dearest = max(lacks, key=lambda one: one[1].share * one[0].question.weight)
    lost: dict[str, Fraction] = {}
    for row, lack in lacks:
        code = row.question.code
        lost[code] = lost.get(code, ZERO) + lack.share * row.question.weight
    shares = tuple(Share(code, points) for code, points in lost.items())
    efforts = [lack.effort for _, lack in lacks]
    return Gap(
        dearest.key,
        GapKind.FOUND,
        dearest.title,
        shares,
        max(efforts, key=list(Effort).index),
        dearest.how,
        dearest.url,
    )


def _of_row(row: Row, draft: DraftedAnswer | None) -> Gap:
    """The gap of a question that nobody has answered, or that lost points without a known lack."""
    question = row.question
    hindrance = draft.hindrance if draft else None
    if row.is_answered:
        title = say("Lengkapi bukti {code}: {text}", code=question.code, text=question.text)
    elif hindrance is Hindrance.COULD_NOT_LOOK:
        title = say("Periksa ulang situs untuk {code}: {text}", code=question.code, text=question.text)
    elif hindrance is Hindrance.NEEDS_REVIEW:
        title = say("Lihat sendiri lalu jawab {code}: {text}", code=question.code, text=question.text)
    else:
        title = say("Jawab {code} dengan bukti: {text}", code=question.code, text=question.text)
    how = say("Bukti: {evidence}. Aturan nilai: {rule}", evidence=question.evidence, rule=question.rule)
    kind = GapKind.FOUND if row.is_answered else GapKind.UNANSWERED
    share = Share(question.code, question.weight - row.points)
    url = draft.proof[0].url if draft and draft.proof else ""
    return Gap(question.code, kind, title, (share,), question.effort, how, url)


def gaps(card: ScoreCard, drafts: Iterable[DraftedAnswer]) -> tuple[Gap, ...]:
    """Every gap, most points first; with equal points the lighter act, then what the law requires, first.

    `drafts` tell what the audit found lacking; a question whose answer is no
    longer its draft keeps only the points that it lost. The points of all gaps
    add to 100 less the score.
    """
    by_code = {draft.code: draft for draft in drafts}
    merged: dict[str, list[tuple[Row, Lack]]] = {}
    found: list[Gap] = []
    for row in card.rows:
        draft = by_code.get(row.question.code)
        if draft and draft.is_drafted and draft.value == row.value:
            for lack in draft.lacks:
                merged.setdefault(lack.key, []).append((row, lack))
        elif row.points < row.question.weight:
            found.append(_of_row(row, draft))
    found += [_of_lacks(lacks) for lacks in merged.values()]
    return tuple(sorted(found, key=lambda gap: (-gap.points, _COST[gap.effort], ":" in gap.key, gap.key)))


def best_gaps(found: Sequence[Gap], n: int = 3) -> tuple[Gap, ...]:
    """The `n` gaps seen by the audit that would bring most points."""
    return tuple(gap for gap in found if gap.kind is GapKind.FOUND)[:n]


class _Choice(NamedTuple):
    """Points and steps that one total effort buys; steps count against it."""

    points: Fraction
    fewer: int
    steps: tuple[Gap, ...]


def _worth(choice: _Choice) -> tuple[Fraction, int]:
    return choice.points, choice.fewer


def _cheapest(found: Sequence[Gap], needed: Fraction) -> tuple[Gap, ...] | None:
    """The steps of least total effort that earn `needed`: an exact knapsack over effort."""
    total = sum(_COST[gap.effort] for gap in found)
    nothing = _Choice(ZERO, 0, ())
    best: list[_Choice] = [nothing] * (total + 1)
    for gap in found:
        cost = _COST[gap.effort]
        for effort in range(total, cost - 1, -1):
            before = best[effort - cost]
            taken = _Choice(before.points + gap.points, before.fewer - 1, (*before.steps, gap))
            best[effort] = max(best[effort], taken, key=_worth)
    return next((choice.steps for choice in best if choice.points >= needed), None)


def shortest_way(card: ScoreCard, found: Sequence[Gap], bands: BandScale | None = None) -> Way | None:
    """The acts of least effort that lift the score to the next category; None at the top.

    `bands` defaults to the card's own scale. An unanswered question counts with
    its full weight: the way says what to prove, not what is proven.
    """
    band = next_band(card.total, bands or card.bands)
    if band is None:
        return None
    needed = band.lower - card.total
    steps = _cheapest(found, needed)
    taken = tuple(found) if steps is None else steps
    reaches = card.total + sum((gap.points for gap in taken), ZERO)
    ordered = tuple(sorted(taken, key=lambda gap: (-gap.points, gap.key)))
    return Way(band, needed, ordered, reaches, steps is not None)
