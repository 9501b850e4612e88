"""From an audit to drafted questionnaire, provisional score and gaps; as lines to read and as JSON."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from terbuka.rules.daynames import Day
from terbuka.rules.drafting import DraftedAnswer, Hindrance, ProofKind, UnitFacts, draft
from terbuka.rules.followup import Gap, Way, best_gaps, gaps, shortest_way
from terbuka.rules.instruments import Instrument, instrument
from terbuka.rules.language import Phrase, say
from terbuka.rules.scorecard import Number, Row, ScoreCard, score
from terbuka.rules.scoring import category_of, scale, shown
from terbuka.rules.siteaudit.findings import AuditReport, Verdict
from terbuka.rules.siteaudit.report import VERDICT_WORDS
from terbuka.rules.units import units_by_slug

# The Information Commission assesses both bodies beside their own programmes.
COMMISSION_SCALE = "ki-2022"


@dataclass(frozen=True, slots=True)
class MainJob:
    """All that follows from one audit."""

    report: AuditReport
    instrument: Instrument
    drafts: tuple[DraftedAnswer, ...]
    card: ScoreCard
    gaps: tuple[Gap, ...]
    way: Way | None

    @property
    def drafted(self) -> int:
        """How many questions have a draft."""
        return sum(answer.is_drafted for answer in self.drafts)

    @property
    def notice(self) -> Phrase:
        """To be known before the score is read: a proposal, and perhaps another body's questionnaire."""
        unit = units_by_slug().get(self.report.unit or "")
        if unit is None or unit.institution is self.instrument.institution:
            return say("{notice}", notice=self.instrument.notice)
        return say(
            "{notice} Kuesioner ini milik {owner}; bagi {unit} hanya latihan.",
            notice=self.instrument.notice,
            owner=self.instrument.institution.value,
            unit=unit.institution.value,
        )

    @property
    def by_proof(self) -> Counter[ProofKind]:
        """How many drafts rest on each kind of proof."""
        return Counter(answer.kind for answer in self.drafts if answer.kind)

    @property
    def by_hindrance(self) -> Counter[Hindrance]:
        """Why the others were not drafted."""
        return Counter(answer.hindrance for answer in self.drafts if answer.hindrance)


def main_job(report: AuditReport, *, as_of: date, profile: UnitFacts | None = None) -> MainJob:
    """Draft the shipped questionnaire from `report`, score it, and find what would bring points."""
    questions = instrument()
    drafts = draft(questions, report, profile, as_of=as_of)
    card = score(questions, drafts)
    found = gaps(card, drafts)
    return MainJob(report, questions, drafts, card, found, shortest_way(card, found))


def _proof_name(kind: ProofKind) -> Phrase:
    return {
        ProofKind.WEBSITE: say("dari situs"),
        ProofKind.PROFILE: say("dari situs dan profil satker"),
        ProofKind.REGISTER: say("dari register"),
        ProofKind.LAW: say("dari tabel batas waktu"),
    }[kind]


def _hindrance_name(hindrance: Hindrance) -> Phrase:
    return {
        Hindrance.PHOTO: say("butuh foto atau bukti kantor"),
        Hindrance.PERSON: say("dijawab petugas"),
        Hindrance.COULD_NOT_LOOK: say("periksa ulang"),
        Hindrance.NEEDS_REVIEW: say("lihat sendiri di alamat yang disebut"),
        Hindrance.NO_PROFILE: say("profil satker belum diisi"),
        Hindrance.NO_REGISTER: say("register belum dipakai"),
    }[hindrance]


def _audit_lines(job: MainJob) -> Iterator[str]:
    visit = job.report.visit
    pages = sum(site.pages_fetched for site in visit.sites)
    yield str(say("Audit per {day}: {n} halaman dan berkas dibuka", day=Day(job.report.as_of), n=pages))
    counts = job.report.summary
    yield "  " + ", ".join(
        f"{VERDICT_WORDS[verdict]} {counts[verdict]}" for verdict in Verdict if counts[verdict]
    )
    defects, advice = len(job.report.defects), len(job.report.advice)
    yield "  " + str(say("kerusakan {defects}, saran {advice}", defects=defects, advice=advice))


def _draft_lines(job: MainJob) -> Iterator[str]:
    yield str(
        say(
            "{name}: {n} dari {all} butir terisi otomatis",
            name=job.instrument.name,
            n=job.drafted,
            all=len(job.drafts),
        )
    )
    yield "  " + ", ".join(f"{_proof_name(kind)} {n}" for kind, n in job.by_proof.items())
    rest = ", ".join(f"{_hindrance_name(why)} {n}" for why, n in job.by_hindrance.items())
    yield "  " + str(say("tidak terisi otomatis: {reasons}", reasons=rest or "0"))
    yield f"  {job.notice}"


