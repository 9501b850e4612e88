"""A stored audit arranged for reading: items by class, defects by kind or page, what changed."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from terbuka.models import AuditDefect, AuditFinding, AuditRun
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.siteaudit.causes import CAUSE_WORDS
from terbuka.rules.siteaudit.changes import Changes, Move, changes
from terbuka.rules.siteaudit.mending import DEFECT_REMEDIES
from terbuka.web import words
from terbuka.web.charts import Segment, shares

# What asks for an act comes first, what needs none last.
URGENCY = (
    "missing",
    "wrong_unit",
    "stale",
    "unreadable",
    "partial",
    "needs_review",
    "could_not_look",
    "present",
    "not_applicable",
)
MOST_IN_A_GROUP = 50
MOST_UNSEEN = 200
MOST_PROOFS = 3


def may_open(url: object) -> str:
    """The address where it is one a browser may follow, else nothing."""
    return url if isinstance(url, str) and url.startswith(("http://", "https://")) else ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """An audit in numbers: of how many items that are owed, how many are in place, and so on."""

    owed: int
    present: int
    stale: int
    review: int
    missing: int
    unseen: int
    mend: int

    @classmethod
    def of(cls, run: AuditRun) -> "Numbers":
        """Of a run that is done."""
        n = Counter({verdict: int(count) for verdict, count in run.summary.items()})
        return cls(
            owed=sum(n.values()) - n["not_applicable"],
            present=n["present"],
            stale=n["stale"],
            review=n["needs_review"],
            missing=n["missing"],
            unseen=n["could_not_look"],
            mend=n["partial"] + n["unreadable"] + n["wrong_unit"],
        )


def item_row(finding: AuditFinding) -> dict[str, Any]:
    """One item with its best proof, the next ones, and all reasons once."""
    evidence = [{**proof, "href": may_open(proof["url"])} for proof in finding.evidence[:MOST_PROOFS]]
    first = evidence[0] if evidence else {}
    why = {reason["id"]: reason for reason in [*finding.reasons, *first.get("reasons", [])]}
    return {
        "code": finding.code,
        "name": finding.name,
        "class": finding.information_class,
        "verdict": finding.verdict,
        "first": first,
        "others": evidence[1:],
        "why": list(why.values()),
        "remedy": finding.remedy,
    }


def reasons_beside(finding: AuditFinding) -> list[dict[str, str]]:
    """Reasons of the verdict that no piece of evidence tells."""
    told = [reason for proof in finding.evidence for reason in proof["reasons"]]
    return [reason for reason in finding.reasons if reason not in told]


def classes(findings: Iterable[AuditFinding], *, verdict: str = "", kind: str = "") -> list[dict[str, Any]]:
    """Items by class of information, those that ask for an act first; narrowed where asked."""
    by_class: dict[str, list[AuditFinding]] = {}
    for finding in findings:
        if verdict in ("", finding.verdict) and kind in ("", finding.information_class):
            by_class.setdefault(finding.information_class, []).append(finding)
    shown = []
    for name in (one.value for one in InformationClass):
        mine = sorted(by_class.get(name, []), key=lambda one: (URGENCY.index(one.verdict), one.position))
        if mine:
            counted = Counter(one.verdict for one in mine)
            counts = [(word, counted[word]) for word in words.VERDICTS if counted[word]]
            shown.append({"kind": name, "counts": counts, "entries": [item_row(one) for one in mine]})
    return shown


def verdict_counts(run: AuditRun) -> list[tuple[str, int]]:
    """Each verdict that occurs and how often, in the order of proof."""
    return [(verdict, run.summary[verdict]) for verdict in words.VERDICTS if run.summary.get(verdict)]


def bar(run: AuditRun) -> tuple[Segment, ...]:
    """How the verdicts share what is owed."""
    return shares({name: n for name, n in run.summary.items() if name != "not_applicable"})


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """Defects of one kind, or of one page; `hidden` more are in the files for download."""

    title: object
    remedy: object
    faults: list[dict[str, Any]]
    total: int

    @property
    def hidden(self) -> int:
        """How many are not shown."""
        return self.total - len(self.faults)


def fault_row(kind: str, url: str, detail: Any, seen_on: str = "") -> dict[str, Any]:
    """One defect or piece of advice."""
    return {"kind": kind, "url": url, "href": may_open(url), "detail": detail, "seen_on": seen_on}


def faults(defects: Iterable[AuditDefect], *, by_page: bool = False) -> list[FaultGroup]:
    """Defects in groups, the largest first."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in defects:
        row = fault_row(one.kind, one.url, one.detail, one.seen_on)
        groups.setdefault((one.seen_on or one.url) if by_page else one.kind, []).append(row)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    remedies = {kind.value: sentence for kind, sentence in DEFECT_REMEDIES.items()}
    return [
        FaultGroup(
            title=name if by_page else words.DEFECTS.get(name, name),
            remedy="" if by_page else remedies.get(name, ""),
            faults=rows[:MOST_IN_A_GROUP],
            total=len(rows),
        )
        for name, rows in ordered
    ]


def advice(run: AuditRun) -> list[FaultGroup]:
    """Advice by kind, the commonest first."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in run.advice:
        groups.setdefault(one["kind"], []).append(fault_row(one["kind"], one["url"], one["detail"]))
    return [
        FaultGroup(words.ADVICE.get(kind, kind), "", rows[:MOST_IN_A_GROUP], len(rows))
        for kind, rows in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    ]


def unseen(run: AuditRun) -> tuple[int, list[tuple[str, object]]]:
    """How many addresses could not be looked at, and the first of them with the cause."""
    causes = {cause.value: sentence for cause, sentence in CAUSE_WORDS.items()}
    places = [
        (place["url"], causes.get(place["cause"], place["cause"]))
        for site in run.sites
        for place in site["could_not_look"]
    ]
    return sum(site["unseen"] for site in run.sites), places[:MOST_UNSEEN]


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the audit before this one, with the names that people know."""

    run: AuditRun
    changes: Changes
    names: dict[str, str]

    @property
    def groups(self) -> list[tuple[str, list[tuple[Move, str]]]]:
        """Moves of items by what they mean: gained, lost, moved."""
        found = self.changes
        named = {"gained": found.gained, "lost": found.lost, "moved": found.moved}
        return [
            (key, [(move, self.names[move.code]) for move in moves]) for key, moves in named.items() if moves
        ]

    @property
    def defects(self) -> list[tuple[str, list[dict[str, Any]], int]]:
        """New and mended defects: the first of them, and how many in all."""
        both = (("new", self.changes.new_defects), ("mended", self.changes.mended))
        return [
            (key, [fault_row(kind, url, "", seen) for kind, url, seen in keys[:MOST_IN_A_GROUP]], len(keys))
            for key, keys in both
            if keys
        ]


def since(
    run: AuditRun, findings: Collection[AuditFinding], defects: Collection[AuditDefect]
) -> Since | None:
    """Compare a run that is done with the unit's one before; None for the first."""
    earlier = AuditRun.objects.done().filter(unit_id=run.unit_id, finished_at__lt=run.finished_at).first()
    if earlier is None:
        return None
    before = dict(earlier.findings.values_list("code", "verdict"))
    found = changes(
        before,
        {one.code: one.verdict for one in findings},
        defects_before=earlier.defects.order_by("id").values_list("kind", "url", "seen_on"),
        defects_now=[(one.kind, one.url, one.seen_on) for one in defects],
        unseen={place["url"] for site in run.sites for place in site["could_not_look"]},
    )
    return Since(earlier, found, {one.code: one.name for one in findings})
