"""A letter sent in: who, for which unit, with which files; what answers by itself is never read."""

from email.message import EmailMessage

import pytest

from terbuka.documents.mails import read_letter
from terbuka.rules.mailin import Letter, letter_in, unit_meant
from terbuka.rules.ruling import BadInput

OWN = ("kpu-kab-jombang", "kpu-kab-kediri")


def _letter(subject: str = "Re: laporan", to: str = "terbuka@x.example", **more: str) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "Ani Lestari <Ani@Contoh.Example>", to, subject
    for name, value in more.items():
        letter[name.replace("_", "-")] = value
    letter.set_content("Terlampir.")
    letter.add_attachment(
        b"%PDF-1.4", maintype="application", subtype="pdf", filename="Laporan Kinerja é.pdf"
    )
    return letter


def _read(letter: EmailMessage) -> Letter:
    return letter_in(read_letter(letter.as_bytes()))


def test_sender_subject_and_files_are_read() -> None:
    letter = _read(_letter())
    assert (letter.sender, letter.subject) == ("ani@contoh.example", "laporan")
    assert letter.files == (("Laporan Kinerja é.pdf", b"%PDF-1.4"),)


@pytest.mark.parametrize(
    ("letter", "own", "expect"),
    [
        (_letter(), OWN[:1], OWN[0]),
        (_letter(), OWN, ""),
        (_letter("kpu-kab-kediri laporan"), OWN, OWN[1]),
        (_letter(to="a+kpu-kab-kediri@x.example"), OWN, OWN[1]),
        (_letter(to="x@x.example", Delivered_To="a+kpu-kab-kediri@x.example"), OWN, OWN[1]),
        (_letter(to="a+kpu-kab-sleman@x.example"), OWN[:1], ""),
        (_letter("kpu-kab-kediri atau kpu-kab-jombang"), OWN, ""),
        (_letter("kpu-kab-jombang"), (), ""),
    ],
)
def test_the_unit_that_is_meant(letter: EmailMessage, own: tuple[str, ...], expect: str) -> None:
    slug, refusal = unit_meant(_read(letter), own)
    assert slug == expect
    assert bool(refusal) is not bool(slug)


@pytest.mark.parametrize(
    "more", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Precedence": "list"}]
)
def test_what_answers_by_itself_is_not_read(more: dict[str, str]) -> None:
    with pytest.raises(BadInput, match="otomatis"):
        _read(_letter(**more))


def test_no_letter_no_files_too_many_and_too_large() -> None:
    plain = EmailMessage()
    plain["From"] = "ani@contoh.example"
    plain.set_content("halo")
    for raw in (b"", b"\xff\xfe\x00", plain.as_bytes()):
        with pytest.raises(BadInput):
            letter_in(read_letter(raw))
    with pytest.raises(BadInput, match="lebih besar"):
        read_letter(_letter().as_bytes(), most=10)
