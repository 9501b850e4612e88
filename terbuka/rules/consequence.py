"""May it be done with a consequence test? Proposed, handed up, decided, reopened; what a document lacks.

Source: UU 14/2008 articles 17 to 20, PP 61/2010, Perki 1/2021 article 49. A
blanket exemption, without reasons for each document, is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from terbuka.rules.daynames import Day
from terbuka.rules.exemption import (
    DOCUMENT_WORDS,
    LETTERS,
    NEXT,
    NEXT_DOCUMENT,
    STATUS_WORDS,
    DecidedAbove,
    ExemptStatus,
    Letter,
    Term,
    TestStatus,
    longest_term,
)
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import Ruling, allow, refuse
from terbuka.rules.sources import acts_cited

FIELD_WORDS: dict[str, Phrase] = {
    "act": say("undang-undang"),
    "article": say("pasal"),
    "harm": say("akibat bila dibuka"),
    "benefit": say("manfaat bila ditutup"),
    "public_interest": say("kepentingan publik"),
    "term": say("jangka waktu"),
    "holder": say("unit yang menguasai"),
    "held_on": say("tanggal pengujian"),
    "held_in": say("tempat pengujian"),
    "participants": say("peserta"),
}
REASONS = ("harm", "benefit", "public_interest")
FEWEST_WORDS = 4
# UU 14/2008: article 18 (2) opens 17h, 19 asks for a careful test, 20 says that it is not for ever.
_CONSENT, _TEST, _TERM = "uu14-2008:18(2)", "uu14-2008:19", "uu14-2008:20"
_OWN_ACT = "uu14-2008"


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """One document as proposed: which letter, which act and article, why in words, until when."""

    title: str
    letter: Letter
    act: str = ""
    article: str = ""
    harm: str = ""
    benefit: str = ""
    public_interest: str = ""
    is_permanent: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A test as the rulings ask of it. People are ids; `lacks` are fields of the minutes not filled yet.

    `proposers` prepared or proposed it; `level_above` is what `decided_above` says of its unit.
    """

    status: TestStatus
    documents: tuple[DocumentFacts, ...] = ()
    lacks: tuple[str, ...] = ()
    proposers: frozenset[int] = frozenset()
    level_above: DecidedAbove | None = None


def term_fault(document: DocumentFacts, *, on: date) -> Phrase | None:
    """What is wrong with the term of a document, by its letter; None where it may stand."""
    rule = LETTERS[document.letter][1]
    if rule is Term.LIMITED and document.is_permanent:
        return say("huruf {letter} tidak dapat tetap: sebutkan tanggal akhirnya", letter=document.letter)
    if rule is Term.PERMANENT:
        if document.is_permanent:
            return None
        return say(
            "huruf {letter} bersifat tetap: kosongkan tanggalnya dan pilih tetap", letter=document.letter
        )
    if document.is_permanent:
        return None
    if document.until is None:
        return say("sebutkan tanggal akhirnya")
    if document.until <= on:
        return say("tanggal akhirnya harus sesudah hari ini")
    longest = longest_term(on)
    if document.until > longest:
        years = longest.year - on.year
        return say("paling lama {n} tahun, yaitu sampai {day}", n=years, day=Day(longest))
    return None


def act_fault(document: DocumentFacts) -> Phrase | None:
    """Letter j rests on another act than UU 14/2008; what is wrong with the act named, or None."""
    is_own = any(one.id == _OWN_ACT for one in acts_cited(document.act))
    if document.letter is Letter.J and is_own:
        return say("huruf j bersandar pada undang-undang lain: sebutkan undang-undang itu")
    return None


def faults_of(document: DocumentFacts, *, on: date) -> dict[str, Phrase]:
    """Everything that a document lacks before it may be proposed, by the name of the field."""
    faults: dict[str, Phrase] = {}
    for name in ("act", "article"):
        if not getattr(document, name).strip():
            faults[name] = say("isi {name}", name=FIELD_WORDS[name])
    for name in REASONS:
        if len(getattr(document, name).split()) < FEWEST_WORDS:
            faults[name] = say("tulis {name} bagi dokumen ini", name=FIELD_WORDS[name])
    wrong = act_fault(document)
    if wrong and "act" not in faults:
        faults["act"] = wrong
    term = term_fault(document, on=on)
    if term:
        faults["term"] = term
    return faults


def repeated(documents: Sequence[DocumentFacts]) -> tuple[DocumentFacts, DocumentFacts] | None:
    """Two documents whose harm is told in the very same words: a blanket exemption; None for none."""
    seen: dict[str, DocumentFacts] = {}
    for one in documents:
        words = " ".join(one.harm.lower().split())
        if words and words in seen:
            return seen[words], one
        seen[words] = one
    return None


