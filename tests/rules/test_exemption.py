"""Exempt information, as a lawyer reads it: letters and terms, what each document needs, who may decide."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from terbuka.rules import exemption
from terbuka.rules.consequence import (
    DocumentFacts,
    Proposal,
    faults_of,
    may_become,
    may_decide,
    may_escalate,
    may_propose,
    may_reopen,
    may_return,
    term_fault,
)
from terbuka.rules.exemption import (
    LETTERS,
    NEXT,
    NEXT_DOCUMENT,
    ExemptStatus,
    Letter,
    decided_above,
    longest_term,
)
from terbuka.rules.sources import citation

Status = exemption.TestStatus
ON = date(2026, 3, 13)
GIVEN = DocumentFacts(
    title="Ijazah calon",
    letter=Letter.H,
    act="UU 27/2022",
    article="Pasal 4 ayat (2)",
    harm="Nomor ijazah dapat dipakai memalsukan identitas.",
    benefit="Data pribadi calon terlindungi.",
    public_interest="Hasil verifikasi syarat calon tetap diumumkan.",
    is_permanent=True,
)
PROPOSAL = Proposal(Status.DRAFT, (GIVEN,), proposers=frozenset({1}))
KPU_REGENCY = decided_above("KPU", "regency", on=ON)

# given: letter, permanent, until; expect: may it stand? (UU 14/2008 articles 17 and 20, PP 61/2010)
TERMS = [
    # a to f: limited, at most 30 years
    *((letter, False, date(2031, 3, 13), True) for letter in "abcdef"),
    *((letter, False, date(2056, 3, 13), True) for letter in "abcdef"),
    *((letter, False, date(2056, 3, 14), False) for letter in "abcdef"),
    *((letter, True, None, False) for letter in "abcdef"),
    # g and h: permanent
    *((letter, True, None, True) for letter in "gh"),
    *((letter, False, date(2031, 3, 13), False) for letter in "gh"),
    # i: until a day, or until the commission or a court orders
    ("i", False, date(2031, 3, 13), True),
    ("i", True, None, True),
    # j: as the act named says
    ("j", False, date(2031, 3, 13), True),
    ("j", True, None, True),
    # nobody withholds without saying until when, nor until a day that is over
    *((letter, False, None, False) for letter in "abcdefghij"),
    *((letter, False, ON, False) for letter in "abcdefghij"),
]


@pytest.mark.parametrize(("letter", "is_permanent", "until", "expect"), TERMS)
def test_how_long_each_letter_may_withhold(
    letter: str, is_permanent: bool, until: date | None, expect: bool
) -> None:
    given = replace(GIVEN, letter=Letter(letter), is_permanent=is_permanent, until=until)
    assert (term_fault(given, on=ON) is None) is expect


def test_every_letter_of_article_17_has_its_words_and_a_term() -> None:
    assert list(LETTERS) == list(Letter)
    assert [letter.value for letter in LETTERS] == list("abcdefghij")


def test_thirty_years_end_on_the_same_day_of_the_year() -> None:
    assert longest_term(date(2026, 3, 13)) == date(2056, 3, 13)
    assert longest_term(date(2028, 2, 29)) == date(2058, 2, 28)


@pytest.mark.parametrize(("before", "after"), list(product(Status, Status)))
def test_every_pair_of_statuses_of_a_test_is_allowed_or_refused_with_its_reason(
    before: exemption.TestStatus, after: exemption.TestStatus
) -> None:
    ruling = may_become(before, after)
    assert bool(ruling) is (after in NEXT[before])
    assert ruling or ruling.reason


@pytest.mark.parametrize("status", list(ExemptStatus))
def test_only_what_is_withheld_may_be_opened_and_only_with_a_reason(status: ExemptStatus) -> None:
    assert bool(may_reopen(status, Letter.A, "Penyidikan selesai.")) is (status is ExemptStatus.EXEMPT)
    assert not may_reopen(status, Letter.A, " ")
    assert set(NEXT_DOCUMENT) == set(ExemptStatus)


def test_personal_secrets_open_by_written_consent() -> None:
    refused = may_reopen(ExemptStatus.EXEMPT, Letter.H, "")
    assert refused.cite == "uu14-2008:18(2)"
    assert may_reopen(ExemptStatus.EXEMPT, Letter.H, "Persetujuan tertulis calon, 2 Maret 2026.")


def test_a_document_with_all_its_reasons_may_be_proposed() -> None:
    assert may_propose(PROPOSAL, on=ON)


@pytest.mark.parametrize(
    ("lacking", "named"),
    [
        ({"act": ""}, "isi undang-undang"),
        ({"article": " "}, "isi pasal"),
        ({"harm": ""}, "tulis akibat bila dibuka bagi dokumen ini"),
        ({"harm": "rahasia"}, "tulis akibat bila dibuka bagi dokumen ini"),
        ({"benefit": ""}, "tulis manfaat bila ditutup bagi dokumen ini"),
        ({"public_interest": ""}, "tulis kepentingan publik bagi dokumen ini"),
        ({"is_permanent": False}, "huruf h bersifat tetap"),
        ({"letter": Letter.A, "is_permanent": False}, "sebutkan tanggal akhirnya"),
        ({"letter": Letter.J, "act": "UU 14/2008"}, "huruf j bersandar pada undang-undang lain"),
    ],
)
def test_a_document_that_lacks_a_reason_is_refused_by_name(lacking: dict[str, object], named: str) -> None:
    document = replace(GIVEN, **lacking)  # type: ignore[arg-type]
    assert faults_of(document, on=ON)
    refused = may_propose(replace(PROPOSAL, documents=(document,)), on=ON)
    assert not refused
    assert refused.cite == "uu14-2008:19"
    assert named in str(refused.reason)
    assert "Ijazah calon" in str(refused.reason)


def test_a_blanket_exemption_is_refused() -> None:
    """KPU withheld sixteen documents with one reason by decision 731/2025 and had to withdraw it."""
    assert not may_propose(replace(PROPOSAL, documents=()), on=ON)
    bare = DocumentFacts("Surat keterangan catatan kepolisian", Letter.H, is_permanent=True)
    refused = may_propose(replace(PROPOSAL, documents=(GIVEN, bare)), on=ON)
    assert "Surat keterangan catatan kepolisian: isi undang-undang" in str(refused.reason)
    assert "Ijazah calon:" not in str(refused.reason)
    twin = replace(GIVEN, title="KTP calon")
    refused = may_propose(replace(PROPOSAL, documents=(GIVEN, twin)), on=ON)
    assert "sama kata demi kata" in str(refused.reason)


def test_minutes_that_are_not_filled_are_named() -> None:
    refused = may_propose(replace(PROPOSAL, lacks=("held_on", "participants")), on=ON)
    assert "tanggal pengujian, peserta" in str(refused.reason)


# given: institution, level, day; expect: does the level above decide?
ABOVE = [
    ("KPU", "regency", date(2025, 12, 28), False),
    ("KPU", "regency", date(2025, 12, 29), True),
    ("KPU", "province", ON, False),
    ("KPU", "national", ON, False),
    ("Bawaslu", "regency", ON, False),
    ("Bawaslu", "province", ON, False),
]


@pytest.mark.parametrize(("institution", "level", "on", "expect"), ABOVE)
def test_regencies_of_kpu_propose_and_the_province_decides(
    institution: str, level: str, on: date, expect: bool
) -> None:
    found = decided_above(institution, level, on=on)
    assert (found is not None) is expect
    assert found is None or citation(found.cite).source


def test_who_must_hand_up_may_not_decide_and_who_decides_may_not_hand_up() -> None:
    waiting = replace(PROPOSAL, status=Status.PROPOSED)
    assert may_decide(waiting, 2, has_standing=True)
    assert not may_escalate(waiting)
    below = replace(waiting, level_above=KPU_REGENCY)
    assert may_escalate(below)
    refused = may_decide(below, 2, has_standing=True)
    assert refused.cite == "pkpu4-2025"
    assert may_decide(replace(below, status=Status.ESCALATED), 2, has_standing=True)


def test_the_proposer_never_decides_nor_does_a_stranger() -> None:
    waiting = replace(PROPOSAL, status=Status.PROPOSED)
    assert not may_decide(waiting, 1, has_standing=True)
    assert not may_decide(waiting, 2, has_standing=False)
    assert not may_decide(PROPOSAL, 2, has_standing=True)


def test_a_test_goes_back_only_with_a_note() -> None:
    assert not may_return(Status.PROPOSED, " ")
    assert may_return(Status.ESCALATED, "Tulis akibatnya lebih rinci.")
    assert not may_return(Status.APPROVED, "Terlambat.")
