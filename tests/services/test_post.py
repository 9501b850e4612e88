"""Letters that come in: kept first, brought to their case or unit, and never answered in circles."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from terbuka.models import CaseMessage, Event, InboundMail, InformationRequest, Notification, OutboxMail
from terbuka.models.notify import MailState
from terbuka.rules.inbound import fault_words
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.post import InboundState, MessageKind
from terbuka.rules.register.requests import RequestStatus
from terbuka.rules.ruling import BadInput, Refused
from terbuka.services.files import open_blob
from terbuka.services.jobs.mail import message_of, send_one
from terbuka.services.jobs.pulse import Pulse
from terbuka.services.pace import counter
from terbuka.services.register import arriving, post
from terbuka.services.register.addressing import reply_address
from terbuka.services.register.correspondence import attach_letter, discard_letter, open_letter, pass_letter
from terbuka.services.register.post import take_letter
from terbuka.services.register.registering import withdraw_request
from tests.documents.made import pdf
from tests.letters import CITRA, letter, winmail
from tests.mailbox import Mailbox
from tests.make import register as made
from tests.make.cast import Cast, unit

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 6, 4, 3, 0, tzinfo=UTC)
PDF = pdf("Surat kuasa")
JOMBANG = "kpu-kab-jombang@surat.example"


@pytest.fixture(autouse=True)
def _domain(settings: Any, mailbox: Mailbox) -> None:
    settings.MAIL_DOMAIN = "surat.example"
    settings.MAIL_TRUSTED = frozenset({"mx.example"})
    counter().forget()


def take(raw: bytes, at: datetime = MORNING) -> InboundMail:
    """The one row that a letter becomes."""
    (mail,) = take_letter(raw, via="smtp", at=at).mails
    return mail


def a_case(**values: Any) -> InformationRequest:
    """Citra's request, registered."""
    return made.registered(at=MORNING, email=CITRA, **values)


def letters_to(address: str) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(to=address).order_by("pk"))


def test_a_letter_to_a_unit_becomes_a_request_and_its_sender_gets_one_receipt(people: Cast) -> None:
    raw = letter("Mohon SK 12.\n\n-- \nCitra, Jl. Merdeka 1", files={"kuasa.pdf": PDF})
    mail = take(raw)

    request = InformationRequest.objects.get()
    assert (mail.state, mail.unit) == (InboundState.OPENED, unit("kpu-kab-jombang"))
    assert (request.channel, request.status) == (Channel.EMAIL, RequestStatus.RECEIVED)
    assert (request.applicant.name, request.applicant.email) == ("Citra Dewi", CITRA)
    assert "Jl. Merdeka 1" in request.details
    assert [file.file.name for file in request.files.all()] == ["kuasa.pdf"]
    with open_blob(mail.blob) as kept:
        assert kept.read() == raw
    (receipt,) = letters_to(CITRA)
    assert request.code in receipt.body
    assert CITRA not in str(list(Event.objects.values_list("payload", flat=True)))

    assert not take_letter(raw, via="imap", at=MORNING).is_new
    assert not take_letter(b"Received: by mx2\r\n" + raw, via="smtp", at=MORNING).is_new
    assert InformationRequest.objects.count() == 1
    assert len(letters_to(CITRA)) == 1


def test_one_letter_to_two_units_is_a_request_of_each(people: Cast) -> None:
    taken = take_letter(letter(to=f"{JOMBANG}, bawaslu-kab-jombang@surat.example"), via="smtp", at=MORNING)
    assert [mail.state for mail in taken.mails] == [InboundState.OPENED] * 2
    assert InformationRequest.objects.count() == 2


