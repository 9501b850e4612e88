"""Work in the background ends when asked, gives back what it held, and goes on when its starter dies."""

import signal
import subprocess
import sys
import time

import pytest

from tests.installation import PATIENCE, Installation, Workshop, ending, is_group_gone
from tests.mailbox import Mailbox, open_mailbox

WRITE = """
from terbuka.services import notify
for n in range(3):
    notify.send(key=str(n), to="ani@jombang.example", subject=str(n), body="b", at=at)
"""
STATES = """
from terbuka.models import OutboxMail, Worker
print(sorted(OutboxMail.objects.values_list("state", "lease_holder")), Worker.objects.count())
"""


@pytest.fixture
def place(workshop: Workshop) -> Installation:
    return workshop.prepared()


def in_the_middle_of_a_letter(place: Installation, mailbox: Mailbox, *command: str) -> subprocess.Popen[str]:
    """A worker that is sending the first of three letters."""
    place.settings["TERBUKA_SMTP"] = f"smtp://127.0.0.1:{mailbox.port}"
    place.script(WRITE)
    process = place.start(*(command or ("work", "--queue", "quick")))
    assert mailbox.begun.acquire(timeout=PATIENCE)
    return process


def test_asked_to_end_it_finishes_its_act_and_begins_no_other(place: Installation) -> None:
    with open_mailbox() as mailbox:
        mailbox.accepted = lambda: time.sleep(1)  # type: ignore[method-assign]
        with ending(in_the_middle_of_a_letter(place, mailbox)) as process:
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
            assert process.stdout
            assert process.stdout.read() == ""

    assert [letter["Subject"] for letter in mailbox.letters] == ["0"]
    assert place.script(STATES) == "[('sent', ''), ('waiting', ''), ('waiting', '')] 0"


def test_an_act_that_does_not_end_holds_up_the_end_only_so_long_and_waits_for_the_next_worker(
    place: Installation,
) -> None:
    with open_mailbox() as mailbox:
        mailbox.holds = True
        place.settings["TERBUKA_SMTP"] = f"smtp://127.0.0.1:{mailbox.port}"
        place.script(WRITE)
        command = "import django; django.setup()\nfrom terbuka.services.jobs.worker import Worker\n"
        process = subprocess.Popen(
            [sys.executable, "-c", f"{command}Worker('quick', grace=1).run()"],
            env=place.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        with ending(process):
            assert mailbox.begun.acquire(timeout=PATIENCE)
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0

    assert mailbox.letters == []
    assert place.script(STATES) == "[('waiting', ''), ('waiting', ''), ('waiting', '')] 0"


@pytest.mark.either
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ties a worker to its starter")
@pytest.mark.parametrize(("name", "code"), [(signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)])
def test_killed_it_leaves_no_child_behind_and_asked_it_ends_them(
    place: Installation, name: signal.Signals, code: int
) -> None:
    with open_mailbox() as mailbox, ending(in_the_middle_of_a_letter(place, mailbox, "work")) as process:
        process.send_signal(name)

        assert process.wait(PATIENCE) == code
        assert is_group_gone(process.pid, 10)


def test_a_database_that_was_never_prepared_is_refused(workshop: Workshop) -> None:
    done = workshop.empty().run("work", "--queue", "quick")

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "terbuka serve" in done.stderr


def test_a_queue_that_does_not_exist_is_refused(place: Installation) -> None:
    done = place.run("work", "--queue", "lambat")

    assert done.returncode == 2
    assert "quick" in done.stderr
