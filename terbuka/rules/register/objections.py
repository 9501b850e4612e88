"""The seven grounds of an objection, its states, and who may answer it.

Source: UU 14/2008 articles 35 and 36; Perki 1/2021 articles 39 to 41; Perki 1/2019 article 14.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import Ruling, allow, refuse


class ObjectionStatus(StrEnum):
    """Where an objection stands. No answer in time is computed from the due date, never stored."""

    FILED = "filed"
    INADMISSIBLE = "inadmissible"
    REGISTERED = "registered"
    DISCUSSED = "discussed"
    SETTLING = "settling"
    SETTLED = "settled"
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    UPHELD = "upheld"
    FULFILLED = "fulfilled"
    DISPUTED = "disputed"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Ground(StrEnum):
    """The letters of article 35 (1)."""

    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"
    F = "f"
    G = "g"


_S = ObjectionStatus
DECISIONS = frozenset({_S.GRANTED, _S.PARTLY_GRANTED, _S.UPHELD})
OPEN = frozenset({_S.FILED, _S.REGISTERED, _S.DISCUSSED, _S.SETTLING})
ENDED = frozenset({_S.INADMISSIBLE, _S.SETTLED, _S.CLOSED, _S.WITHDRAWN})
# Whoever objected may go to the commission within the window, also once an order was fulfilled (UU 37 (2));
# when the window closes unused, the objection ends: answered, fulfilled, or never answered.
_DISPUTED = frozenset({_S.DISPUTED})
_CLOSED = frozenset({_S.CLOSED})
_TAKEN_BACK = frozenset({_S.WITHDRAWN})
NEXT: dict[ObjectionStatus, frozenset[ObjectionStatus]] = {
    _S.FILED: frozenset({_S.REGISTERED, _S.INADMISSIBLE}) | _TAKEN_BACK,
    _S.INADMISSIBLE: frozenset(),
    _S.REGISTERED: frozenset({_S.DISCUSSED, _S.SETTLING}) | _DISPUTED | _CLOSED | _TAKEN_BACK,
    _S.DISCUSSED: DECISIONS | {_S.SETTLING} | _DISPUTED | _CLOSED | _TAKEN_BACK,
    _S.SETTLING: frozenset({_S.SETTLED, _S.DISCUSSED}) | _DISPUTED | _CLOSED | _TAKEN_BACK,
    _S.SETTLED: frozenset(),
    _S.GRANTED: frozenset({_S.FULFILLED}) | _DISPUTED,
    _S.PARTLY_GRANTED: frozenset({_S.FULFILLED}) | _DISPUTED,
    _S.UPHELD: _CLOSED | _DISPUTED,
    _S.FULFILLED: _CLOSED | _DISPUTED,
    _S.DISPUTED: _CLOSED,
    # The commission tells of a dispute weeks after it was filed: the file is opened again for it.
    _S.CLOSED: _DISPUTED,
    _S.WITHDRAWN: frozenset(),
}
STATUS_WORDS: dict[ObjectionStatus, Phrase] = {
    _S.FILED: say("diajukan"),
    _S.INADMISSIBLE: say("tidak dapat diterima"),
    _S.REGISTERED: say("terdaftar"),
    _S.DISCUSSED: say("dibahas"),
    _S.SETTLING: say("musyawarah"),
    _S.SETTLED: say("sepakat"),
    _S.GRANTED: say("dikabulkan"),
    _S.PARTLY_GRANTED: say("dikabulkan sebagian"),
    _S.UPHELD: say("ditolak"),
    _S.FULFILLED: say("dipenuhi"),
    _S.DISPUTED: say("menjadi sengketa"),
    _S.CLOSED: say("selesai"),
    _S.WITHDRAWN: say("dicabut"),
}
GROUND_WORDS: dict[Ground, Phrase] = {
    Ground.A: say("permohonan ditolak dengan alasan pengecualian (Pasal 17)"),
    Ground.B: say("informasi berkala tidak disediakan"),
    Ground.C: say("permohonan tidak ditanggapi"),
    Ground.D: say("ditanggapi tidak sebagaimana diminta"),
    Ground.E: say("permohonan tidak dipenuhi"),
    Ground.F: say("biaya yang dikenakan tidak wajar"),
    Ground.G: say("informasi disampaikan melebihi waktu"),
}


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """What the request went through, as far as the grounds ask."""

    is_refused_as_exempt: bool = False
    is_late: bool = False
    has_notice: bool = False
    is_granted: bool = False
    is_handed_over: bool = False
    has_costs: bool = False
    was_noticed_late: bool = False


def open_grounds(before: AskedBefore | None) -> tuple[Ground, ...]:
    """The grounds that a request's course opens; None: no request, which leaves ground b alone (OB-11)."""
    if before is None:
        return (Ground.B,)
    fits = {
        Ground.A: before.is_refused_as_exempt,
        # While a request still runs, ground b stands on a catalogue item of its own, not on the request.
        Ground.B: before.has_notice or before.is_late,
        Ground.C: before.is_late and not before.has_notice,
        Ground.D: before.has_notice,
        Ground.E: before.is_granted and not before.is_handed_over,
        Ground.F: before.has_costs,
        Ground.G: before.was_noticed_late or (before.is_late and not before.has_notice),
    }
    return tuple(ground for ground, is_open in fits.items() if is_open)


