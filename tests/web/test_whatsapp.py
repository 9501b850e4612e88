"""WhatsApp at the door: signed or not, too large or broken, twice or unknown; and what officers see of it."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from terbuka.models import InboundMail, Job, OutboxChat
from terbuka.rules.whatsapp import LARGEST_NOTICE
from terbuka.services.jobs.chats import read_chat
from terbuka.services.register.whatsapp import save_number
from tests.make import register
from tests.make.cast import Cast, cast, unit
from tests.whatsapp_server import NUMBER_ID, VERIFY, Platform, message, notice, signature

pytestmark = pytest.mark.django_db
HOOK, PAGE = "/whatsapp/", "/kerja/kpu-kab-jombang/surat/whatsapp/"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def platform(settings: Any, people: Cast) -> Iterator[Platform]:
    with Platform() as served:
        settings.WHATSAPP = served.way
        save_number(unit(), NUMBER_ID, "", by=register.ppid(), at=timezone.now())
        yield served


def bring(client: Client, raw: bytes, signed: str | None = None) -> int:
    """What the door answers to a notice."""
    headers = {"X-Hub-Signature-256": signature(raw) if signed is None else signed}
    return client.post(HOOK, raw, content_type="application/json", headers=headers).status_code


def test_the_address_proves_itself_to_the_platform_alone(client: Client, platform: Platform) -> None:
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": VERIFY}
    answer = client.get(HOOK, asked)
    assert (answer.status_code, answer.content) == (200, b"1158201444")
    assert answer["Content-Type"].startswith("text/plain")
    assert client.get(HOOK, asked | {"hub.verify_token": "lain"}).status_code == 403
    assert client.get(HOOK).status_code == 403


def test_only_what_is_signed_whole_and_to_a_known_number_is_kept(
    client: Client, platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    now = timezone.now()
    raw = message("Mohon SK 12", at=now)
    with caplog.at_level(logging.INFO):
        assert bring(client, raw, signature(raw, "lain")) == 403
        assert bring(client, raw, "") == 403
        assert bring(client, b'{"object": "lain"}') == 400
        assert bring(client, b"x" * (LARGEST_NOTICE + 1)) == 413
        assert bring(client, raw.replace(NUMBER_ID.encode(), b"999999999999999")) == 200
        assert bring(client, notice(messages=[])) == 200
        assert InboundMail.objects.count() == 0
        assert bring(client, raw) == 200
        assert bring(client, raw) == 200
    mail = InboundMail.objects.get()
    assert list(Job.objects.filter(kind="read_chat").values_list("subject_id", flat=True)) == [mail.pk]
    assert "999999999999999" in caplog.text
    assert "Mohon SK" not in caplog.text
    assert "81234567890" not in caplog.text


def test_without_its_settings_the_door_is_not_there_and_the_page_says_so(
    client: Client, settings: Any, people: Cast
) -> None:
    settings.WHATSAPP = None
    raw = message("Mohon SK 12", at=timezone.now())
    assert bring(client, raw) == 404
    client.force_login(people.ani)
    assert "Belum tersambung" in client.get(PAGE).text


def test_an_officer_makes_a_request_of_a_message_and_sees_what_became_of_the_answer(
    client: Client, platform: Platform, people: Cast
) -> None:
    now = timezone.now()
    assert bring(client, message("<b>Mohon</b> SK 12", at=now)) == 200
    mail = InboundMail.objects.get()
    read_chat(mail.pk, at=now)
    client.force_login(people.ani)
    shown = client.get(f"/kerja/kpu-kab-jombang/surat/{mail.pk}/").text
    assert "&lt;b&gt;Mohon" in shown
    assert "0812-3456-7890 (WhatsApp)" in shown
    made = client.post(f"/kerja/kpu-kab-jombang/surat/{mail.pk}/tempat/", {"act": "permohonan"})
    case = client.get(made["Location"]).text
    assert "Menunggu dikirim ke WhatsApp" in case
    assert OutboxChat.objects.count() == 1
    written = client.get(f"{made['Location']}pesan/").text
    assert "juga dikirim ke WhatsApp-nya" in written
    assert 'value="telephone"' in written
    assert 'value="whatsapp"' not in written


def test_the_ppid_names_the_number_which_no_other_unit_has(
    client: Client, platform: Platform, people: Cast
) -> None:
    client.force_login(register.ppid())
    wrong = client.post(PAGE, {"number": "+62 812-1", "template": "Pesan PPID", "version": "2"})
    assert wrong.status_code == 400
    assert "bukan ID nomor telepon" in wrong.text
    assert "hanya huruf kecil" in wrong.text
    assert "Pesan PPID" in wrong.text
    right = client.post(PAGE, {"number": NUMBER_ID, "template": "pesan_ppid", "version": "2"})
    assert right.status_code == 302
    client.force_login(people.ani)
    assert client.post(PAGE, {"number": "", "version": "3"}).status_code == 403
