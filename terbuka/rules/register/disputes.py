"""The states of a dispute before the Information Commission and the courts.

Source: UU 14/2008 articles 37 to 50; Perki 1/2013; Perki 1/2019 (disputes on election information).
"""

from dataclasses import replace
from enum import StrEnum

from terbuka.rules.language import Phrase, say
from terbuka.rules.limits import Limit, Regime
from terbuka.rules.ruling import Ruling, allow, refuse
from terbuka.rules.wording import Wording


class DisputeStatus(StrEnum):
    """Where a dispute stands, as the unit's file of it says."""

    FILED = "filed"
    COMPLETING = "completing"
    REGISTERED = "registered"
    FIRST_HEARING = "first_hearing"
    INTERIM_DECISION = "interim_decision"
    MEDIATION = "mediation"
    MEDIATED = "mediated"
    ADJUDICATION = "adjudication"
    DECIDED = "decided"
    IN_COURT = "in_court"
    IN_CASSATION = "in_cassation"
    FINAL = "final"
    EXECUTION = "execution"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class DisputeStepKind(StrEnum):
    """What happens on a day of a dispute."""

    SUMMONS = "summons"
    FIRST_HEARING = "first_hearing"
    MEDIATION = "mediation"
    HEARING = "hearing"
    CLOSED_HEARING = "closed_hearing"
    CONCLUSION = "conclusion"
    DECISION = "decision"
    COURT = "court"
    OTHER = "other"


class Outcome(StrEnum):
    """What a commission or a court decided for the unit's answer."""

    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    AGREED = "agreed"


_S = DisputeStatus
_TAKEN_BACK = frozenset({_S.WITHDRAWN})
ENDED = frozenset({_S.INTERIM_DECISION, _S.MEDIATED, _S.CLOSED, _S.WITHDRAWN})
NEXT: dict[DisputeStatus, frozenset[DisputeStatus]] = {
    _S.FILED: frozenset({_S.COMPLETING, _S.REGISTERED}) | _TAKEN_BACK,
    _S.COMPLETING: frozenset({_S.REGISTERED}) | _TAKEN_BACK,
    _S.REGISTERED: frozenset({_S.FIRST_HEARING}) | _TAKEN_BACK,
    _S.FIRST_HEARING: frozenset({_S.INTERIM_DECISION, _S.ADJUDICATION, _S.MEDIATION}) | _TAKEN_BACK,
    _S.INTERIM_DECISION: frozenset(),
    _S.MEDIATION: frozenset({_S.MEDIATED, _S.ADJUDICATION}) | _TAKEN_BACK,
    _S.MEDIATED: frozenset(),
    _S.ADJUDICATION: frozenset({_S.DECIDED}) | _TAKEN_BACK,
    _S.DECIDED: frozenset({_S.FINAL, _S.IN_COURT}),
    _S.IN_COURT: frozenset({_S.IN_CASSATION, _S.FINAL}),
    _S.IN_CASSATION: frozenset({_S.FINAL}),
    _S.FINAL: frozenset({_S.EXECUTION, _S.CLOSED}),
    _S.EXECUTION: frozenset({_S.CLOSED}),
    _S.CLOSED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}
STATUS_WORDS: dict[DisputeStatus, Phrase] = {
    _S.FILED: say("diajukan ke Komisi Informasi"),
    _S.COMPLETING: say("dilengkapi"),
    _S.REGISTERED: say("teregistrasi"),
    _S.FIRST_HEARING: say("pemeriksaan awal"),
    _S.INTERIM_DECISION: say("putusan sela"),
    _S.MEDIATION: say("mediasi"),
    _S.MEDIATED: say("putusan mediasi"),
    _S.ADJUDICATION: say("ajudikasi"),
    _S.DECIDED: say("putusan Komisi Informasi"),
    _S.IN_COURT: say("gugatan di pengadilan"),
    _S.IN_CASSATION: say("kasasi di Mahkamah Agung"),
    _S.FINAL: say("berkekuatan hukum tetap"),
    _S.EXECUTION: say("pelaksanaan putusan"),
    _S.CLOSED: say("selesai"),
    _S.WITHDRAWN: say("dicabut pemohon"),
}
STEP_WORDS: dict[DisputeStepKind, Phrase] = {
    DisputeStepKind.SUMMONS: say("panggilan"),
    DisputeStepKind.FIRST_HEARING: say("pemeriksaan awal"),
    DisputeStepKind.MEDIATION: say("mediasi"),
    DisputeStepKind.HEARING: say("sidang ajudikasi"),
    DisputeStepKind.CLOSED_HEARING: say("pemeriksaan tertutup"),
    DisputeStepKind.CONCLUSION: say("kesimpulan"),
    DisputeStepKind.DECISION: say("pembacaan putusan"),
    DisputeStepKind.COURT: say("sidang pengadilan"),
    DisputeStepKind.OTHER: say("lainnya"),
}

