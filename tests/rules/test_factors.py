"""Of whom a second factor is demanded, and when one may be taken off."""

import pytest

from terbuka.rules.factors import OVERSEERS, Demand, may_remove, why_demanded
from terbuka.rules.people import Role


@pytest.mark.parametrize("role", Role)
def test_verifiers_and_administrators_are_the_overseers(role: Role) -> None:
    assert (why_demanded(Demand.OVERSEERS, [role]) is not None) == (role in OVERSEERS)
    assert why_demanded(Demand.NONE, [role]) is None
    assert why_demanded(Demand.EVERYONE, [role]) is not None


def test_the_highest_of_several_roles_is_named() -> None:
    why = why_demanded(Demand.OVERSEERS, [Role.OFFICER, Role.VERIFIER, Role.NATIONAL_ADMINISTRATOR])

    assert str(why) == "Peran Anda, Administrator nasional, mewajibkan langkah kedua."


@pytest.mark.parametrize(
    ("is_demanded", "left", "allowed"),
    [(False, 0, True), (False, 1, True), (True, 1, True), (True, 0, False)],
)
def test_only_the_last_factor_stays_and_only_while_it_is_demanded(
    is_demanded: bool, left: int, allowed: bool
) -> None:
    assert may_remove(is_demanded=is_demanded, left=left).allowed is allowed