def _score_lines(job: MainJob) -> Iterator[str]:
    card = job.card
    yield str(
        say(
            "Nilai sementara {value}: {category} (skala {scale}); paling tinggi masih mungkin {highest}",
            value=Number(card.total),
            category=card.category,
            scale=card.bands.key,
            highest=Number(card.highest_possible),
        )
    )
    other = scale(COMMISSION_SCALE)
    yield "  " + str(
        say("menurut skala {scale}: {category}", scale=other.key, category=category_of(card.total, other))
    )
    for group in card.by_group:
        name = f"{group.key}. {group.name}"
        yield f"  {name:<38} {Number(group.points)!s:>6} / {group.weight}"
    yield str(say("Setiap nilai dijelaskan (nilai butir × bobot):"))
    by_code = {answer.code: answer for answer in job.drafts}
    for row in card.rows:
        yield f"  {row.explanation}"
        for proof in by_code[row.question.code].proof[:1] if row.is_answered else ():
            yield f"       {proof.url}"


def _gap_lines(job: MainJob) -> Iterator[str]:
    yield str(say("Tiga kekurangan yang paling menambah nilai:"))
    for place, gap in enumerate(best_gaps(job.gaps), 1):
        yield f"  {place}. {gap.sentence} [{gap.effort_words}]"
        if gap.how:
            yield f"     {gap.how}"
    way = job.way
    if way is None:
        return
    reaches = Number(way.reaches)
    if not way.is_enough:
        yield str(say("Semua kekurangan yang diketahui membawa nilai ke {reaches}.", reaches=reaches))
        return
    yield str(
        say(
            "Jalan paling ringan ke {category} (kurang {needed}), menjadi {reaches}:",
            category=way.band.category,
            needed=Number(way.needed),
            reaches=reaches,
        )
    )
    yield from (f"  - {gap.sentence} [{gap.effort_words}]" for gap in way.steps)


def lines(job: MainJob) -> Iterator[str]:
    """The whole main job for a terminal, in the reader's language."""
    for part in (_audit_lines, _draft_lines, _score_lines, _gap_lines):
        yield from part(job)


def _question_json(row: Row, answer: DraftedAnswer, job: MainJob) -> dict[str, Any]:
    question = row.question
    return {
        "code": question.code,
        "group": str(job.instrument.groups[question.group]),
        "text": str(question.text),
        "points": shown(row.points),
        "weight": question.weight,
        "status": answer.status.value,
        "score": None if row.value is None else shown(row.value),
        "reason": " ".join(f"{str(reason).rstrip('.')}." for reason in answer.reasons),
        "hindrance": answer.hindrance.value if answer.hindrance else None,
        "confidence": round(answer.confidence, 2),
        "proof": [{"url": proof.url, "title": proof.title} for proof in answer.proof],
    }


def _gap_json(gap: Gap) -> dict[str, Any]:
    return {
        "title": str(gap.title),
        "points": shown(gap.points),
        "how": str(gap.how or ""),
        "effort": str(gap.effort_words),
        "questions": [share.code for share in gap.shares],
        "url": gap.url,
    }


def as_json(job: MainJob) -> dict[str, Any]:
    """Draft, score and gaps as the demo's page reads them; texts in the reader's language."""
    other = scale(COMMISSION_SCALE)
    questions = [
        _question_json(row, answer, job) for row, answer in zip(job.card.rows, job.drafts, strict=True)
    ]
    return {
        "draft": {
            "instrument": job.instrument.name,
            "notice": str(job.notice),
            "questions_total": len(job.drafts),
            "drafted": job.drafted,
            "by_proof": {kind.value: n for kind, n in job.by_proof.items()},
            "not_drafted": {why.value: n for why, n in job.by_hindrance.items()},
            "questions": questions,
        },
        "score": {
            "value": shown(job.card.total),
            "category": job.card.category.value,
            "scale": job.card.bands.key,
            "is_provisional": job.card.is_provisional,
            "highest_possible": shown(job.card.highest_possible),
            "other_scales": {other.key: category_of(job.card.total, other).value},
            "explained": [str(row.explanation) for row in job.card.rows],
        },
        "gaps": [_gap_json(gap) for gap in best_gaps(job.gaps)],
        "way": {
            "category": job.way.band.category.value,
            "reaches": shown(job.way.reaches),
            "is_enough": job.way.is_enough,
            "steps": [_gap_json(gap) for gap in job.way.steps],
        }
        if job.way
        else None,
    }
