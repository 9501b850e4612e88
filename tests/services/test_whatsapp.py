"""WhatsApp Business: messages find their case, answers leave once, nothing leaves unconnected."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from terbuka.environment import whatsapp
from terbuka.models import CaseMessage, Event, InboundMail, InformationRequest, Notification, OutboxChat
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.post import InboundState, MessageKind
from terbuka.rules.ruling import BadInput
from terbuka.rules.whatsapp import ChatState, read_payload
from terbuka.services.jobs import chats
from terbuka.services.jobs.graph import GraphFault
from terbuka.services.jobs.pulse import Pulse
from terbuka.services.register.answering import write_objector
from terbuka.services.register.correspondence import attach_letter, open_letter
from terbuka.services.register.incoming_chats import take_message
from terbuka.services.register.processing import reply
from terbuka.services.register.whatsapp import fault_of, note_notice, save_number
from tests.documents.made import pdf
from tests.make import objections as made_objections
from tests.make import register as made
from tests.make.cast import Cast, unit
from tests.whatsapp_server import NUMBER_ID, TOKEN, Platform, message, notice, status

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 6, 4, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PDF = pdf("Surat kuasa")


@pytest.fixture
def platform(settings: Any, people: Cast) -> Iterator[Platform]:
    """Connected, and KPU Kabupaten Jombang has named its number and its template."""
    with Platform() as served:
        settings.WHATSAPP = served.way
        save_number(unit(), NUMBER_ID, "pesan_ppid", by=made.ppid(), at=MORNING)
        yield served


def take(raw: bytes, at: datetime = MORNING) -> InboundMail | None:
    """Bring a notice in as the door and its job do; the row of its message, None for nothing new."""
    payload, mail = read_payload(raw), None
    for told in payload.notices:
        note_notice(told, at=at)
    for one in payload.messages:
        mail = take_message(one, at=at)
        if mail:
            chats.read_chat(mail.pk, at=at)
            mail.refresh_from_db()
    return mail


def opened(people: Cast, text: str = "Mohon SK 12.") -> InformationRequest:
    """A request that an officer made of a message."""
    mail = take(message(text, at=MORNING))
    assert mail
    return open_letter(mail, unit=unit(), by=people.ani, at=MORNING).became.request  # type: ignore[union-attr,return-value]


def only_chat() -> OutboxChat:
    return OutboxChat.objects.get()


def send_all(sender: Pulse, at: datetime) -> None:
    while chats.send_one(sender, now=lambda: at):
        pass


def test_a_message_waits_for_an_officer_and_becomes_a_request_with_its_receipt(
    platform: Platform, people: Cast, sender: Pulse
) -> None:
    mail = take(message("Mohon SK 12.", at=MORNING - HOUR))
    assert mail
    assert (mail.state, mail.sender) == (InboundState.UNMATCHED, "+6281234567890")
    assert Notification.objects.filter(kind="case_message", account=people.ani).exists()
    assert take(message("Mohon SK 12.", at=MORNING - HOUR)) is None

    open_letter(mail, unit=unit(), by=people.ani, at=MORNING)
    request = InformationRequest.objects.get()
    assert (request.channel, request.applicant.phone) == (Channel.WHATSAPP, "+6281234567890")
    assert request.received_at == MORNING - HOUR
    send_all(sender, MORNING)
    (receipt,) = platform.sent
    assert receipt["to"] == "6281234567890"
    assert request.code in receipt["text"]["body"]
    assert platform.keys == {f"Bearer {TOKEN}"}
    assert "81234567890" not in str(list(Event.objects.values_list("payload", flat=True)))


def test_the_code_of_a_case_leads_there_and_answers_follow_the_number(
    platform: Platform, people: Cast, sender: Pulse
) -> None:
    case = made.registered(at=MORNING, email=None, phone="0857 1111 2222")
    first = take(message(f"Kode perkara: {case.code[:10].lower()} {case.code[10:]}", at=MORNING))
    assert first
    assert first.became
    assert (first.state, first.became.request) == (InboundState.THREADED, case)
    reply(case, body="Sedang dicarikan.", key="satu", by=people.ani, at=MORNING + HOUR)
    reply(case, body="Sedang dicarikan.", key="satu", by=people.ani, at=MORNING + HOUR)
    case.refresh_from_db()
    assert case.first_reply_at == MORNING + HOUR
    send_all(sender, MORNING + HOUR)
    assert sum("Sedang dicarikan." in body for body in platform.bodies) == 1

    second = take(message("Terima kasih", at=MORNING + 2 * HOUR, key="wamid.dua"), MORNING + 2 * HOUR)
    assert second
    assert second.became
    assert second.became.request == case
    other = take(message("Saya juga", at=MORNING, key="wamid.tiga", sender="6285700001111"))
    assert other
    assert other.state == InboundState.UNMATCHED


def test_a_number_that_has_not_proved_itself_gets_no_answer(
    platform: Platform, people: Cast, sender: Pulse
) -> None:
    case = made.registered(at=MORNING)
    mail = take(message("Ini dari tetangganya", at=MORNING, sender="6285700001111"))
    assert mail
    attach_letter(mail, case=case, by=people.ani, at=MORNING)
    reply(case, body="Rahasia Citra", key="satu", by=people.ani, at=MORNING)
    send_all(sender, MORNING)
    assert platform.sent == []


def test_who_objects_after_writing_by_whatsapp_is_told_there_too(
    platform: Platform, people: Cast, sender: Pulse
) -> None:
    case = made_objections.answered(people.ani, at=MORNING)
    take(message(case.code, at=MORNING))
    objection = made_objections.filed(case, at=MORNING)
    send_all(sender, MORNING)
    platform.sent.clear()
    write_objector(objection, body="Kami bahas besok.", key="satu", by=people.fajar, at=MORNING)
    send_all(sender, MORNING)
    (told,) = platform.bodies
    assert "Kami bahas besok." in told
    assert objection.code in told


def test_after_a_day_the_template_leaves_without_the_words(
    platform: Platform, people: Cast, sender: Pulse
) -> None:
    case, late = opened(people), MORNING + timedelta(days=2)
    send_all(sender, MORNING)
    reply(case, body="Isi yang panjang", key="satu", by=people.ani, at=late)
    send_all(sender, late)
    last = platform.sent[-1]
    assert (last["type"], last["template"]["name"]) == ("template", "pesan_ppid")
    words = [one["text"] for one in last["template"]["components"][0]["parameters"]]
    assert words == [case.unit.short_name, "–", words[2]]
    assert case.code in words[2]
    assert "Isi yang panjang" not in str(last)


@pytest.mark.parametrize("comes_later", [False, True])
def test_a_window_that_the_platform_calls_closed_is_tried_again_as_template(
    platform: Platform, people: Cast, sender: Pulse, comes_later: bool
) -> None:
    opened(people)
    if comes_later:
        send_all(sender, MORNING)
        take(status("wamid.ours1", "failed", at=MORNING, code=131047))
    else:
        platform.refusals = [(400, 131047)]
    send_all(sender, MORNING + HOUR)
    assert platform.sent[-1]["type"] == "template"
    assert only_chat().state == ChatState.SENT


def test_without_a_template_the_officer_hears_that_it_did_not_arrive(
    platform: Platform, people: Cast, sender: Pulse
) -> None:
    save_number(unit(), NUMBER_ID, "", by=made.ppid(), at=MORNING)
    opened(people)
    send_all(sender, MORNING + timedelta(days=2))
    assert platform.sent == []
    assert only_chat().state == ChatState.FAILED
    assert "belum punya templat" in str(fault_of(only_chat()))


@pytest.mark.parametrize("refusal", [(429, 130429), (400, 80007), (503, 2), (401, 190)])
def test_what_passes_is_tried_again_later_and_leaves_once(
    platform: Platform, people: Cast, sender: Pulse, refusal: tuple[int, int]
) -> None:
    opened(people)
    platform.refusals = [refusal, refusal]
    for minutes in range(0, 8, 2):
        send_all(sender, MORNING + timedelta(minutes=minutes))
    assert len(platform.sent) == 1
    assert only_chat().state == ChatState.SENT
    assert only_chat().attempts == 3


def test_a_refusal_for_good_is_kept_as_a_code_without_number_or_words(
    platform: Platform, people: Cast, sender: Pulse
) -> None:
    opened(people)
    platform.refusals = [(400, 131026)]
    send_all(sender, MORNING)
    assert (only_chat().state, only_chat().fault) == (ChatState.FAILED, "400 131026")


def test_states_come_in_any_order_and_what_arrived_has_not_failed(
    platform: Platform, people: Cast, sender: Pulse
) -> None:
    opened(people)
    send_all(sender, MORNING)
    for told, stands in (("delivered", "delivered"), ("sent", "delivered"), ("failed", "delivered")):
        take(status("wamid.ours1", told, at=MORNING, code=131026 if told == "failed" else 0))
        assert only_chat().state == stands
    take(status("wamid.ours1", "read", at=MORNING))
    assert only_chat().state == ChatState.READ


def test_a_sender_killed_after_the_yes_is_known_by_its_mark_and_sends_no_second_time(
    platform: Platform, people: Cast, sender: Pulse
) -> None:
    opened(people)
    taken = chats.outbox.take_chat(holder="mati", at=MORNING)
    assert taken
    take(status("wamid.ours1", "sent", at=MORNING, mark=taken.pk))
    send_all(sender, MORNING + HOUR)
    assert platform.sent == []
    assert (only_chat().state, only_chat().chat_id) == (ChatState.SENT, "wamid.ours1")


def test_a_file_comes_into_the_case_as_it_was_sent(platform: Platform, people: Cast) -> None:
    case = opened(people)
    letter = platform.keep("berkas-1", PDF, "application/pdf") | {"filename": "kuasa.pdf", "caption": "Kuasa"}
    take(message("", at=MORNING, key="wamid.dua", type="document", document=letter))
    voice = platform.keep("suara-1", b"OggS" + b"\x00" * 60, "audio/ogg; codecs=opus") | {"voice": True}
    take(message("", at=MORNING, key="wamid.tiga", type="audio", audio=voice))
    kept = [(one.file.name, one.message.body) for one in case.files.select_related("file", "message")]  # type: ignore[union-attr]
    assert kept == [("kuasa.pdf", "Kuasa"), ("audio.ogg", "(Berkas: audio.ogg)")]


@pytest.mark.parametrize("changes", [{"sha256": "0" * 64}, {"url": "http://jahat.example/berkas"}, None])
def test_a_file_that_is_not_what_was_sent_is_left_and_said(
    platform: Platform, people: Cast, changes: dict[str, str] | None
) -> None:
    told = platform.keep("berkas-1", PDF, "application/pdf", **(changes or {}))
    if changes is None:
        platform.media.clear()
    raw = message("", at=MORNING, type="image", image=told)
    if changes == {"sha256": "0" * 64}:  # it may have come broken: it is asked for again
        with pytest.raises(GraphFault):
            take(raw)
        assert chats.read_chats(at=MORNING + HOUR) == 1
    else:
        take(raw)
    mail = InboundMail.objects.get()
    assert (mail.state, mail.files, mail.warning) == (InboundState.UNMATCHED, [], "medium_left")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ({"type": "button", "button": {"text": "Ya", "payload": "x"}}, "Ya"),
        ({"type": "interactive", "interactive": {"list_reply": {"id": "1", "title": "A"}}}, "A"),
        ({"type": "location", "location": {"latitude": -7.5, "longitude": 112.2}}, "(Lokasi: -7.5, 112.2)"),
        ({"type": "unsupported", "errors": [{"code": 131051}]}, "(Pesan yang tidak dapat dibaca"),
    ],
)
def test_every_kind_of_message_is_shown_as_words(said: dict[str, Any], read: str) -> None:
    (found,) = read_payload(message("", at=MORNING, **said)).messages
    assert found.text.startswith(read)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b'{"object": "page", "entry": []}',
        notice(messages=[{"from": "62", "type": "text"}]),
        notice(messages=[{"from": "62", "id": "x", "timestamp": "9" * 30, "type": "text"}]),
        notice(statuses="x"),
        b"[" * 100_000,
    ],
)
def test_what_is_no_notice_is_refused_in_words(raw: bytes) -> None:
    with pytest.raises(BadInput):
        read_payload(raw)


def test_half_of_the_settings_is_said_at_start_and_no_key_is_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert whatsapp() is None
    monkeypatch.setenv("TERBUKA_WHATSAPP_TOKEN", TOKEN)
    with pytest.raises(BadInput, match="TERBUKA_WHATSAPP_SECRET, TERBUKA_WHATSAPP_VERIFY") as told:
        whatsapp()
    assert TOKEN not in str(told.value)
    for name in ("SECRET", "VERIFY"):
        monkeypatch.setenv(f"TERBUKA_WHATSAPP_{name}", "rahasia")
    way = whatsapp()
    assert way
    assert way.address == "https://graph.facebook.com/v23.0"
    assert "rahasia" not in repr(way)


def test_nothing_leaves_or_comes_where_nothing_is_connected(
    settings: Any, platform: Platform, people: Cast, sender: Pulse
) -> None:
    case = opened(people)
    settings.WHATSAPP = None
    reply(case, body="Halo", key="satu", by=people.ani, at=MORNING)
    assert OutboxChat.objects.count() == 1  # the receipt, written while it was connected
    assert not chats.send_one(sender, now=lambda: MORNING)
    assert platform.sent == []
    said = CaseMessage.objects.filter(kind=MessageKind.TO_APPLICANT.value)
    assert said.filter(body="Halo").exists()
