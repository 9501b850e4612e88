"""The tour of the first day: gone through or waved away, it is not offered again."""

from datetime import datetime

from django.db import transaction

from terbuka.models import Account
from terbuka.services.events import record


@transaction.atomic
def end_tour(account: Account, *, is_skipped: bool, by: Account, at: datetime) -> None:
    """Offer the tour no more; who has opened it again from the help changes nothing."""
    row = Account.objects.select_for_update().get(pk=account.pk)
    if row.toured_at is None:
        row.toured_at = at
        row.save(update_fields=["toured_at"])
        record("account", row.pk, "tour_ended", by=by, at=at, payload={"is_skipped": is_skipped})
    account.toured_at = row.toured_at
