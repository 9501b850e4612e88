"""The whole chain on example sites: visit over HTTP, read, match, judge, and lay beside the truth."""

import pytest

from bench.verdicts import run, site_of
from terbuka.rules.siteaudit.findings import Verdict

LEAST = 0.85


@pytest.fixture(scope="module")
def trials():
    return {template: run(site_of(template, seed)) for template, seed in SEEDS}


SEEDS = (("kpu", 1), ("eppid", 2), ("bawaslu", 3))


@pytest.mark.parametrize("template", [template for template, _ in SEEDS])
def test_the_audit_says_the_truth_about_most_items_that_apply(trials, template):
    trial = trials[template]
    wrong = "\n".join(
        f"{miss.code} {miss.case}: {miss.truth.value} -> {miss.said.value} {miss.proof}"
        for miss in trial.misses
    )
    assert trial.accuracy() >= LEAST, wrong


def test_what_does_not_apply_is_never_called_missing(trials):
    for trial in trials.values():
        said = {said for (truth, said), n in trial.pairs.items() if truth == Verdict.NOT_APPLICABLE and n}
        assert said <= {Verdict.NOT_APPLICABLE}


def test_what_could_not_be_looked_at_is_never_called_missing(trials):
    missed = [
        miss
        for trial in trials.values()
        for miss in trial.misses
        if miss.truth == Verdict.COULD_NOT_LOOK and miss.said == Verdict.MISSING
    ]
    assert not missed


def test_most_planted_defects_are_reported_at_their_place(trials):
    for template, trial in trials.items():
        assert trial.defect_recall() >= 0.7, (template, trial.planted - trial.found)
