"""Mail leaves over SMTP, once to the reader's eye, and nothing stays in the outbox that could be misused."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from terbuka.models import Event, OutboxMail
from terbuka.models.leases import LEASE
from terbuka.models.notify import MailState
from terbuka.rules.ruling import BadInput
from terbuka.services import notify
from terbuka.services.jobs import mail, outbox
from terbuka.services.jobs.pulse import Pulse
from tests import make
from tests.installation import LOOPS, PATIENCE, Installation, Workshop, ending
from tests.mailbox import Mailbox, open_mailbox

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LINK = "https://terbuka.example/undangan/rahasia/"


def write(key: str = "invitation:1", **more: Any) -> OutboxMail:
    """A letter to Ani with a link in it."""
    fields: dict[str, Any] = {
        "to": "ani@jombang.example",
        "subject": "Undangan – Terbuka",
        "body": f"Buka {LINK}\n",
        "at": make.NOON,
    }
    letter = notify.send(key=key, **(fields | more))
    assert letter is not None
    return letter


def state(letter: OutboxMail) -> tuple[str, str]:
    letter.refresh_from_db()
    return letter.state, letter.body


def test_a_letter_arrives_as_written_and_is_emptied_for_it_held_a_link(
    mailbox: Mailbox, sender: Pulse
) -> None:
    letter = write()

    assert mail.send_one(sender)
    assert not mail.send_one(sender)

    (arrived,) = mailbox.letters
    assert (arrived["From"], arrived["To"]) == ("terbuka@kpu.example", "ani@jombang.example")
    assert arrived["Subject"] == "Undangan – Terbuka"
    assert LINK in arrived.get_content()
    assert arrived["Message-ID"].endswith("@kpu.example>")
    assert state(letter) == (MailState.SENT.value, "")
    assert Event.objects.filter(subject_kind="outbox_mail", verb="send", subject_id=letter.pk).count() == 1


def test_one_cause_writes_one_letter(mailbox: Mailbox, sender: Pulse) -> None:
    assert write() == write(body="another")
    mail.send_one(sender)
    assert write().state == MailState.SENT.value
    assert not mail.send_one(sender)


def test_without_a_mail_server_nothing_is_written(settings: Any) -> None:
    settings.MAIL_SERVER = {}

    assert notify.send(key="k", to="ani@jombang.example", subject="s", body="b", at=make.NOON) is None
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize(
    "address", ["", "ani", "ani@jombang.example\nBcc: dedi@x.example", "a@b.example, c@d.example"]
)
def test_an_address_that_is_none_is_refused(mailbox: Mailbox, address: str) -> None:
    with pytest.raises(BadInput):
        write(to=address)


def test_a_subject_cannot_carry_a_second_header(mailbox: Mailbox, sender: Pulse) -> None:
    write(subject="Undangan\r\nBcc: dedi@sleman.example")

    mail.send_one(sender)

    assert "Bcc" not in mailbox.letters[0]


def test_a_server_that_is_busy_or_down_is_asked_again_after_longer_and_longer_pauses(
    mailbox: Mailbox, sender: Pulse
) -> None:
    letter, at, pauses = write(), make.NOON, []
    mailbox.answer = lambda _envelope: "451 try later"
    for _try in range(8):
        assert mail.send_one(sender, now=lambda at=at: at)  # type: ignore[misc]
        letter.refresh_from_db()
        pauses.append((letter.due_at - at).total_seconds() / 60)
        at = letter.due_at

    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    assert LINK in letter.body
    assert letter.fault == "451 try later"
    mailbox.answer = lambda _envelope: None
    assert mail.send_one(sender, now=lambda: at)
    assert state(letter) == (MailState.SENT.value, "")


def test_a_server_that_does_not_answer_is_told_in_a_word(
    settings: Any, mailbox: Mailbox, sender: Pulse
) -> None:
    settings.MAIL_SERVER = settings.MAIL_SERVER | {"port": 9}
    letter = write()

    assert mail.send_one(sender, now=lambda: make.NOON)

    letter.refresh_from_db()
    assert letter.state == MailState.WAITING.value
    assert "refused" in letter.fault


def test_a_letter_that_is_refused_for_good_is_given_up_and_emptied(mailbox: Mailbox, sender: Pulse) -> None:
    letter = write()
    mailbox.answer = lambda _envelope: "550 no such person"

    mail.send_one(sender)

    assert state(letter) == (MailState.FAILED.value, "")
    assert Event.objects.filter(subject_kind="outbox_mail", verb="give_up").count() == 1


def test_a_sender_who_fell_silent_no_longer_notes_anything(mailbox: Mailbox) -> None:
    write()
    first = outbox.take_letter(holder="a", at=make.NOON)
    second = outbox.take_letter(holder="b", at=make.NOON + 2 * LEASE)

    assert first is not None
    assert first == second
    assert not outbox.renew_letter(first, at=make.NOON + 2 * LEASE)
    assert not outbox.mark_sent(first, at=make.NOON + 2 * LEASE)


@pytest.mark.parametrize("back", [HOUR / 2, HOUR, 30 * HOUR])
def test_a_clock_set_back_holds_up_no_letter_for_longer_than_an_hour(
    mailbox: Mailbox, back: timedelta
) -> None:
    fresh, left = write("1"), write("2")
    OutboxMail.objects.filter(pk=fresh.pk)
    assert outbox.take_letter(holder="a", at=make.NOON) in (fresh, left)

    assert outbox.take_letter(holder="b", at=make.NOON - back) is not None
    assert outbox.take_letter(holder="b", at=make.NOON - back + HOUR + 2 * LEASE) is not None


WRITE = """
from terbuka.services import notify
for n in range({count}):
    notify.send(key=f"k{{n}}", to="ani@jombang.example", subject=str(n), body="{link}", at=at)