def test_the_receipt_is_answered_and_the_answer_finds_its_case(
    people: Cast, mailbox: Mailbox, sender: Pulse
) -> None:
    take(letter())
    request = InformationRequest.objects.get()
    assert send_one(sender, now=lambda: MORNING)
    (arrived,) = mailbox.letters
    assert arrived["From"] == f"{request.unit.name} <terbuka@kpu.example>"
    assert arrived["Reply-To"] == reply_address(request)
    assert arrived["In-Reply-To"] == "<satu@warga.example>"
    assert arrived["X-Terbuka"]

    mail = take(
        letter(
            "Alamat saya Jl. Merdeka 1.\n\nOn 4 Jun 2026 PPID wrote:\n> lama",
            to=str(arrived["Reply-To"]),
            subject=f"Re: {arrived['Subject']}",
            message_id="<dua@warga.example>",
            In_Reply_To=str(arrived["Message-ID"]),
        ),
        MORNING + timedelta(hours=1),
    )

    assert mail.state == InboundState.THREADED
    assert mail.became
    assert (mail.became.request, mail.became.body) == (request, "Alamat saya Jl. Merdeka 1.")
    assert Notification.objects.filter(kind="case_message", account=people.ani).exists()
    assert len(letters_to(CITRA)) == 1


def test_an_answer_to_a_closed_case_is_shown_there_and_changes_nothing(people: Cast) -> None:
    request = withdraw_request(a_case(), reason="Sudah dapat", by=people.ani, at=MORNING)
    mail = take(letter(to=reply_address(request)))
    assert mail.became
    assert mail.became.request == request
    request.refresh_from_db()
    assert request.status == RequestStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("more", "is_threaded"),
    [
        ({}, True),
        ({"sender": "Citra Dewi <penyamar@x.example>"}, False),
        ({"Authentication_Results": "mx.example; dmarc=fail"}, False),
    ],
)
def test_a_number_opens_a_case_to_its_applicant_alone(
    people: Cast, more: dict[str, Any], is_threaded: bool
) -> None:
    request = a_case()
    mail = take(letter(subject=f"Re: [{request.number}]", **more))
    assert (mail.state == InboundState.THREADED) is is_threaded
    assert request.messages.filter(kind=MessageKind.FROM_APPLICANT.value).exists() is is_threaded


def test_a_token_of_another_case_cannot_be_made(people: Cast) -> None:
    one, other = a_case(), a_case(details="Lain")
    forged = reply_address(one).replace(f"+p{one.pk}-", f"+p{other.pk}-")
    mail = take(letter(to=forged, sender="penyamar@x.example"))
    assert mail.state == InboundState.OPENED
    assert not other.messages.filter(kind=MessageKind.FROM_APPLICANT.value).exists()


def test_a_stranger_with_the_address_is_heard_and_named_so(people: Cast) -> None:
    request = a_case()
    mail = take(letter(to=reply_address(request), sender="Dodi <dodi@x.example>"))
    assert mail.state == InboundState.THREADED
    assert "tidak dikirim dari alamat" in str(fault_words(mail.warning)[0])


@pytest.mark.parametrize(
    "more",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Terbuka": "127.0.0.1"},
        {"sender": "terbuka@kpu.example"},
        {"sender": "MAILER-DAEMON@x.example"},
        {"subject": "Balasan otomatis: sedang cuti"},
    ],
)
def test_what_programs_write_opens_nothing_and_is_never_answered(people: Cast, more: dict[str, Any]) -> None:
    request = a_case()
    before = OutboxMail.objects.count()
    lone = take(letter(**more))
    within = take(letter(to=reply_address(request), message_id="<b@x>", **more))
    assert (lone.state, within.state) == (InboundState.AUTOMATIC, InboundState.AUTOMATIC)
    assert InformationRequest.objects.count() == 1
    assert OutboxMail.objects.filter(to__endswith="example").count() == before
    assert not request.messages.filter(kind=MessageKind.FROM_APPLICANT.value).exists()


def test_a_report_that_a_letter_came_back_stands_in_its_case(people: Cast, sender: Pulse) -> None:
    request = a_case()
    assert send_one(sender, now=lambda: MORNING)
    sent = letters_to(CITRA)[0]
    mine = CaseMessage.objects.get(request=request, kind=MessageKind.TO_APPLICANT.value)
    report = EmailMessage()
    report["From"], report["To"] = "mailer-daemon@x.example", "terbuka@kpu.example"
    report["Subject"], report["Message-ID"] = "Undelivered Mail Returned to Sender", "<r@x.example>"
    raw = report.as_bytes().rstrip() + (
        b"\nContent-Type: multipart/report; report-type=delivery-status; boundary=q\n\n--q\n\nTidak sampai.\n"
        b"--q\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"
        b"Final-Recipient: rfc822; " + CITRA.encode() + b"\nAction: failed\nStatus: 5.1.1\n\n"
        b"--q\nContent-Type: text/rfc822-headers\n\nMessage-ID: " + mine.message_id.encode() + b"\n\n--q--\n"
    )

    mail = take(raw, MORNING + timedelta(minutes=5))

    sent.refresh_from_db()
    assert (mail.state, sent.state) == (InboundState.AUTOMATIC, MailState.FAILED)
    assert mail.became
    assert (mail.became.request, mail.became.kind) == (request, MessageKind.NOTE)
    assert "tidak sampai" in mail.became.body


