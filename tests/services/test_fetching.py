"""Letters fetched by IMAP: each taken once, none deleted, and no password in what goes wrong."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from terbuka.environment import ImapMailbox
from terbuka.models import InboundMail, OutboxMail
from terbuka.rules.register.post import InboundState
from terbuka.services.jobs.fetching import KEYWORD, FetchFailed, fetch_mail
from terbuka.services.pace import counter
from tests.letters import CITRA, letter
from tests.mailbox import Mailbox
from tests.make.cast import Cast
from tests.postoffice import NAME, PASSWORD, Kept, PostOffice

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 6, 4, 3, 0, tzinfo=UTC)


@pytest.fixture
def office(settings: Any, people: Cast, mailbox: Mailbox) -> Iterator[PostOffice]:
    """A mailbox of KPU Kabupaten Jombang with another provider, holding one letter."""
    counter().forget()
    with PostOffice() as made:
        unit = "kpu-kab-jombang"
        settings.MAILBOXES = (ImapMailbox("127.0.0.1", made.port, NAME, PASSWORD, unit=unit, is_safe=False),)
        made.letters = [Kept(letter(to="ppid@kab-jombang.example"))]
        yield made


def states() -> list[str]:
    return list(InboundMail.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize(("has_keywords", "mark"), [(True, KEYWORD), (False, "\\Seen")])
def test_what_is_new_is_fetched_once_and_stays_in_the_mailbox(
    office: PostOffice, has_keywords: bool, mark: str
) -> None:
    office.has_keywords = has_keywords
    assert fetch_mail(at=MORNING) == 1
    assert fetch_mail(at=MORNING) == 0
    assert states() == [InboundState.OPENED]
    assert office.letters[0].flags == {mark}

    office.letters.append(Kept(letter(message_id="<dua@x>", to="ppid@kab-jombang.example")))
    assert fetch_mail(at=MORNING) == 1
    assert states() == [InboundState.OPENED] * 2


def test_of_a_letter_that_is_too_large_the_head_comes_and_its_sender_is_told(
    office: PostOffice, settings: Any
) -> None:
    settings.MAIL_LARGEST = 4000
    office.letters = [Kept(letter("x" * 5000))]
    assert fetch_mail(at=MORNING) == 1
    assert states() == [InboundState.REFUSED]
    assert "BODY.PEEK[]" not in office.fetched
    assert "terlalu besar" in OutboxMail.objects.get(to=CITRA).subject


def test_a_mailbox_that_cannot_be_read_is_named_without_its_password(
    office: PostOffice, settings: Any
) -> None:
    (box,) = settings.MAILBOXES
    settings.MAILBOXES = (
        ImapMailbox("127.0.0.1", box.port, NAME, "salah", is_safe=False),
        ImapMailbox("127.0.0.1", box.port, NAME, PASSWORD, folder="Lain", is_safe=False),
        ImapMailbox("127.0.0.1", box.port, NAME, PASSWORD, unit="tidak-ada", is_safe=False),
        ImapMailbox("127.0.0.1", 1, NAME, PASSWORD, is_safe=False),
        box,
    )
    with pytest.raises(FetchFailed) as told:
        fetch_mail(at=MORNING)
    assert str(told.value).count(";") == 3
    assert "salah" not in str(told.value)
    assert PASSWORD not in repr(settings.MAILBOXES)
    assert states() == [InboundState.OPENED]
