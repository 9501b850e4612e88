"""From an audit to drafted questionnaire, provisional score and gaps, as lines to read."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from terbuka.rules.daynames import Day
from terbuka.rules.drafting import DraftedAnswer, Hindrance, ProofKind, UnitFacts, draft
from terbuka.rules.followup import Gap, Way, best_gaps, gaps, shortest_way
from terbuka.rules.instruments import Instrument, instrument
from terbuka.rules.language import Phrase, say
from terbuka.rules.scorecard import Number, ScoreCard, score
from terbuka.rules.scoring import category_of, scale
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
        ProofKind.CATALOGUE: say("dari katalog"),
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