def may_become(status: TestStatus, wanted: TestStatus) -> Ruling:
    """May a test pass from one status to another?"""
    if wanted in NEXT[status]:
        return allow()
    return refuse(
        say("Uji ini {status}; langkah ini tidak dapat dilakukan lagi.", status=STATUS_WORDS[status])
    )


def may_write(status: TestStatus) -> Ruling:
    """Only a draft is written in: what was proposed is decided as it was proposed."""
    if status is TestStatus.DRAFT:
        return allow()
    return refuse(
        say(
            "Uji ini {status}, jadi tidak dapat diubah. Mintalah dikembalikan menjadi konsep.",
            status=STATUS_WORDS[status],
        )
    )


def may_propose(facts: Proposal, *, on: date) -> Ruling:
    """May it be proposed? Every document has its own reasons; a blanket exemption is refused."""
    ruling = may_become(facts.status, TestStatus.PROPOSED)
    if not ruling:
        return ruling
    if not facts.documents:
        return refuse(
            say("Tambahkan dahulu dokumen yang diuji: pengecualian berlaku per dokumen."), cite=_TEST
        )
    lacking = [
        f"{one.title}: {', '.join(str(fault) for fault in faults.values())}"
        for one in facts.documents
        if (faults := faults_of(one, on=on))
    ]
    if lacking:
        return refuse(
            say("Setiap dokumen perlu alasannya sendiri. {lacking}.", lacking="; ".join(lacking)), cite=_TEST
        )
    twins = repeated(facts.documents)
    if twins:
        return refuse(
            say(
                "Akibat bila dibuka pada {first} dan {second} sama kata demi kata: "
                "tulis akibat bagi masing-masing, atau gabungkan keduanya.",
                first=twins[0].title,
                second=twins[1].title,
            ),
            cite=_TEST,
        )
    if facts.lacks:
        names = ", ".join(str(FIELD_WORDS[name]) for name in facts.lacks)
        return refuse(say("Lengkapi untuk berita acara: {names}.", names=names), cite="perki1-2021:49")
    return allow()


def must_escalate(facts: Proposal) -> bool:
    """Is it decided by the level above alone?"""
    return facts.level_above is not None


def may_escalate(facts: Proposal) -> Ruling:
    """May it be handed up? Where the level above decides; elsewhere the unit decides itself."""
    ruling = may_become(facts.status, TestStatus.ESCALATED)
    if ruling and not must_escalate(facts):
        return refuse(say("Satker ini memutus sendiri uji konsekuensinya."), cite=_TEST)
    return ruling


def may_return(status: TestStatus, note: str) -> Ruling:
    """May it be sent back to a draft? Only with a note that says what to mend."""
    ruling = may_become(status, TestStatus.DRAFT)
    if ruling and not note.strip():
        return refuse(say("Tulis catatannya: apa yang harus diperbaiki?"))
    return ruling


def may_decide(facts: Proposal, by: int, *, has_standing: bool) -> Ruling:
    """May this person decide? Another than the proposer, at the unit that decides it."""
    ruling = may_become(facts.status, TestStatus.APPROVED)
    if not ruling:
        return ruling
    if must_escalate(facts) and facts.status is not TestStatus.ESCALATED:
        assert facts.level_above
        return refuse(
            say("Uji satker ini diputus tingkat di atasnya: naikkan dahulu."), cite=facts.level_above.cite
        )
    if by in facts.proposers:
        return refuse(say("Yang mengusulkan tidak boleh memutus: mintalah pejabat lain."), cite=_TEST)
    if not has_standing:
        return refuse(say("Yang memutus adalah atasan PPID satker yang berwenang."), cite=_TEST)
    return allow()


def may_reopen(status: ExemptStatus, letter: Letter, reason: str) -> Ruling:
    """May a withheld document be opened before its term ends? With a reason; 17h by written consent."""
    if ExemptStatus.REOPENED not in NEXT_DOCUMENT[status]:
        return refuse(
            say("Dokumen ini {status}; hanya yang dikecualikan dapat dibuka.", status=DOCUMENT_WORDS[status])
        )
    if not reason.strip():
        if letter is Letter.H:
            return refuse(
                say("Sebutkan persetujuan tertulis pemiliknya, atau jabatan publik yang disangkutnya."),
                cite=_CONSENT,
            )
        return refuse(say("Tulis alasannya: mengapa dokumen ini terbuka sekarang?"), cite=_TERM)
    return allow()
