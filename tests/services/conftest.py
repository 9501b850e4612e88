"""A real mail server for tests of letters, and who sends them."""

from collections.abc import Iterator
from typing import Any

import pytest

from terbuka.services.jobs.pulse import Pulse
from tests.mailbox import Mailbox, open_mailbox


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """The mail server of the installation, on loopback."""
    with open_mailbox() as box:
        settings.MAIL_SERVER = {
            "host": "127.0.0.1",
            "port": box.port,
            "user": "",
            "password": "",
            "use_ssl": False,
            "use_tls": False,
        }
        settings.MAIL_FROM = "terbuka@kpu.example"
        yield box


@pytest.fixture
def sender() -> Pulse:
    """The sign of life of a sending worker."""
    return Pulse("sender", "quick", is_ending=lambda: False, last_words=lambda: None, grace=0)
