"""Gaps are the points that were lost, and the way to the next level is the lightest that gets there."""

import random
from fractions import Fraction
from itertools import combinations

import pytest

from terbuka.rules.drafting import draft
from terbuka.rules.followup import Gap, GapKind, Share, best_gaps, gaps, shortest_way
from terbuka.rules.instruments import Effort, instrument
from terbuka.rules.language import say
from terbuka.rules.scorecard import Given, score
from terbuka.rules.scoring import scale
from terbuka.rules.siteaudit.findings import AuditReport, Verdict
from tests.rules.audits import TODAY, found, page, report

SAQ = instrument()
COST = {Effort.HOURS: 1, Effort.DAYS: 2, Effort.WEEKS: 5}


def gaps_of(audit: AuditReport) -> tuple[Gap, ...]:
    """All gaps of the drafts from one audit."""
    drafts = draft(SAQ, audit, as_of=TODAY)
    return gaps(score(SAQ, drafts), drafts)


def titled(audit: AuditReport, key: str) -> Gap:
    """The gap that this key names."""
    return next(gap for gap in gaps_of(audit) if gap.key == key)


@pytest.mark.parametrize(
    ("verdict", "title", "period", "sentence"),
    [
        (Verdict.MISSING, "", "", "Umumkan: Laporan kinerja instansi 2025 (+3,00: B03)"),
        (Verdict.STALE, "LKjIP 2024", "2024", "Perbarui: Laporan kinerja instansi 2025 (+1,50: B03)"),
        (Verdict.STALE, "LKjIP 2020", "2020", "Perbarui: Laporan kinerja instansi 2025 (+3,00: B03)"),
        (Verdict.UNREADABLE, "LKjIP 2025", "2025",
         "Ganti dengan berkas yang terbaca: Laporan kinerja instansi 2025 (+3,00: B03)"),
        (Verdict.WRONG_UNIT, "LKjIP 2025", "2025",
         "Ganti dengan milik sendiri: Laporan kinerja instansi 2025 (+3,00: B03)"),
        (Verdict.PARTIAL, "LKjIP 2025", "2025", "Lengkapi: Laporan kinerja instansi 2025 (+1,50: B03)"),
    ],
)  # fmt: skip
def test_a_gap_says_what_to_do_and_what_it_brings(
    verdict: Verdict, title: str, period: str, sentence: str
) -> None:
    titles = (title,) if title else ()
    gap = titled(report([found("KIN-05", verdict, *titles, period=period)]), "KIN-05")
    assert str(gap.sentence) == sentence
    assert gap.kind is GapKind.FOUND


def test_one_act_that_mends_two_questions_is_one_gap_with_both_points() -> None:
    gap = titled(report(), "PPD-15")
    assert {share.code: share.points for share in gap.shares} == {"B08": Fraction(3, 2), "D03": 3}
    catalogue = titled(report(), "PPD-14")
    assert {share.code: share.points for share in catalogue.shares} == {"B07": 3, "D02": 4}
    assert catalogue.effort is Effort.WEEKS


def test_what_could_not_be_looked_at_is_no_gap_but_a_question_still_open() -> None:
    audit = report([found("KIN-05", Verdict.COULD_NOT_LOOK)])
    assert "KIN-05" not in [gap.key for gap in gaps_of(audit)]
    gap = titled(audit, "B03")
    assert gap.kind is GapKind.UNANSWERED
    assert "Periksa ulang" in str(gap.title)


@pytest.mark.parametrize("rest", list(Verdict))
def test_all_gaps_together_are_exactly_what_is_missing_to_100(rest: Verdict) -> None:
    drafts = draft(SAQ, report(rest=rest, pages=[page("berita/1", published_on=TODAY)]), as_of=TODAY)
    card = score(SAQ, drafts)
    assert card.total + sum(gap.points for gap in gaps(card, drafts)) == 100


def test_the_best_gaps_come_from_the_audit_and_bring_most() -> None:
    found_gaps = gaps_of(report())
    best = best_gaps(found_gaps)
    assert len(best) == 3
    assert all(gap.kind is GapKind.FOUND for gap in best)
    rest = [gap for gap in found_gaps if gap.kind is GapKind.FOUND and gap not in best]
    assert min(gap.points for gap in best) >= max(gap.points for gap in rest)


def test_an_answer_that_a_person_changed_keeps_only_the_points_it_lost() -> None:
    drafts = draft(SAQ, report(), as_of=TODAY)
    card = score(SAQ, [Given("B03", Fraction(1, 2))])
    gap = next(gap for gap in gaps(card, drafts) if gap.key == "B03")
    assert (gap.points, str(gap.title)[:20]) == (Fraction(3, 2), "Lengkapi bukti B03: ")


def test_the_way_reaches_the_next_category_and_no_step_is_idle() -> None:
    drafts = draft(SAQ, report(rest=Verdict.PRESENT), as_of=TODAY)
    card = score(SAQ, drafts)
    way = shortest_way(card, gaps(card, drafts))
    assert way is not None
    assert way.is_enough
    assert way.reaches >= way.band.lower > card.total
    assert all(way.reaches - step.points < way.band.lower for step in way.steps)


def test_a_stricter_scale_asks_for_more() -> None:
    card = score(
        SAQ, [Given(q.code, Fraction(1)) for q in SAQ.questions if q.code not in ("A01", "B07", "D02", "D05")]
    )
    found_gaps = gaps(card, ())
    assert card.total == 87
    for key, lower in (("bawaslu-2025", Fraction("87.5")), ("ki-2022", 90), ("ki-jateng-2020", 97)):
        way = shortest_way(card, found_gaps, scale(key))
        assert way is not None
        assert way.band.lower == lower
        assert way.reaches >= lower


def test_at_the_top_there_is_no_way_and_out_of_reach_is_said() -> None:
    full = score(SAQ, [Given(question.code, Fraction(1)) for question in SAQ.questions])
    assert shortest_way(full, gaps(full, ())) is None
    empty = score(SAQ, [])
    way = shortest_way(empty, gaps(empty, ())[:2])
    assert way is not None
    assert not way.is_enough


def _brute(found_gaps: list[Gap], needed: Fraction) -> int:
    """The least effort that earns `needed`, by trying every set."""
    sets = (s for n in range(len(found_gaps) + 1) for s in combinations(found_gaps, n))
    return min(sum(COST[g.effort] for g in s) for s in sets if sum(g.points for g in s) >= needed)


def test_the_way_is_the_lightest_of_all() -> None:
    dice = random.Random(7)
    card = score(SAQ, [Given("D02", Fraction(1)), *(Given(f"A{n:02}", Fraction(1)) for n in range(1, 15))])
    assert card.total == 34
    for _ in range(25):
        made = [
            Gap(
                str(n),
                GapKind.FOUND,
                say("Langkah"),
                (Share("B01", Fraction(dice.randint(1, 12), dice.choice((2, 3, 4)))),),
                dice.choice(list(Effort)),
            )
            for n in range(10)
        ]
        way = shortest_way(card, made)
        assert way is not None
        if way.is_enough:
            assert sum(COST[gap.effort] for gap in way.steps) == _brute(made, way.needed)
        else:
            assert sum(gap.points for gap in made) < way.needed
