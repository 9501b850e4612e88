"""Who must have a second factor besides the password, and when the last one may go.

Source: NIST SP 800-63B, 4.2 (two factors where one account can harm others); an
installation chooses by the setting TERBUKA_SECOND_FACTOR.
"""

from collections.abc import Iterable
from enum import StrEnum

from terbuka.rules.language import Phrase, say
from terbuka.rules.people import ROLE_WORDS, Role
from terbuka.rules.ruling import Ruling, allow, refuse


class Demand(StrEnum):
    """Of whom the installation demands a second factor."""

    NONE = "none"
    OVERSEERS = "overseers"
    EVERYONE = "everyone"


# Whoever judges the work of others, or decides who may.
OVERSEERS = (Role.SYSTEM_ADMINISTRATOR, Role.NATIONAL_ADMINISTRATOR, Role.VERIFIER)
LAST_FACTOR = say(
    "Ini langkah kedua Anda yang terakhir, dan langkah kedua wajib bagi Anda: "
    "pasang dulu yang lain, lalu lepas yang ini."
)


def why_demanded(demand: Demand, roles: Iterable[Role]) -> Phrase | None:
    """Why somebody with these living roles must have a second factor; None where it is a free choice."""
    if demand is Demand.EVERYONE:
        return say("Semua akun di sini wajib memakai langkah kedua.")
    held = set(roles)
    role = next((one for one in OVERSEERS if one in held), None)
    if demand is Demand.NONE or role is None:
        return None
    return say("Peran Anda, {role}, mewajibkan langkah kedua.", role=ROLE_WORDS[role])


def may_remove(*, is_demanded: bool, left: int) -> Ruling:
    """May a factor be taken off, so that `left` remain?"""
    return refuse(LAST_FACTOR) if is_demanded and not left else allow()
