"""Finds the personal data of a passage: one list for files, web pages and their hidden parts.

What is personal: UU 27/2022, article 4; why it is held back: UU 14/2008, article 17h.
"""

from itertools import chain

from terbuka.rules.personal.accounts import bank_accounts
from terbuka.rules.personal.contacts import emails, phones
from terbuka.rules.personal.homes import homes
from terbuka.rules.personal.kinds import Hit
from terbuka.rules.personal.numbers import identities, misread_identities, passports, tax_numbers
from terbuka.rules.personal.passage import Passage

_FEWEST_DIGITS = 7


def find_personal(passage: Passage) -> tuple[Hit, ...]:
    """Every piece of personal data with its place, in the order of the text; no two overlap.

    Where two readings meet, identity goes before tax numbers, these before accounts, these before telephones.
    """
    found: list[Hit] = []
    taken: list[Hit] = []
    readers = [emails(passage), homes(passage)]
    if sum(map(passage.low.count, "0123456789")) >= _FEWEST_DIGITS:
        readers = [
            identities(passage),
            misread_identities(passage),
            tax_numbers(passage),
            passports(passage),
            bank_accounts(passage),
            phones(passage),
            *readers,
        ]
    covered = bytearray(len(passage.low))
    for hit in chain.from_iterable(readers):
        if hit.kind not in _LONG and any(covered[hit.start : hit.end]):
            continue
        covered[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
        found.append(hit)
    return tuple(sorted([*found, *taken], key=lambda hit: hit.start))


_LONG = frozenset({"address"})