"""
# In one process: a new one for each look would cost more than all the letters.
ALL_SENT = """
import time
from terbuka.models import OutboxMail
until = time.monotonic() + {patience}
while OutboxMail.objects.exclude(state="sent", body="").exists() and time.monotonic() < until:
    time.sleep(0.1)
print(OutboxMail.objects.exclude(state="sent", body="").count())
"""


@pytest.fixture
def place(workshop: Workshop, tmp_path: Path) -> Installation:
    return workshop.prepared()


def worker(place: Installation) -> subprocess.Popen[str]:
    return place.start("work", "--queue", "quick")


def wait_for(process: subprocess.Popen[str], mailbox: Mailbox) -> None:
    """Until the worker is in the middle of a letter."""
    assert mailbox.begun.acquire(timeout=PATIENCE), (
        process.communicate()[0] if process.poll() is not None else ""
    )


def finish(place: Installation, mailbox: Mailbox, count: int) -> None:
    """Let a worker send what is left, then end it as an operator would."""
    mailbox.holds = False
    with ending(worker(place)) as process:
        assert place.script(ALL_SENT.format(patience=PATIENCE / 2)) == "0"
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a lease lapses after a minute")
def test_a_worker_killed_in_the_middle_of_a_letter_is_followed_by_one_that_sends_it_once(
    place: Installation,
) -> None:
    with open_mailbox() as mailbox:
        place.settings["TERBUKA_SMTP"] = f"smtp://127.0.0.1:{mailbox.port}"
        place.script(WRITE.format(count=LOOPS, link=LINK))
        for _time in range(LOOPS):
            mailbox.holds = True
            with ending(worker(place)) as process:
                wait_for(process, mailbox)
                process.kill()
                process.wait()
        finish(place, mailbox, LOOPS)

    subjects = [letter["Subject"] for letter in mailbox.letters]
    assert sorted(subjects, key=int) == [str(n) for n in range(LOOPS)]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a lease lapses after a minute")
def test_a_worker_killed_before_it_hears_the_servers_yes_is_followed_by_the_same_letter_to_the_byte(
    place: Installation,
) -> None:
    with open_mailbox() as mailbox:
        place.settings["TERBUKA_SMTP"] = f"smtp://127.0.0.1:{mailbox.port}"
        place.script(WRITE.format(count=1, link=LINK))
        with ending(worker(place)) as process:
            mailbox.accepted = lambda: os.kill(process.pid, signal.SIGKILL)  # type: ignore[method-assign]
            process.wait(PATIENCE)
        mailbox.accepted = lambda: None  # type: ignore[method-assign]
        finish(place, mailbox, 1)

    # Mail programs show one: the same Message-ID, the same bytes.
    assert len(mailbox.raw) == 2
    assert len(set(mailbox.raw)) == 1
