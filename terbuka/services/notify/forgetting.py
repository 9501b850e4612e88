"""Letters that were sent keep no address of a person outside the offices longer than reports on them come."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q

from terbuka.models import OutboxMail
from terbuka.models.notify import MailState

# Keys of letters to applicants begin with one of these.
TO_PERSONS = ("case-", "subject-", "letter-too-large-")
# A report that a letter did not arrive comes within two weeks.
KEPT = timedelta(days=30)
_DONE = (MailState.SENT.value, MailState.FAILED.value)


def _to_persons() -> Q:
    asked = Q()
    for beginning in TO_PERSONS:
        asked |= Q(key__startswith=beginning)
    return asked & Q(state__in=_DONE) & ~Q(to="")


def forget_old_addresses(*, at: datetime) -> int:
    """Empty address and subject of letters to applicants that were sent a month ago; how many."""
    return OutboxMail.objects.filter(_to_persons(), created_at__lt=at - KEPT).update(to="", subject="")


def forget_addresses(addresses: Collection[str]) -> int:
    """Empty what was sent to these applicants, at once; the act that calls records the event."""
    wanted = Q()
    for one in addresses:
        wanted |= Q(to__iexact=one)
    if not wanted:
        return 0
    return OutboxMail.objects.filter(_to_persons() & wanted).update(to="", subject="")
