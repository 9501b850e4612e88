"""The e-mail address is the name, whatever its case."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from terbuka.models import Account
from terbuka.rules.people import Act, Role
from tests import make
from tests.make.cast import appoint, unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


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


@pytest.mark.parametrize("role", Role)
def test_what_one_may_do_to_a_unit_is_what_the_list_of_units_says(role: Role) -> None:
    places = ["kpu-kab-jombang", "kpu-ri", "kpu-kab-sleman", "bawaslu-kab-jombang"]
    units = [*map(unit, places), unit().parent]
    for place in [None] if role is Role.SYSTEM_ADMINISTRATOR else [one for one in units if one]:
        somebody = make.account("Lina", f"{role.value}-{place.pk if place else 0}@contoh.example")
        appoint(somebody, role, place.slug if place else None)
        for act in Act:
            reached = set(somebody.units_where(act, on=TODAY).values_list("pk", flat=True))
            for one in units:
                assert one
                assert somebody.may(act, one, on=TODAY) is (one.pk in reached), (act, place, one)
