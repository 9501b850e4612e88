"""What is exchanged in a case, and what files are for.

Source: UU 14/2008 article 22 (notices in writing); UU 27/2022 article 16 (data only for its purpose).
"""

from enum import StrEnum

from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import Ruling, allow, refuse


class MessageKind(StrEnum):
    """Who wrote to whom."""

    FROM_APPLICANT = "from_applicant"
    TO_APPLICANT = "to_applicant"
    NOTE = "note"


class FileKind(StrEnum):
    """What a file of a case is for."""

    ATTACHMENT = "attachment"
    ANSWER = "answer"
    LETTER = "letter"
    CHAT = "chat"
    MEDIA = "media"
    PROXY = "proxy"
    PROOF = "proof"
    EVIDENCE = "evidence"
    BUNDLE = "bundle"


class InboundState(StrEnum):
    """What became of a letter that arrived."""

    NEW = "new"
    THREADED = "threaded"
    OPENED = "opened"
    UNMATCHED = "unmatched"
    AUTOMATIC = "automatic"
    DISCARDED = "discarded"
    REFUSED = "refused"


FILE_WORDS: dict[FileKind, Phrase] = {
    FileKind.ATTACHMENT: say("lampiran pemohon"),
    FileKind.ANSWER: say("jawaban"),
    FileKind.LETTER: say("surat"),
    FileKind.CHAT: say("ekspor percakapan"),
    FileKind.MEDIA: say("media percakapan"),
    FileKind.PROXY: say("surat kuasa"),
    FileKind.PROOF: say("bukti pelaksanaan atau kesepakatan"),
    FileKind.EVIDENCE: say("bukti sengketa"),
    FileKind.BUNDLE: say("bundel bukti"),
}
INBOUND_WORDS: dict[InboundState, Phrase] = {
    InboundState.NEW: say("baru"),
    InboundState.THREADED: say("masuk ke perkaranya"),
    InboundState.OPENED: say("menjadi permohonan"),
    InboundState.UNMATCHED: say("belum jelas perkaranya"),
    InboundState.AUTOMATIC: say("surat otomatis"),
    InboundState.DISCARDED: say("dibuang"),
    InboundState.REFUSED: say("tidak dapat dibaca"),
}
# Where a letter may go from each state; what became part of a case stays there.
INBOUND_NEXT: dict[InboundState, frozenset[InboundState]] = {
    InboundState.NEW: frozenset(InboundState) - {InboundState.NEW, InboundState.DISCARDED},
    InboundState.UNMATCHED: frozenset(
        {InboundState.THREADED, InboundState.OPENED, InboundState.DISCARDED, InboundState.UNMATCHED}
    ),
    InboundState.AUTOMATIC: frozenset(
        {InboundState.THREADED, InboundState.OPENED, InboundState.DISCARDED, InboundState.UNMATCHED}
    ),
    InboundState.REFUSED: frozenset({InboundState.DISCARDED}),
    InboundState.THREADED: frozenset(),
    InboundState.OPENED: frozenset(),
    InboundState.DISCARDED: frozenset({InboundState.UNMATCHED}),
}


def may_settle(state: InboundState, wanted: InboundState) -> Ruling:
    """May a letter in this state become that?"""
    if wanted in INBOUND_NEXT[state]:
        return allow()
    return refuse(say("Surat ini sudah {state}.", state=INBOUND_WORDS[state]))
