"""`terbuka mail-listen`: who hears yes may forget the letter, for it is kept; who hears no tries again."""

import os
import signal
import smtplib
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email.message import EmailMessage
from itertools import count
from typing import Any

import pytest

from tests.installation import PATIENCE, SOAK, Installation, Workshop, ending, free_port
from tests.letters import CITRA, letter
from tests.mailbox import open_mailbox

LETTERS = 1000 if SOAK else 40
UNIT = "kpu-kab-jombang@surat.example"
STATES = """
from terbuka.models import InboundMail, InformationRequest
from collections import Counter
states = sorted(Counter(InboundMail.objects.values_list("state", flat=True)).items())
print(InboundMail.objects.count(), states, InformationRequest.objects.count())
"""
ANSWER = """
from terbuka.models import InformationRequest
from terbuka.services.register.processing import start_request
from terbuka.services.register.registering import complete_request
from tests.make.register import decided, ppid
values = {"address": "Jalan Merdeka 1", "purpose": "Riset", "identity_kind": "at_desk"}
complete_request(InformationRequest.objects.get(), values=values, by=None, at=at)
start_request(InformationRequest.objects.get(), by=ppid(), at=at)
print(decided(InformationRequest.objects.get(), by=ppid(), at=at, answer="Laporannya terlampir.").number)
"""
SAID = """
from terbuka.models import CaseMessage
rows = CaseMessage.objects.filter(kind="from_applicant").order_by("pk")
print([one.body for one in rows][1:])
"""
KEPT = """
from terbuka.models import InboundMail
print(" ".join(InboundMail.objects.values_list("header_id", flat=True)))
"""


@pytest.fixture
def place(workshop: Workshop) -> Installation:
    made = workshop.prepared()
    made.settings |= {"TERBUKA_MAIL_DOMAIN": "surat.example", "TERBUKA_MAIL_LARGEST": "1"}
    return made


@contextmanager
def listening(place: Installation) -> Iterator[tuple[int, int]]:
    """The port of a running listener, and its process; asked to end, it ends well."""
    port = free_port()
    with ending(place.start("mail-listen", "--port", str(port))) as process:
        assert process.stdout
        assert str(port) in process.stdout.readline()
        yield port, process.pid
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) in (0, -signal.SIGKILL)


def send(port: int, raw: bytes, to: str = UNIT, sender: str = "citra@warga.example") -> None:
    """Hand one letter over, as a mail server does. Raises SMTPException for a no."""
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as server:
        server.sendmail(sender, [to], raw)


def numbered(n: int) -> bytes:
    return letter(sender=f"w{n}@warga.example", message_id=f"<{n}@warga.example>")


def test_many_letters_at_once_are_all_kept_and_each_becomes_one_request(place: Installation) -> None:
    with listening(place) as (port, _pid):
        began = time.monotonic()
        with ThreadPoolExecutor(20) as people:
            list(people.map(lambda n: send(port, numbered(n)), range(LETTERS)))
            list(people.map(lambda n: send(port, numbered(n)), range(0, LETTERS, 10)))
        assert time.monotonic() - began < 0.3 * LETTERS + 20
    assert place.script(STATES) == f"{LETTERS} [('opened', {LETTERS})] {LETTERS}"


def test_what_was_said_yes_to_outlives_a_kill(place: Installation) -> None:
    accepted: list[str] = []
    numbers = count()

    def until_it_dies(port: int) -> None:
        try:
            while True:
                n = next(numbers)
                send(port, numbered(n))
                accepted.append(f"<{n}@warga.example>")
        except (OSError, smtplib.SMTPException):
            return

    with listening(place) as (port, pid), ThreadPoolExecutor(4) as people:
        writing = [people.submit(until_it_dies, port) for _n in range(4)]
        until = time.monotonic() + PATIENCE
        while len(accepted) < 8 and time.monotonic() < until:
            time.sleep(0.02)
        os.kill(pid, signal.SIGKILL)
        for one in writing:
            one.result(PATIENCE)
    assert len(accepted) >= 8
    assert set(accepted) <= set(place.script(KEPT).split())


@pytest.mark.either
def test_the_door_relays_nothing_and_refuses_what_it_cannot_keep(place: Installation) -> None:
    with listening(place) as (port, _pid):
        with pytest.raises(smtplib.SMTPRecipientsRefused, match="550"):
            send(port, letter(), to="orang@lain.example")
        with smtplib.SMTP("127.0.0.1", port, timeout=60) as server:
            server.ehlo()
            assert server.esmtp_features["size"] == str(2**20)
        with pytest.raises(smtplib.SMTPSenderRefused, match="552"):
            send(port, letter("x" * 2**20))
        with smtplib.SMTP("127.0.0.1", port, timeout=60) as server:
            server.helo()
            server.mail("a@x.example")
            server.rcpt(UNIT)
            assert server.data(b"x" * 70 + b"\r\n" + b"y\r\n" * 2**19)[0] == 552
        send(port, b"\xff\x00broken", sender="")
        send(port, letter(to="terbuka@127.0.0.1"), to="terbuka@127.0.0.1")
    place.settings["TERBUKA_RESERVE"] = "999999"
    with listening(place) as (port, _pid), pytest.raises(smtplib.SMTPSenderRefused, match="452"):
        send(port, letter())
    assert place.script(STATES) == "2 [('automatic', 1), ('unmatched', 1)] 0"


def test_a_letter_is_answered_and_the_reply_finds_its_case(place: Installation) -> None:
    door = free_port()
    place.settings["TERBUKA_MAIL_LISTEN"] = f"127.0.0.1:{door}"
    place.settings["TERBUKA_MAIL_FROM"] = "terbuka@surat.example"
    with open_mailbox() as mailbox:
        place.settings["TERBUKA_SMTP"] = f"smtp://127.0.0.1:{mailbox.port}"
        with ending(place.start("serve", "--port", str(free_port()))):
            until_it(lambda: try_sending(door))
            until_it(lambda: len(mailbox.letters) == 1)
            number = place.script(ANSWER)
            until_it(lambda: bool(answers(mailbox.letters)))
            (answer,) = answers(mailbox.letters)
            assert answer["To"] == CITRA
            assert number in answer["Subject"]
            back: dict[str, Any] = {
                "In_Reply_To": str(answer["Message-ID"]),
                "message_id": "<dua@warga.example>",
            }
            to = str(answer["Reply-To"])
            send(door, letter("Terima kasih.", to=to, subject=f"Re: {answer['Subject']}", **back), to=to)
    assert place.script(SAID) == "['Terima kasih.']"


def answers(letters: list[EmailMessage]) -> list[EmailMessage]:
    """The letters that bring the answer itself."""
    bodies = ((one, one.get_body(("plain",))) for one in letters)
    return [one for one, body in bodies if body and "Laporannya terlampir." in body.get_content()]


def try_sending(port: int) -> bool:
    """Is the door open, and the letter taken?"""
    try:
        send(port, letter())
    except OSError:
        return False
    return True


def until_it(is_so: Callable[[], bool]) -> None:
    """Wait for it."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.1)