def test_many_letters_of_one_address_get_so_many_receipts_and_the_rest_is_looked_at(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "RECEIPTS_A_DAY", 2)
    states = [take(letter(message_id=f"<{n}@x>")).state for n in range(4)]
    assert states == [InboundState.OPENED] * 2 + [InboundState.UNMATCHED] * 2
    assert len(letters_to(CITRA)) == 2


def test_broken_and_large_letters_are_kept_or_refused_and_none_stops_the_next(
    people: Cast, settings: Any
) -> None:
    assert take(b"\xff\xfe broken").state == InboundState.UNMATCHED
    assert take(letter(sender="")).state == InboundState.UNMATCHED
    assert take(letter(" ")).state == InboundState.UNMATCHED
    outlook = take(letter(message_id="<w@x>", files={"winmail.dat": winmail({"a.pdf": PDF})}))
    assert outlook.became
    assert [file.title for file in outlook.became.files.all()] == ["a.pdf"]
    odd = take(letter(message_id="<o@x>", files={"virus.exe": b"MZ\x90"}))
    assert odd.state == InboundState.OPENED
    assert "files_left" in odd.warning
    settings.MAIL_LARGEST = 1000
    with pytest.raises(BadInput, match="lebih besar"):
        take(letter("x" * 2000))


def test_a_letter_whose_reader_was_stopped_is_taken_up_again(
    people: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stopped(*_arguments: Any, **_named: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(post, "settle", stopped)
        mail = take(letter())
    assert mail.state == InboundState.NEW
    assert CITRA not in caplog.text

    assert post.read_waiting(at=MORNING + timedelta(minutes=5)) == 1
    mail.refresh_from_db()
    assert mail.state == InboundState.OPENED
    assert post.read_waiting(at=MORNING + timedelta(minutes=9)) == 0


def test_an_officer_brings_a_letter_to_a_case_to_a_request_on_or_away(people: Cast) -> None:
    request = a_case()
    later: dict[str, Any] = {"by": people.ani, "at": MORNING + timedelta(hours=2)}
    numbers = iter(range(9))

    def doubtful() -> InboundMail:
        raw = letter(message_id=f"<{next(numbers)}@x>", Authentication_Results="mx.example; dmarc=fail")
        return take(raw)

    attached = attach_letter(doubtful(), case=request, **later)
    assert attached.became
    assert attached.became.request == request
    opened = open_letter(doubtful(), unit=request.unit, **later)
    assert opened.became
    assert opened.became.request != request
    passed = pass_letter(doubtful(), unit=unit("kpu-kab-kediri"), **later)
    assert (passed.unit.slug, passed.state) == ("kpu-kab-kediri", InboundState.UNMATCHED)  # type: ignore[union-attr]
    with pytest.raises(BadInput):
        attach_letter(passed, case=request, **later)
    with pytest.raises(BadInput):
        discard_letter(doubtful(), reason=" ", **later)
    away = discard_letter(doubtful(), reason="Iklan", **later)
    assert (away.state, away.settled_by) == (InboundState.DISCARDED, people.ani)
    with pytest.raises(Refused):
        discard_letter(attached, reason="Iklan", **later)


def test_a_letter_with_files_is_the_same_to_the_last_byte_at_every_try(people: Cast) -> None:
    mail = take(letter(files={"a.pdf": PDF}))
    assert mail.became
    blob = mail.became.files.get().file.blob
    row = letters_to(CITRA)[0]
    row.attachments = [{"sha256": blob.sha256, "name": "Jawaban é.pdf", "mime": blob.mime}]
    once, again = message_of(row).as_bytes(), message_of(row).as_bytes()
    assert once == again
    (file,) = message_of(row).iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("Jawaban é.pdf", PDF)
