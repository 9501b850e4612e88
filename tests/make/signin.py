"""Somebody who signs in in a real browser, beyond the transaction of a test, and leaves no trace."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import make_password

from terbuka.models import Account, Event
from terbuka.models.events import EventSet
from tests import make
from tests.make.cast import PASSWORD


@contextmanager
def passer_by(email: str = "lewat@contoh.example") -> Iterator[Account]:
    """An account without a role, gone afterwards with its events."""
    account = make.account("Indah", email, password=make_password(PASSWORD))
    try:
        yield account
    finally:
        super(EventSet, Event.objects.filter(subject_kind="account", subject_id=account.pk)).delete()
        account.delete()
