"""Numbers of registers and letters: `REG/{unit}/{year}/{seq}`, never reused, each gap with its reason.

Source: UU 14/2008 article 22 (4) to (6) (a request gets a number of registration); design of this
product for its form.
"""

from enum import StrEnum

# After a restore, numbers given since the copy may be in people's hands: so many are passed over.
PASSED_OVER_AFTER_RESTORE = 100


class NumberKind(StrEnum):
    """What is numbered; the value stands first in the number."""

    REQUEST = "REG"
    OBJECTION = "KBR"
    DISPUTE = "SGK"
    NOTICE = "PT"
    EXTENSION = "PP"
    COMPLETION = "PB"
    REFUSAL = "SKP"
    HAND_OVER = "BAST"
    OBJECTION_ANSWER = "TK"
    DESTRUCTION = "BAP"


def number_of(kind: NumberKind, unit: str, year: int, seq: int) -> str:
    """The number as people write it; `unit` is the unit's short name in addresses."""
    return f"{kind.value}/{unit}/{year}/{seq}"
