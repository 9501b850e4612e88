"""The guard of the suite bites: only services write."""

import pytest
from django.contrib.auth.models import update_last_login

from terbuka.models import WorkUnit
from terbuka.services.events import record
from tests import make

pytestmark = pytest.mark.django_db


def test_a_write_without_a_service_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="only services write"):
        WorkUnit.objects.filter(slug="kpu-kab-jombang").update(name="Bukan")


def test_a_service_writes() -> None:
    assert record("account", 1, "invite", by=None, at=make.NOON).pk


def test_signing_in_notes_its_moment() -> None:
    ani = make.account()

    update_last_login(type(ani), ani)
    ani.set_password("kata sandi yang panjang")
    ani.save(update_fields=["password"])

    assert ani.last_login is not None
