"""The states of a request for information, and what each step asks.

Late is never a state: it is computed from the due date (see `clocks.py`).
Source: UU 14/2008 article 22; Perki 1/2021; Perki 1/2019 articles 12 to 14.
"""

from enum import StrEnum

from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import Ruling, allow, refuse


class RequestStatus(StrEnum):
    """Where a request stands. The Indonesian names of the digest stand in `STATUS_WORDS`."""

    RECEIVED = "received"
    NEEDS_COMPLETION = "needs_completion"
    NOT_COMPLETED = "not_completed"
    REGISTERED = "registered"
    IN_PROCESS = "in_process"
    CONSEQUENCE_TEST = "consequence_test"
    EXTENDED = "extended"
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    NOT_HELD = "not_held"
    FULFILLED = "fulfilled"
    OBJECTED = "objected"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"


_S = RequestStatus
DECISIONS = frozenset({_S.GRANTED, _S.PARTLY_GRANTED, _S.REFUSED, _S.NOT_HELD})
_DECIDE_FROM = frozenset({_S.IN_PROCESS, _S.CONSEQUENCE_TEST, _S.EXTENDED})
OPEN = frozenset({_S.RECEIVED, _S.NEEDS_COMPLETION, _S.REGISTERED}) | _DECIDE_FROM
ENDED = frozenset({_S.NOT_COMPLETED, _S.CLOSED, _S.WITHDRAWN, _S.TRANSFERRED})
# Whoever asked may take it back as long as no answer was given (the digest names the first two states).
_TAKEN_BACK = frozenset({_S.WITHDRAWN})
_HANDED_ON = frozenset({_S.TRANSFERRED})
_OBJECTED = frozenset({_S.OBJECTED})
NEXT: dict[RequestStatus, frozenset[RequestStatus]] = {
    _S.RECEIVED: frozenset({_S.REGISTERED, _S.NEEDS_COMPLETION}) | _TAKEN_BACK | _HANDED_ON | _OBJECTED,
    _S.NEEDS_COMPLETION: frozenset({_S.REGISTERED, _S.NOT_COMPLETED}) | _TAKEN_BACK | _OBJECTED,
    _S.NOT_COMPLETED: frozenset(),
    _S.REGISTERED: frozenset({_S.IN_PROCESS}) | _TAKEN_BACK | _HANDED_ON | _OBJECTED,
    _S.IN_PROCESS: DECISIONS | {_S.CONSEQUENCE_TEST, _S.EXTENDED} | _TAKEN_BACK | _HANDED_ON | _OBJECTED,
    _S.CONSEQUENCE_TEST: DECISIONS | {_S.EXTENDED} | _TAKEN_BACK | _OBJECTED,
    _S.EXTENDED: DECISIONS | _TAKEN_BACK | _OBJECTED,
    _S.GRANTED: frozenset({_S.FULFILLED, _S.CLOSED}) | _OBJECTED,
    _S.PARTLY_GRANTED: frozenset({_S.FULFILLED, _S.CLOSED}) | _OBJECTED,
    _S.REFUSED: frozenset({_S.CLOSED}) | _OBJECTED,
    _S.NOT_HELD: frozenset({_S.CLOSED}) | _OBJECTED,
    _S.FULFILLED: frozenset({_S.CLOSED}) | _OBJECTED,
    _S.OBJECTED: frozenset({_S.FULFILLED, _S.CLOSED}),
    _S.CLOSED: frozenset(),
    _S.WITHDRAWN: frozenset(),
    _S.TRANSFERRED: frozenset(),
}
STATUS_WORDS: dict[RequestStatus, Phrase] = {
    _S.RECEIVED: say("diterima"),
    _S.NEEDS_COMPLETION: say("perlu dilengkapi"),
    _S.NOT_COMPLETED: say("tidak dilengkapi"),
    _S.REGISTERED: say("terdaftar"),
    _S.IN_PROCESS: say("diproses"),
    _S.CONSEQUENCE_TEST: say("dalam uji konsekuensi"),
    _S.EXTENDED: say("diperpanjang"),
    _S.GRANTED: say("diberikan"),
    _S.PARTLY_GRANTED: say("diberikan sebagian"),
    _S.REFUSED: say("ditolak"),
    _S.NOT_HELD: say("tidak dikuasai"),
    _S.FULFILLED: say("informasi sudah diserahkan"),
    _S.OBJECTED: say("dalam keberatan"),
    _S.CLOSED: say("selesai"),
    _S.WITHDRAWN: say("dicabut pemohon"),
    _S.TRANSFERRED: say("diteruskan ke satker lain"),
}


def may_become(status: RequestStatus, wanted: RequestStatus) -> Ruling:
    """Does the state allow this step? The table says which, whoever asks and whatever the day."""
    if wanted in NEXT[status]:
        return allow()
    return refuse(
        say(
            "Permohonan ini {status}; dari sana tidak dapat menjadi {wanted}.",
            status=STATUS_WORDS[status],
            wanted=STATUS_WORDS[wanted],
        )
    )


def may_extend(
    status: RequestStatus, *, is_extended: bool, is_late: bool, is_after_hours: bool, reason: str
) -> Ruling:
    """May the answer be extended now: once, with written reasons, before the last day ends?

    `is_late`: the due date has passed; `is_after_hours`: it is today, and the office has
    closed: a notice that leaves now is void (RQ-07).
    """
    if is_extended or status is RequestStatus.EXTENDED:
        return refuse(say("Jawaban hanya dapat diperpanjang satu kali."), cite="uu14-2008:22(8)")
    allowed = may_become(status, RequestStatus.EXTENDED)
    if not allowed:
        return allowed
    if is_late or is_after_hours:
        return refuse(
            say(
                "Terlambat: pemberitahuan perpanjangan harus keluar sebelum hari terakhir berakhir. "
                "Jawablah sekarang juga."
            ),
            cite="uu14-2008:22(8)",
        )
    if not reason.strip():
        return refuse(say("Tulis alasan perpanjangannya: pemohon menerimanya."), cite="uu14-2008:22(8)")
    return allow()
