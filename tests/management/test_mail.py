"""`terbuka mail-test` and `mail-bounce` against a real server: each step said, each fault one sentence."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from terbuka.models import OutboxMail
from terbuka.models.notify import MailState
from terbuka.rules.ruling import BadInput
from terbuka.services import notify
from terbuka.services.jobs import mail
from terbuka.services.jobs.pulse import Pulse
from tests import make
from tests.installation import Workshop
from tests.mailbox import Mailbox
from tests.make.cast import cast

REPORT = """Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; {to}
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--B
Content-Type: text/rfc822-headers

Message-ID: {name}
--B--
"""


def trying(address: str = "ani@contoh.example") -> tuple[list[str], str]:
    """What the command says by lines, and what is to be mended."""
    told, remedy = io.StringIO(), ""
    try:
        call_command("try_mail", address, stdout=told)
    except CommandError as fault:
        remedy = f"{fault.returncode} {fault}"
    return told.getvalue().splitlines(), remedy


def test_a_letter_that_the_server_takes_is_said_step_by_step(mailbox: Mailbox) -> None:
    lines, remedy = trying()

    assert [line.split()[0] for line in lines] == ["Tersambung", "Tanpa", "Tanpa", "Diterima"]
    assert (remedy, mailbox.letters[0]["To"]) == ("", "ani@contoh.example")


def test_each_step_that_fails_says_what_to_mend(mailbox: Mailbox, settings: Any) -> None:
    mailbox.greet = lambda _address: "550 5.1.1 no such user"
    lines, remedy = trying()
    assert "550 5.1.1 no such user" in lines[-1]
    assert remedy.startswith("1 ")
    assert "alamat tujuannya" in remedy

    settings.MAIL_SERVER |= {"user": "nama", "password": "salah"}
    lines, remedy = trying()
    assert (len(lines), "TERBUKA_SMTP" in remedy) == (3, True)

    settings.MAIL_SERVER |= {"use_tls": True}
    lines, remedy = trying()
    assert (len(lines), "sertifikat" in remedy) == (2, True)

    settings.MAIL_SERVER |= {"port": 9}
    lines, remedy = trying()
    assert (len(lines), "nama server dan port" in remedy) == (1, True)


@pytest.mark.either
def test_from_the_terminal_without_a_server_or_with_a_wrong_address(workshop: Workshop) -> None:
    place = workshop.empty()
    without = place.run("mail-test", "ani@contoh.example")
    assert (without.returncode, without.stderr.count("\n")) == (2, 1)
    assert "TERBUKA_SMTP" in without.stderr

    place.settings["TERBUKA_SMTP"] = "smtp://127.0.0.1:9"
    wrong = place.run("mail-test", "ani")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)
    closed = place.run("mail-test", "ani@contoh.example")
    assert (closed.returncode, "Tidak dapat tersambung" in closed.stdout) == (1, True)


def sent(mailbox: Mailbox, to: str) -> str:
    """A letter that left; its Message-ID."""
    notify.send(key=to, to=to, subject="s", body="b", at=make.NOON)
    pulse = Pulse("sender", "quick", is_ending=lambda: False, last_words=lambda: None, grace=0)
    assert mail.send_one(pulse, now=lambda: make.NOON)
    return str(mailbox.letters[-1]["Message-ID"])


def read(to: str, name: str, status: str = "5.1.1") -> str:
    """What the command says about a report."""
    told = io.StringIO()
    report = REPORT.format(to=to, name=name, status=status).encode()
    call_command("take_bounce", report=report, stdout=told)
    return told.getvalue()


@pytest.mark.django_db
def test_a_report_marks_the_address_of_the_letter_it_names(mailbox: Mailbox) -> None:
    ani = cast().ani
    name = sent(mailbox, ani.email)

    assert "bukan penolakan tetap" in read(ani.email, name, "4.4.1")
    assert notify.wish_of(ani).bounced_at is None
    assert "alamat ditandai" in read("x@elsewhere.example", name)
    assert notify.wish_of(ani).bounce_told == "550 no such user"
    assert OutboxMail.objects.get().state == MailState.FAILED
    assert "belum ada akun" in read("lina@contoh.example", sent(mailbox, "lina@contoh.example"))


@pytest.mark.django_db
def test_a_report_about_nothing_of_ours_changes_nothing(mailbox: Mailbox) -> None:
    ani = cast().ani
    sent(mailbox, ani.email)

    with pytest.raises(BadInput, match="tidak dikirim dari pemasangan ini"):
        read(ani.email, "<1.palsu@kpu.example>")
    assert notify.wish_of(ani).bounced_at is None


@pytest.mark.either
def test_from_the_terminal_what_is_no_report_is_one_sentence(workshop: Workshop, tmp_path: Path) -> None:
    place = workshop.prepared()
    (tmp_path / "halo.eml").write_text("Subject: halo\n\nhalo\n")

    for name in ("halo.eml", "tidak-ada.eml"):
        done = place.run("mail-bounce", str(tmp_path / name))
        assert (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, "")