OUTCOME_WORDS: dict[Outcome, Phrase] = {
    Outcome.GRANTED: say("permohonan pemohon dikabulkan"),
    Outcome.PARTLY_GRANTED: say("permohonan pemohon dikabulkan sebagian"),
    Outcome.UPHELD: say("jawaban badan publik dikuatkan"),
    Outcome.DISMISSED: say("permohonan pemohon tidak diterima"),
    Outcome.AGREED: say("kedua pihak sepakat"),
}
# What a decision must say before the dispute stands there.
DECIDING = frozenset({_S.INTERIM_DECISION, _S.MEDIATED, _S.DECIDED})
IN_COURTS = frozenset({_S.IN_COURT, _S.IN_CASSATION})

START, FINISH = "dispute.start", "dispute.finish"
SUIT, CASSATION = "dispute.suit", "dispute.cassation"


def as_execution(order: Limit) -> Limit:
    """The limit of an order, as the order of a commission or a court bears it (DS-12)."""
    return replace(
        order,
        title=Wording("Pelaksanaan putusan", "Execution of the decision"),
        starts=Wording("putusan diterima", "the decision is received"),
        cite="uu14-2008:46",
    )


def limit_of(status: DisputeStatus, regime: Regime, *, has_decision: bool) -> str | None:
    """The limit that runs while a dispute stands so; None for none, or where a judge sets it.

    `has_decision`: the decision that this stage waits for has been received. In the general
    regime the commission first has to begin; in that of elections all counts from its register.
    """
    if status is DisputeStatus.REGISTERED:
        return START if regime is Regime.UMUM else FINISH
    if status in (DisputeStatus.FIRST_HEARING, DisputeStatus.MEDIATION, DisputeStatus.ADJUDICATION):
        return FINISH
    if status is DisputeStatus.DECIDED and has_decision:
        return SUIT
    if status is DisputeStatus.IN_COURT and has_decision:
        return CASSATION
    return None


def may_become(status: DisputeStatus, wanted: DisputeStatus) -> Ruling:
    """Does the state allow this step?"""
    if wanted in NEXT[status]:
        return allow()
    return refuse(
        say(
            "Sengketa ini {status}; dari sana tidak dapat menjadi {wanted}.",
            status=STATUS_WORDS[status],
            wanted=STATUS_WORDS[wanted],
        )
    )


def may_examine(status: DisputeStatus, wanted: DisputeStatus, *, is_exempt: bool) -> Ruling:
    """After the first hearing: article 17 goes to adjudication, all else to mediation first (DS-09).

    Where mediation has failed, adjudication follows whatever the ground.
    """
    if status is not DisputeStatus.FIRST_HEARING:
        return allow()
    if is_exempt and wanted is DisputeStatus.MEDIATION:
        return refuse(
            say("Dasarnya Pasal 17: sengketa ini diperiksa dalam ajudikasi, bukan mediasi."),
            cite="uu14-2008:42",
        )
    if not is_exempt and wanted is DisputeStatus.ADJUDICATION:
        return refuse(
            say("Dasarnya bukan Pasal 17: mediasi lebih dahulu, ajudikasi bila mediasi gagal."),
            cite="uu14-2008:40",
        )
    return allow()
