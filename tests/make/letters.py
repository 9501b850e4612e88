"""What the addresses of letters name: one that came by e-mail and whose sender is not sure."""

from datetime import datetime
from typing import Any

from terbuka.models import InboundMail
from terbuka.services.register.post import take_letter
from tests.documents.made import pdf
from tests.letters import letter
from tests.make.cast import unit

_PAGES = ("letter", "letter_place", "letter_file")


def doubtful(*, at: datetime, message_id: str = "<ragu@warga.example>") -> InboundMail:
    """A letter to KPU Kabupaten Jombang that names two senders, so that a person must look at it."""
    raw = b"From: lain@warga.example\n" + letter(
        message_id=message_id, files={"surat.pdf": pdf("Surat kuasa")}
    )
    (mail,) = take_letter(raw, via="imap", unit=unit(), at=at).mails
    return mail


def named(*, at: datetime) -> dict[str, dict[str, Any]]:
    """What stands in the addresses of a letter and of its file."""
    parts = {"pk": doubtful(at=at).pk, "number": 1}
    return dict.fromkeys(_PAGES, parts)
