"""Served without a request: what somebody found while asking, and said that it answers them."""

from datetime import datetime

from terbuka.models import SearchEntry
from terbuka.models.search import EntryKind
from terbuka.services.events import record

VERB = "answered_before_asking"


def answered_before_asking(entry: SearchEntry, *, at: datetime) -> None:
    """Count a service: what answered and whose it is, nothing of the person who asked."""
    kind, _colon, number = entry.key.partition(":")
    subject = int(number) if number.isdecimal() else None
    publication = subject if entry.kind == EntryKind.PUBLICATION else None
    told = {"unit": entry.unit_id, "publication": publication, "entry": entry.key}
    record(kind, subject, VERB, by=None, at=at, payload=told)
