"""The people of the tests, each with the appointment that the house gives them."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.contrib.auth.hashers import get_hasher, make_password

from terbuka.models import Account, Appointment, WorkUnit
from terbuka.rules.people import Role
from tests import make

PASSWORD = "kata sandi yang panjang"
JOMBANG = "kpu-kab-jombang"
BEGAN = date(2026, 1, 2)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays: see the house rules of tests."""

    ani: Account
    fajar: Account
    budi: Account
    eka: Account
    dedi: Account
    gita: Account
    hasan: Account


def unit(slug: str = JOMBANG) -> WorkUnit:
    """A unit of the register; KPU Kabupaten Jombang unless another is named."""
    return WorkUnit.objects.get(slug=slug)


def appoint(
    account: Account,
    role: Role,
    slug: str | None = JOMBANG,
    *,
    from_on: date = BEGAN,
    to_on: date | None = None,
) -> Appointment:
    """Give a person a role at a unit; without a slug one of the installation."""
    place = unit(slug) if slug else None
    return Appointment.objects.create(
        account=account, role=role.value, unit=place, from_on=from_on, to_on=to_on
    )


@cache
def _hashed(_algorithm: str) -> str:
    """The password of the whole cast, hashed once: argon2 takes its time."""
    return make_password(PASSWORD)


def _person(name: str, role: Role, slug: str | None) -> Account:
    account = make.account(name, f"{name.lower()}@contoh.example")
    account.password = _hashed(get_hasher().algorithm)
    account.save(update_fields=["password"])
    appoint(account, role, slug)
    return account


def cast() -> Cast:
    """Everybody: Ani the officer and Fajar her supervisor, Budi the verifier of East Java, Eka of KPU.

    Dedi of KPU Kabupaten Sleman and Gita of Bawaslu Kabupaten Jombang must always be
    shut out; Hasan keeps the installation and sees no case data.
    """
    return Cast(
        ani=_person("Ani", Role.OFFICER, JOMBANG),
        fajar=_person("Fajar", Role.SUPERVISOR, JOMBANG),
        budi=_person("Budi", Role.VERIFIER, unit().parent.slug),  # type: ignore[union-attr]
        eka=_person("Eka", Role.NATIONAL_ADMINISTRATOR, "kpu-ri"),
        dedi=_person("Dedi", Role.OFFICER, "kpu-kab-sleman"),
        gita=_person("Gita", Role.OFFICER, "bawaslu-kab-jombang"),
        hasan=_person("Hasan", Role.SYSTEM_ADMINISTRATOR, None),
    )