def is_admissible(
    grounds: Collection[Ground], before: AskedBefore | None, *, is_in_time: bool, has_item: bool = False
) -> Ruling:
    """May an objection be registered? The reason is what the objector is told in writing."""
    if not grounds:
        return refuse(say("Pilih sedikitnya satu alasan keberatan."), cite="uu14-2008:35(1)")
    if has_item and set(grounds) == {Ground.B}:
        before = None
    elif before is None:
        return refuse(
            say("Keberatan memerlukan permohonan lebih dahulu; ajukan permohonannya, itu gratis."),
            cite="uu14-2008:35(1)",
        )
    wrong = [ground for ground in grounds if ground not in open_grounds(before)]
    if wrong:
        return refuse(
            say(
                "Alasan {letter} ({ground}) tidak cocok dengan jalannya permohonan.",
                letter=wrong[0].value,
                ground=GROUND_WORDS[wrong[0]],
            ),
            cite="uu14-2008:35(1)",
        )
    if not is_in_time:
        return refuse(say("Keberatan diajukan sesudah batas waktunya."), cite="uu14-2008:36(1)")
    return allow()


def may_settle(grounds: Collection[Ground]) -> Ruling:
    """May both sides settle by talking it over? On grounds b to g (OB-09)."""
    if Ground.A in grounds:
        return refuse(
            say("Musyawarah hanya untuk alasan b sampai g; penolakan Pasal 17 harus diputus atasan PPID."),
            cite="uu14-2008:35(2)",
        )
    return allow()


def may_answer(answerer: int, decided_by: int | None) -> Ruling:
    """May this person answer? Who decided the request may not: compared by person, not by role."""
    if decided_by is not None and answerer == decided_by:
        return refuse(
            say("Anda yang memutus permohonannya; keberatan harus dijawab orang lain."),
            cite="uu14-2008:36(2)",
        )
    return allow()


def may_answer_with(
    status: ObjectionStatus, consideration: str, order: str, *, is_due_past: bool = False
) -> Ruling:
    """Is an answer whole: with its reasons (OB-07), and where it grants with an order and its day (OB-08)?"""
    if status not in DECISIONS:
        return refuse(say("Pilih putusannya: dikabulkan, dikabulkan sebagian, atau ditolak."))
    if not consideration.strip():
        return refuse(say("Tulis pertimbangannya: pemohon berhak mengetahuinya."), cite="uu14-2008:36(3)")
    if status is not ObjectionStatus.UPHELD and not order.strip():
        return refuse(say("Tulis perintah kepada PPID: apa yang harus diberikan."), cite="perki1-2021:41")
    if is_due_past:
        return refuse(say("Tanggal perintah tidak dapat di masa lalu."), cite="perki1-2021:41")
    return allow()


def may_dispute(status: ObjectionStatus, *, is_unanswered_late: bool) -> Ruling:
    """May whoever objected go to the commission: after the answer, or once its limit has passed (DS-02)?

    Whether it was in time is the commission's to say: the unit keeps its file of the dispute in any case.
    """
    allowed = may_become(status, ObjectionStatus.DISPUTED)
    if allowed and status in OPEN and not is_unanswered_late:
        return refuse(
            say("Atasan PPID masih dalam batas waktu menjawab; sengketa belum dapat diajukan."),
            cite="uu14-2008:37(2)",
        )
    return allowed


def may_become(status: ObjectionStatus, wanted: ObjectionStatus) -> Ruling:
    """Does the state allow this step?"""
    if wanted in NEXT[status]:
        return allow()
    return refuse(
        say(
            "Keberatan ini {status}; dari sana tidak dapat menjadi {wanted}.",
            status=STATUS_WORDS[status],
            wanted=STATUS_WORDS[wanted],
        )
    )
