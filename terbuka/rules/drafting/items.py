"""Answers drawn from the audit's verdicts on required items (Perki 1/2021, articles 15 to 21).

Verdict -> point: present is met; partial, or stale by one year, is half met;
missing, unreadable, another unit's or older is not met; of site and catalogue
(`catalogued`) the better one counts. A checklist counts only what is met. A
place that could not be opened, or that a person must look at, leaves the whole
question undrafted, unless another document of the same point is met.
"""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from terbuka.rules.daynames import Day
from terbuka.rules.drafting.answers import (
    DraftedAnswer,
    Facts,
    Hindrance,
    Lack,
    Proof,
    ProofKind,
    drafted,
    look_again,
    undrafted,
)
from terbuka.rules.drafting.catalogued import Catalogued
from terbuka.rules.drafting.wording import (
    Listed,
    last_year_of,
    mentions,
    mentions_in_text,
    remedy_title,
)
from terbuka.rules.instruments import HALF, Part, Question
from terbuka.rules.language import Phrase, say
from terbuka.rules.siteaudit.findings import Evidence, ItemFinding, Verdict
from terbuka.rules.siteaudit.report import VERDICT_WORDS

FULL, NONE = Fraction(1), Fraction(0)
# The unit's own document is there, whole or in part, new or old.
SHOWN = (Verdict.PRESENT, Verdict.PARTIAL, Verdict.STALE)
PAPER_NOTE = say("Dihitung dari situs saja; bila dokumennya ada di kantor, tunjukkan dan ubah jawabannya.")
_NOT_ON_SITE = say("Belum terlihat di situs satker saat diperiksa; pasang juga di sana: {titles}")


class State(StrEnum):
    """What a point of an answer is; the order is that of choice among several documents."""

    MET = "met"
    HALF = "half"
    NOT_LOOKED = "not_looked"
    REVIEW = "review"
    UNMET = "unmet"
    NOT_DUE = "not_due"


class PartState(NamedTuple):
    """The state of one point, the finding it rests on and the best proof.

    `beside` is the proof from the other of site and catalogue, where it is as good.
    """

    part: Part
    state: State
    finding: ItemFinding | None = None
    evidence: Evidence | None = None
    beside: Evidence | None = None

    @property
    def proof(self) -> tuple[Proof, ...]:
        """The addresses behind it, if there are any."""
        return tuple(
            Proof(found.url, found.title, found.period) for found in (self.evidence, self.beside) if found
        )

    @property
    def told(self) -> Phrase:
        """One line for a person: the point and what was found."""
        finding = self.finding
        if finding is None:
            return say("{part}: tidak diperiksa", part=self.part.name)
        if self.state is State.UNMET and finding.verdict is Verdict.PRESENT:
            return say("{part}: tidak terlihat pada {title}", part=self.part.name, title=finding.name)
        where = self.evidence.title if self.evidence else finding.name
        words = VERDICT_WORDS[finding.verdict]
        told = say("{part}: {words} ({where})", part=self.part.name, words=words, where=where)
        if isinstance(self.evidence, Catalogued):
            return _from_catalogue(told, self.evidence)
        if isinstance(self.beside, Catalogued):
            return say("{told}; juga di katalog: {title}", told=told, title=self.beside.title)
        return told


def _from_catalogue(told: Phrase, found: Catalogued) -> Phrase:
    if found.confirmed_on is None:
        return say("{told}, dari katalog", told=told)
    return say("{told}, dari katalog; dinyatakan masih berlaku {day}", told=told, day=Day(found.confirmed_on))


def kind_of(states: list[PartState]) -> ProofKind:
    """The catalogue, where something is proven by it alone; else the website."""
    alone = any(isinstance(found.evidence, Catalogued) and found.beside is None for found in states)
    return ProofKind.CATALOGUE if alone else ProofKind.WEBSITE


def not_on_site(states: list[PartState]) -> tuple[Phrase, ...]:
    """A note on publications that prove a point but were not seen on the unit's own site."""
    alone = [
        found.evidence
        for found in states
        if isinstance(found.evidence, Catalogued) and found.beside is None and not found.evidence.is_on_site
    ]
    titles = tuple(dict.fromkeys(one.title for one in alone))
    return (say(_NOT_ON_SITE.source, titles=Listed(titles)),) if titles else ()


