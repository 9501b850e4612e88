"""Which case a letter belongs to. Whoever knows a number proves nothing: a sender is easily forged.

Three ways, the surest first: the address that we gave with the case, which nobody can
guess; an answer to a letter of ours, whose Message-ID nobody can guess either; the
number in the subject, or an answer to the applicant's own letter, and then only from
the applicant's own address, not known to be forged. Else it is for a person to say.
A letter never changes the state of a case, so that one from another address may be
shown there, with a warning. Source: RFC 5322 section 3.6.4 (In-Reply-To, References),
RFC 5233 (plus addresses).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from terbuka.rules.inbound import Fault, InboundLetter
from terbuka.rules.register.numbering import NumberKind

_CASES = "|".join(kind.value for kind in (NumberKind.REQUEST, NumberKind.OBJECTION, NumberKind.DISPUTE))
_NUMBER = re.compile(
    rf"(?<![\w/-])({_CASES})/([a-z0-9-]{{1,80}})/(\d{{4}})/(\d{{1,9}})(?![\w/])",
    re.IGNORECASE,
)


class Way(StrEnum):
    """By what a letter was recognised."""

    ADDRESS = "address"
    OUR_LETTER = "our_letter"
    THEIR_LETTER = "their_letter"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Known:
    """A case that a letter may belong to: its kind and key, and its applicant's own addresses."""

    kind: str
    key: int
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a letter belongs, by what, and what its readers must be warned of."""

    case: Known
    way: Way
    warning: Fault | None = None


def token_in(address: str) -> str:
    """What stands behind the plus sign of an address; "" for nothing. The service says whether it is ours."""
    return address.rpartition("@")[0].partition("+")[2]


def without_plus(address: str) -> str:
    """The mailbox that an address belongs to."""
    local, _at, host = address.rpartition("@")
    return f"{local.partition('+')[0]}@{host}"


def numbers_in(subject: str) -> tuple[str, ...]:
    """Numbers of cases that a subject names, as the register writes them."""
    found = (f"{m[1].upper()}/{m[2].lower()}/{m[3]}/{int(m[4])}" for m in _NUMBER.finditer(subject))
    return tuple(dict.fromkeys(found))


def answered_ids(letter: InboundLetter) -> tuple[str, ...]:
    """The Message-IDs that a letter answers, the nearest first."""
    return tuple(dict.fromkeys((*letter.in_reply_to, *reversed(letter.references))))


def place(
    letter: InboundLetter,
    *,
    by_address: Sequence[Known] = (),
    by_our_letter: Mapping[str, Known] | None = None,
    by_their_letter: Mapping[str, Known] | None = None,
    by_number: Sequence[Known] = (),
) -> Placing | None:
    """Where `letter` belongs; None where a person must say.

    `by_address` are the cases whose tokens were checked, the mappings tell which case a
    Message-ID that the letter answers belongs to, `by_number` are the cases whose numbers
    its subject names. Two cases on the same way are none.
    """
    if named := _only(by_address):
        return Placing(named, Way.ADDRESS, _warning(letter, named))
    ours, theirs = by_our_letter or {}, by_their_letter or {}
    for message_id in answered_ids(letter):
        if case := ours.get(message_id):
            return Placing(case, Way.OUR_LETTER, _warning(letter, case))
        case = theirs.get(message_id)
        if case and _is_own(letter, case):
            return Placing(case, Way.THEIR_LETTER)
    numbered = _only(by_number)
    if numbered and _is_own(letter, numbered):
        return Placing(numbered, Way.NUMBER)
    return None


def _only(cases: Sequence[Known]) -> Known | None:
    distinct = {(case.kind, case.key): case for case in cases}
    return next(iter(distinct.values())) if len(distinct) == 1 else None


def _is_own(letter: InboundLetter, case: Known) -> bool:
    return letter.sender.address in case.own and bool(letter.sender.address) and not letter.is_spoofed


def _warning(letter: InboundLetter, case: Known) -> Fault | None:
    if letter.is_spoofed:
        return Fault.SPOOFED
    return None if letter.sender.address in case.own else Fault.STRANGER
