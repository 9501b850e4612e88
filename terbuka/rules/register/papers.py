"""The papers of the information service, each with its name.

Source: Perki 1/2021 (forms of service; older forms of Perki 1/2010 live on in practice).
"""

from enum import StrEnum

from terbuka.rules.language import Phrase, say


class PaperKind(StrEnum):
    """What a paper is; its fields stand in the digest's section on forms."""

    RECEIPT = "receipt"
    COMPLETION = "completion"
    NOTICE = "notice"
    EXTENSION = "extension"
    REFUSAL = "refusal"
    OBJECTION_FORM = "objection_form"
    OBJECTION_ANSWER = "objection_answer"
    HAND_OVER = "hand_over"
    PROXY = "proxy"
    SUMMONS_LIST = "summons_list"


PAPER_WORDS: dict[PaperKind, Phrase] = {
    PaperKind.RECEIPT: say("Tanda bukti permohonan"),
    PaperKind.COMPLETION: say("Pemberitahuan perbaikan"),
    PaperKind.NOTICE: say("Pemberitahuan tertulis"),
    PaperKind.EXTENSION: say("Pemberitahuan perpanjangan"),
    PaperKind.REFUSAL: say("Surat keputusan penolakan"),
    PaperKind.OBJECTION_FORM: say("Formulir keberatan"),
    PaperKind.OBJECTION_ANSWER: say("Tanggapan atasan PPID"),
    PaperKind.HAND_OVER: say("Berita acara penyerahan"),
    PaperKind.PROXY: say("Surat kuasa khusus"),
    PaperKind.SUMMONS_LIST: say("Daftar yang dibawa ke sidang"),
}
