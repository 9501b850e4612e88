"""Which case a letter belongs to; a number that anybody may know opens nothing to a stranger."""

import pytest

from terbuka.documents.mails import read_letter
from terbuka.rules.inbound import Fault, InboundLetter
from terbuka.rules.threading import Known, Way, numbers_in, place, token_in, without_plus
from tests.letters import CITRA, letter

A = Known("information_request", 1, frozenset({CITRA}))
B = Known("information_request", 2, frozenset({CITRA}))
FORGED = {"Authentication_Results": "mx.example; dmarc=fail"}


def _read(**more: str) -> InboundLetter:
    return read_letter(letter(**more), trusted=frozenset({"mx.example"}))  # type: ignore[arg-type]


def test_the_address_we_gave_is_surest() -> None:
    found = place(_read(In_Reply_To="<b@us>"), by_address=[A, A], by_our_letter={"<b@us>": B})
    assert found
    assert (found.case, found.way, found.warning) == (A, Way.ADDRESS, None)


def test_an_answer_to_our_letter_belongs_to_its_case_and_a_stranger_is_named_so() -> None:
    ours = {"<a@us>": A, "<b@us>": B}
    near = place(_read(In_Reply_To="<b@us>", References="<a@us> <b@us>"), by_our_letter=ours)
    assert near
    assert (near.case, near.warning) == (B, None)
    far = place(_read(References="<a@us> <x@y>", sender="lain@x.example"), by_our_letter=ours)
    assert far
    assert (far.case, far.way) == (A, Way.OUR_LETTER)
    assert far.warning is Fault.STRANGER
    forged = place(_read(In_Reply_To="<a@us>", **FORGED), by_our_letter=ours)
    assert forged
    assert forged.warning is Fault.SPOOFED


@pytest.mark.parametrize(
    ("more", "is_placed"),
    [
        ({}, True),
        ({"sender": "lain@x.example"}, False),
        ({"sender": '"citra@warga.example" <lain@x.example>'}, False),
        (FORGED, False),
    ],
)
def test_a_number_and_an_own_letter_count_from_the_applicant_alone(
    more: dict[str, str], is_placed: bool
) -> None:
    numbered = place(_read(subject="Re: REG/kpu-kab-jombang/2026/7", **more), by_number=[A])
    followed = place(_read(In_Reply_To="<satu@warga>", **more), by_their_letter={"<satu@warga>": A})
    assert (numbered is not None, followed is not None) == (is_placed, is_placed)


def test_two_cases_on_the_same_way_are_for_a_person_to_say() -> None:
    assert place(_read(), by_number=[A, B]) is None
    assert place(_read(), by_address=[A, B]) is None
    assert place(_read()) is None


def test_numbers_and_tokens_are_found_as_people_and_programs_write_them() -> None:
    assert numbers_in("Re: tanggapan [reg/KPU-Kab-Jombang/2026/0012] dan KBR/bawaslu-ri/2026/3.") == (
        "REG/kpu-kab-jombang/2026/12",
        "KBR/bawaslu-ri/2026/3",
    )
    assert numbers_in("XREG/a/2026/1 REG/a/26/1 REG/a/2026/1/2") == ()
    assert token_in("kpu-kab-jombang+p1-ab@surat.example") == "p1-ab"
    assert token_in("kpu-kab-jombang@surat.example") == ""
    assert without_plus("kpu-kab-jombang+p1-ab@surat.example") == "kpu-kab-jombang@surat.example"
