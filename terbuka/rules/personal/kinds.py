"""Kinds of personal data that the leak guard knows, and how a find is shown without repeating it.

What is personal: UU 27/2022, article 4. The kinds are the closed list of `terbuka inspect`.
"""

from dataclasses import dataclass
from enum import StrEnum

SHOWN = 4
_LONGEST_EXCERPT = 24


class Personal(StrEnum):
    """Personal data that can be told from words alone."""

    NIK = "nik"
    KK = "kk"
    NPWP = "npwp"
    PASSPORT = "passport"
    PHONE = "phone"
    EMAIL = "email"
    BANK_ACCOUNT = "bank_account"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Hit:
    """Personal data at `text[start:end]`; `value` is its plain form, by which equal ones are known.

    The value never leaves the program: people see `masked(value)`.
    """

    kind: Personal
    start: int
    end: int
    value: str


def masked(value: str) -> str:
    """The first four characters, the rest hidden; long values are cut, so that their length is hidden too."""
    value = " ".join(value.split())
    return value[:SHOWN] + "*" * (min(len(value), _LONGEST_EXCERPT) - SHOWN)
