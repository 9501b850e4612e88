"""The e-mail address is the name, whatever its case."""

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from terbuka.models import Account
from tests import make

pytestmark = pytest.mark.django_db


def test_the_user_model_is_ours() -> None:
    assert get_user_model() is Account


def test_ani_is_found_however_she_types_her_address() -> None:
    ani = make.account()

    assert Account.objects.get_by_natural_key(" ANI@Jombang.example ") == ani


def test_an_address_belongs_to_one_person() -> None:
    make.account()

    with pytest.raises(IntegrityError), transaction.atomic():
        make.account(name="Orang lain")


def test_an_address_is_kept_in_lower_case() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make.account(email="Ani@Jombang.example")


def test_a_password_is_kept_under_argon2() -> None:
    ani = make.account()

    ani.set_password("kata sandi yang panjang")

    assert ani.password.startswith("argon2$")
    assert ani.check_password("kata sandi yang panjang")
