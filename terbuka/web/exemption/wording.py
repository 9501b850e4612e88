"""How tests and exempt documents are said: a word, a tone and a shape; the ground in one line."""

from django.utils.translation import gettext_lazy as _

from terbuka.models import ExemptDocument
from terbuka.rules.daynames import Day
from terbuka.rules.exemption import (
    DOCUMENT_WORDS,
    LASTING_WORDS,
    LETTERS,
    STATUS_WORDS,
    ExemptStatus,
    Letter,
    TestStatus,
)
from terbuka.rules.language import Phrase, say
from terbuka.web.words import signed

STATUSES = signed(
    STATUS_WORDS,
    {
        TestStatus.DRAFT: ("none", "circle-dashed"),
        TestStatus.PROPOSED: ("info", "clock"),
        TestStatus.ESCALATED: ("info", "chevron-right"),
        TestStatus.APPROVED: ("success", "circle-check"),
        TestStatus.REFUSED: ("danger", "circle-x"),
        TestStatus.DISCARDED: ("none", "minus"),
    },
)
DOCUMENTS = signed(
    DOCUMENT_WORDS,
    {
        ExemptStatus.PROPOSED: ("none", "circle-dashed"),
        ExemptStatus.EXEMPT: ("warning", "file-lock"),
        ExemptStatus.KEPT_OPEN: ("success", "eye"),
        ExemptStatus.REOPENED: ("success", "eye"),
    },
)
ACTS = {
    "begin": _("uji dimulai"),
    "save": _("isian disimpan"),
    "add_document": _("dokumen ditambahkan"),
    "save_document": _("dokumen diubah"),
    "remove_document": _("dokumen dikeluarkan"),
    "propose": _("diusulkan"),
    "escalate": _("dinaikkan ke tingkat di atas"),
    "return": _("dikembalikan"),
    "decide": _("diputus"),
    "discard": _("dibuang"),
    "reopen": _("dokumen dibuka sebelum waktunya"),
    "expire": _("masa pengecualian berakhir; dokumen terbuka kembali"),
}


def ground_of(document: ExemptDocument) -> Phrase:
    """The legal ground in one line: article 17 with its letter, then the act and article named."""
    named = ", ".join(part for part in (document.article, document.act) if part)
    return say(
        "UU 14/2008 Pasal 17 huruf {letter} ({what}){named}",
        letter=document.letter,
        what=LETTERS[Letter(document.letter)][0],
        named=f"; {named}" if named else "",
    )


def term_of(document: ExemptDocument) -> Phrase:
    """Until when it is withheld: a day, or what opens it."""
    if document.is_permanent:
        return LASTING_WORDS[LETTERS[Letter(document.letter)][1]]
    if document.until is None:
        return say("belum ditentukan")
    return say("sampai {day}", day=Day(document.until))
