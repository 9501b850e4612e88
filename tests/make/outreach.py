"""The service pledge of KPU Kabupaten Jombang: written by Ani, announced by Fajar."""

from datetime import date, datetime
from typing import Any

from terbuka.models import ServicePledge
from terbuka.rules.pledges import beginning
from terbuka.services.catalogue.pledges import announce_pledge, pledge_draft, save_pledge
from tests import make
from tests.make.cast import Cast, unit

SIGNED_ON = date(2026, 11, 20)


def values(**other: Any) -> dict[str, Any]:
    """All that a pledge needs, with the words that the page begins with."""
    signed = {"signer": "Hj. Sri Wahyuni", "signer_position": "Ketua KPU Kabupaten Jombang"}
    return beginning(SIGNED_ON) | signed | {"signed_on": SIGNED_ON} | other


def draft(people: Cast, *, at: datetime = make.NOON, **other: Any) -> ServicePledge:
    """Written by Ani over the draft there is."""
    before = pledge_draft(unit())
    expected = before.version if before else 0
    return save_pledge(unit(), values=values(**other), expected=expected, by=people.ani, at=at)


def announced(people: Cast, *, at: datetime = make.NOON, **other: Any) -> ServicePledge:
    """Announced by Fajar."""
    row = draft(people, at=at, **other)
    return announce_pledge(row, expected=row.version, by=people.fajar, at=at)