def _beside(best: Evidence | None, others: tuple[Evidence, ...] | list[Evidence]) -> Evidence | None:
    """The first proof from the other source that is as good as the best."""
    if best is None:
        return None
    is_other = not isinstance(best, Catalogued)
    return next(
        (one for one in others if isinstance(one, Catalogued) == is_other and one.verdict is best.verdict),
        None,
    )


def speaking(part: Part, finding: ItemFinding, facts: Facts) -> list[Evidence]:
    """The proof of an item that is there, best first, as far as it bears the words of `part`."""
    proven = [found for found in finding.evidence if found.verdict is Verdict.PRESENT] or finding.evidence
    if not part.words:
        return list(proven)
    return [
        found
        for found in proven
        if mentions(part.words, found, facts.pages.get(found.url))
        or (part.in_text and mentions_in_text(part.words, facts.pages.get(found.url)))
    ]


def _of_present(part: Part, finding: ItemFinding, facts: Facts) -> PartState:
    proven = speaking(part, finding, facts)
    if proven or not part.words:
        best = proven[0] if proven else None
        return PartState(part, State.MET, finding, best, _beside(best, proven))
    return PartState(part, State.UNMET, finding, finding.evidence[0] if finding.evidence else None)


def _of_finding(part: Part, finding: ItemFinding, facts: Facts) -> PartState:
    """The state that one finding gives to a point."""
    best = finding.evidence[0] if finding.evidence else None
    match finding.verdict:
        case Verdict.PRESENT:
            return _of_present(part, finding, facts)
        case Verdict.PARTIAL:
            state = State.HALF
        case Verdict.STALE:
            state = State.HALF if last_year_of(finding, facts.as_of) else State.UNMET
        case Verdict.COULD_NOT_LOOK:
            state = State.NOT_LOOKED
        case Verdict.NEEDS_REVIEW:
            state = State.REVIEW
        case Verdict.NOT_APPLICABLE:
            state = State.NOT_DUE
        case _:
            state = State.UNMET
    return PartState(part, state, finding, best, _beside(best, finding.evidence))


def judge(part: Part, facts: Facts, items: Mapping[str, ItemFinding] | None = None) -> PartState:
    """The best state among the documents that would prove a point; `items` are those of site and catalogue.

    A point whose items the audit did not list is NOT_LOOKED without a finding.
    """
    known = facts.items if items is None else items
    findings = [known[code] for code in part.items if code in known]
    states = [_of_finding(part, finding, facts) for finding in findings]
    if not states:
        return PartState(part, State.NOT_LOOKED)
    order = list(State)
    return min(states, key=lambda found: order.index(found.state))


def hindered(question: Question, states: list[PartState]) -> DraftedAnswer | None:
    """The undrafted answer where a point cannot be decided by a machine; None where all can."""
    undecided = [found for found in states if found.state in (State.NOT_LOOKED, State.REVIEW)]
    if not undecided and all(found.state is State.NOT_DUE for found in states):
        reason = say(
            "Tidak terisi otomatis: tidak ada bagian pertanyaan ini yang berlaku bagi "
            "satker ini; jawab sendiri."
        )
        return undrafted(question, Hindrance.PERSON, reason)
    if not undecided:
        return None
    told = tuple(found.told for found in states)
    proof = tuple(one for found in undecided for one in found.proof)
    if any(found.state is State.REVIEW for found in undecided):
        names = Listed(tuple(found.part.name for found in undecided))
        reason = say("Tidak terisi otomatis: lihat sendiri {names} di alamat yang disebut.", names=names)
        return undrafted(question, Hindrance.NEEDS_REVIEW, reason, *told, proof=proof)
    return look_again(question, *told, proof=proof)


