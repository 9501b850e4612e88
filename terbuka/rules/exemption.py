"""Exempt information: the states of a consequence test and of each document that it withholds.

Source: UU 14/2008 articles 17 to 20, PP 61/2010, Perki 1/2021 article 49; for
regency units of KPU also PKPU 4/2025 (they propose, the level above tests).
"""

import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from terbuka.rules.language import Phrase, say
from terbuka.rules.limits import limit
from terbuka.rules.sources import citation


class TestStatus(StrEnum):
    """A test is prepared, proposed, perhaps handed up, and decided by another person."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    ESCALATED = "escalated"
    APPROVED = "approved"
    REFUSED = "refused"
    DISCARDED = "discarded"


class TestMoment(StrEnum):
    """When the test is made (UU 14/2008 article 19): ahead, at a request, or in a dispute."""

    BEFORE_REQUEST = "before_request"
    AT_REQUEST = "at_request"
    IN_DISPUTE = "in_dispute"


class Letter(StrEnum):
    """The letters of article 17 of UU 14/2008."""

    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"
    F = "f"
    G = "g"
    H = "h"
    I = "i"  # noqa: E741 - the letter of the article
    J = "j"


class ExemptStatus(StrEnum):
    """One document: proposed, withheld, or open again because its term ended or the test was lifted."""

    PROPOSED = "proposed"
    EXEMPT = "exempt"
    KEPT_OPEN = "kept_open"
    REOPENED = "reopened"


NEXT: dict[TestStatus, frozenset[TestStatus]] = {
    TestStatus.DRAFT: frozenset({TestStatus.PROPOSED, TestStatus.DISCARDED}),
    TestStatus.PROPOSED: frozenset(
        {TestStatus.APPROVED, TestStatus.REFUSED, TestStatus.ESCALATED, TestStatus.DRAFT}
    ),
    TestStatus.ESCALATED: frozenset({TestStatus.APPROVED, TestStatus.REFUSED, TestStatus.DRAFT}),
    TestStatus.APPROVED: frozenset(),
    TestStatus.REFUSED: frozenset(),
    TestStatus.DISCARDED: frozenset(),
}


class Term(StrEnum):
    """How long a letter may withhold (UU 14/2008 articles 17 and 20, PP 61/2010)."""

    LIMITED = "limited"
    PERMANENT = "permanent"
    UNTIL_ORDERED = "until_ordered"
    AS_ACT = "as_act"


NEXT_DOCUMENT: dict[ExemptStatus, frozenset[ExemptStatus]] = {
    ExemptStatus.PROPOSED: frozenset({ExemptStatus.EXEMPT, ExemptStatus.KEPT_OPEN}),
    ExemptStatus.EXEMPT: frozenset({ExemptStatus.REOPENED}),
    ExemptStatus.KEPT_OPEN: frozenset(),
    ExemptStatus.REOPENED: frozenset(),
}
STATUS_WORDS: dict[TestStatus, Phrase] = {
    TestStatus.DRAFT: say("konsep"),
    TestStatus.PROPOSED: say("diusulkan"),
    TestStatus.ESCALATED: say("dinaikkan ke tingkat di atas"),
    TestStatus.APPROVED: say("disetujui"),
    TestStatus.REFUSED: say("ditolak"),
    TestStatus.DISCARDED: say("dibuang"),
}
DOCUMENT_WORDS: dict[ExemptStatus, Phrase] = {
    ExemptStatus.PROPOSED: say("diusulkan dikecualikan"),
    ExemptStatus.EXEMPT: say("dikecualikan"),
    ExemptStatus.KEPT_OPEN: say("tetap terbuka"),
    ExemptStatus.REOPENED: say("terbuka kembali"),
}
MOMENT_WORDS: dict[TestMoment, Phrase] = {
    TestMoment.BEFORE_REQUEST: say("sebelum ada permohonan"),
    TestMoment.AT_REQUEST: say("pada saat ada permohonan"),
    TestMoment.IN_DISPUTE: say("pada saat sengketa"),
}
# What article 17 protects, and for how long.
LETTERS: dict[Letter, tuple[Phrase, Term]] = {
    Letter.A: (say("menghambat proses penegakan hukum"), Term.LIMITED),
    Letter.B: (
        say("mengganggu hak atas kekayaan intelektual dan persaingan usaha yang sehat"),
        Term.LIMITED,
    ),
    Letter.C: (say("membahayakan pertahanan dan keamanan negara"), Term.LIMITED),
    Letter.D: (say("mengungkapkan kekayaan alam Indonesia"), Term.LIMITED),
    Letter.E: (say("merugikan ketahanan ekonomi nasional"), Term.LIMITED),
    Letter.F: (say("merugikan kepentingan hubungan luar negeri"), Term.LIMITED),
    Letter.G: (say("mengungkapkan isi akta otentik pribadi dan wasiat seseorang"), Term.PERMANENT),
    Letter.H: (say("mengungkapkan rahasia pribadi"), Term.PERMANENT),
    Letter.I: (
        say("memorandum atau surat badan publik yang menurut sifatnya dirahasiakan"),
        Term.UNTIL_ORDERED,
    ),
    Letter.J: (say("tidak boleh diungkapkan berdasarkan undang-undang lain"), Term.AS_ACT),
}
# Why a document that is withheld without a day of its end may open all the same.
LASTING_WORDS: dict[Term, Phrase] = {
    Term.LIMITED: say("tanpa batas waktu"),
    Term.PERMANENT: say("tetap, kecuali pemiliknya menyetujui secara tertulis"),
    Term.UNTIL_ORDERED: say("sampai Komisi Informasi atau pengadilan memerintahkan dibuka"),
    Term.AS_ACT: say("selama undang-undang yang disebut melarang"),
}
_EXEMPTIONS = Path(__file__).parent / "data" / "exemption.toml"


@dataclass(frozen=True, slots=True)
class DecidedAbove:
    """Units of this institution and level propose; the level above decides, while it is in force."""

    institution: str
    level: str
    valid_from: date
    valid_to: date | None
    cite: str
    confidence: str


@cache
def _above() -> tuple[DecidedAbove, ...]:
    rows = tomllib.loads(_EXEMPTIONS.read_text("utf-8"))["decided_above"]
    return tuple(
        DecidedAbove(
            institution=row["institution"],
            level=row["level"],
            valid_from=row["from"],
            valid_to=row.get("to"),
            cite=citation(row["cite"]).text,
            confidence=row["confidence"],
        )
        for row in rows
    )


def decided_above(institution: str, level: str, *, on: date) -> DecidedAbove | None:
    """The rule by which a unit only proposes and the level above decides; None where it decides itself."""
    return next(
        (
            one
            for one in _above()
            if (one.institution, one.level) == (institution, level)
            and one.valid_from <= on
            and (one.valid_to is None or on < one.valid_to)
        ),
        None,
    )


def longest_term(on: date) -> date:
    """The last day until which a limited exemption that begins on a day may reach."""
    months = limit("exemption.term", None, on=on).amount
    year, month = on.year + months // 12, on.month
    return date(year, month, min(on.day, monthrange(year, month)[1]))
