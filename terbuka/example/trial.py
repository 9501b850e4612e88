"""Lays the findings of an audit beside the truth of an example site, and counts."""

from collections import Counter
from dataclasses import dataclass, field

from terbuka.example.sites import ExampleSite
from terbuka.rules.siteaudit.findings import AuditReport, Verdict

APART = Verdict.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Miss:
    """One item judged otherwise than the truth says: what was planted, both verdicts, the first proof."""

    site: str
    code: str
    case: str
    truth: Verdict
    said: Verdict
    reason: str
    proof: str


@dataclass(slots=True)
class Trial:
    """Counts over one or more sites: (truth, said) pairs per verdict and per planted case, and the misses.

    `planted` and `found` count planted defects by kind; `others` are defects reported beyond those.
    """

    pairs: Counter[tuple[Verdict, Verdict]] = field(default_factory=Counter)
    by_case: Counter[tuple[str, bool]] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)

    def accuracy(self, *, over_all: bool = False) -> float:
        """Share of items with the true verdict: the applicable ones, or all of them. 0.0 without items."""
        counted = [(pair, n) for pair, n in self.pairs.items() if over_all or pair[0] != APART]
        total = sum(n for _, n in counted)
        return sum(n for (truth, said), n in counted if truth == said) / total if total else 0.0

    def defect_recall(self) -> float:
        """Share of planted defects that were reported at their place. 0.0 where none was planted."""
        total = self.planted.total()
        return self.found.total() / total if total else 0.0

    def add(self, other: "Trial") -> None:
        """Count another site's trial in."""
        for mine, theirs in zip(self._counters(), other._counters(), strict=True):
            mine.update(theirs)
        self.misses += other.misses

    def _counters(self) -> tuple[Counter, ...]:
        return self.pairs, self.by_case, self.planted, self.found, self.others


def try_report(site: ExampleSite, report: AuditReport, origin: str) -> Trial:
    """The trial of one audit of `site` that was served at `origin` (without a trailing slash)."""
    trial = Trial()
    for item in report.items:
        truth, case = site.truth_items[item.code], site.cases.get(item.code, "")
        trial.pairs[truth, item.verdict] += 1
        if truth != APART:
            trial.by_case[case, truth == item.verdict] += 1
        if truth != item.verdict:
            first = item.evidence[0] if item.evidence else None
            proof = f"{first.url.removeprefix(origin)} <{first.title}>" if first else ""
            reason = site.reasons.get(item.code, "")
            place = f"{site.template}:{site.seed}"
            trial.misses.append(Miss(place, item.code, case, truth, item.verdict, reason, proof))
    _count_defects(trial, site, report, origin)
    return trial


def _count_defects(trial: Trial, site: ExampleSite, report: AuditReport, origin: str) -> None:
    """A defect counts as found at its address or at the page where a visitor meets it."""
    reported = [
        (defect.kind.value, {url.removeprefix(origin) for url in (defect.url, defect.seen_on)})
        for defect in report.defects
    ]
    for kind, path in site.truth_defects:
        trial.planted[kind] += 1
        trial.found[kind] += any(kind == told and path in places for told, places in reported)
    known = {path for _, path in site.truth_defects}
    trial.others.update(kind for kind, places in reported if not places & known)