def lack_of(question: Question, found: PartState, share: Fraction, facts: Facts) -> Lack:
    """What is lost by one point that is not met, and how to mend it."""
    finding = found.finding
    if finding is None or finding.verdict in (Verdict.PRESENT, Verdict.NOT_APPLICABLE):
        title = say("{code}: tunjukkan {part}", code=question.code, part=found.part.name)
        return Lack(f"{question.code}:{found.part.name.indonesian}", share, title, question.effort)
    url = found.evidence.url if found.evidence else ""
    title = remedy_title(finding, facts.as_of)
    return Lack(finding.code, share, title, question.effort, finding.remedy, url)


def confidence_of(states: list[PartState]) -> float:
    """The weakest of the verdicts used."""
    return min((found.finding.confidence for found in states if found.finding), default=0.0)


def _proofs(states: list[PartState]) -> tuple[Proof, ...]:
    """The addresses of what is met; where nothing is, of the unit's own documents that come near."""
    met = [one for found in states if found.state in (State.MET, State.HALF) for one in found.proof]
    near = [
        one for found in states if found.finding and found.finding.verdict in SHOWN for one in found.proof
    ]
    return tuple(dict.fromkeys(met or near))


def checklist(question: Question, facts: Facts) -> DraftedAnswer:
    """One equal share for each point met; a point whose duty does not arise counts as met."""
    states = [judge(part, facts) for part in question.drawing.parts_for(facts.institution)]
    if unable := hindered(question, states):
        return unable
    unmet = [found for found in states if found.state not in (State.MET, State.NOT_DUE)]
    each = Fraction(1, len(states))
    summary = say("{met} dari {all} bagian ada", met=len(states) - len(unmet), all=len(states))
    if unmet:
        lacking = Listed(tuple(found.part.name for found in unmet))
        summary = say(
            "{met} dari {all} bagian ada, kurang: {lacking}",
            met=len(states) - len(unmet),
            all=len(states),
            lacking=lacking,
        )
    notes = [*(found.told for found in states), *not_on_site(states)]
    if question.drawing.adapted and facts.institution not in (None, question.drawing.parts[0].institution):
        notes.append(say("{note}", note=question.drawing.adapted))
    return drafted(
        question,
        FULL - each * len(unmet),
        summary,
        *notes,
        kind=kind_of(states),
        proof=_proofs(states),
        confidence=confidence_of(states),
        lacks=tuple(lack_of(question, found, each, facts) for found in unmet),
    )


def _graded_value(states: list[PartState]) -> Fraction:
    due = [found.state for found in states if found.state is not State.NOT_DUE]
    if all(state is State.MET for state in due):
        return FULL
    return HALF if any(state in (State.MET, State.HALF) for state in due) else NONE


def _graded_lack(question: Question, states: list[PartState], share: Fraction, facts: Facts) -> Lack:
    """All that keeps a graded answer from 1, as one act: half a remedy may earn nothing."""
    unmet = [found for found in states if found.state not in (State.MET, State.NOT_DUE)]
    lacks = [lack_of(question, found, share, facts) for found in unmet]
    if len({lack.key for lack in lacks}) == 1:
        return lacks[0]
    title = say("{titles}", titles=Listed(tuple(lack.title for lack in lacks)))
    how = Listed(tuple(lack.how for lack in lacks if lack.how), " ")
    keys = "+".join(lack.key for lack in lacks)
    return Lack(keys, share, title, question.effort, say("{how}", how=how), lacks[0].url)


def graded(question: Question, states: list[PartState], value: Fraction, facts: Facts) -> DraftedAnswer:
    """A graded answer (1, one half, 0) with what was found of each part."""
    return drafted(
        question,
        value,
        say("{found}", found=Listed(tuple(found.told for found in states), "; ")),
        *not_on_site(states),
        kind=kind_of(states),
        proof=_proofs(states),
        confidence=confidence_of(states),
        lacks=() if value == 1 else (_graded_lack(question, states, 1 - value, facts),),
    )


def latest_year(question: Question, facts: Facts) -> DraftedAnswer:
    """1 when all are of the latest year, one half for the year before or a part, else 0."""
    states = [judge(part, facts) for part in question.drawing.parts_for(facts.institution)]
    return hindered(question, states) or graded(question, states, _graded_value(states), facts)
