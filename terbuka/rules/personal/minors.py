"""Signs of children's data: a hint for the person who publishes, never a finding.

Children's data are specific personal data (UU 27/2022, article 4(2)); a child is under eighteen
(UU 35/2014, article 1). The day of birth stands in the NIK; without a day to count from only words speak.
"""

import re
from collections.abc import Iterable
from datetime import date

from terbuka.rules.personal.identity import born_on, has_day
from terbuka.rules.personal.kinds import Hit, Personal
from terbuka.rules.personal.passage import Passage

ADULT = 18
_AGE = re.compile(r"\b(?:umur|usia|berumur|berusia)\b\s*:?\s*(\d{1,2})\s*(?:tahun|th|thn)\b")
_WORDS = re.compile(
    r"anak di bawah umur|di bawah umur \d|\bnisn\b\s*:?\s*\d{10}|akta kelahiran no|kartu identitas anak"
    r"|\bnama (?:anak|siswa|murid)\b"
)


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def children_in(passage: Passage, hits: Iterable[Hit], on: date | None) -> tuple[Hit, ...]:
    """The identity numbers of people under eighteen on the day `on`, and words that speak of a child."""
    found = []
    for hit in hits:
        if on and hit.kind is Personal.NIK and hit.value.isdigit() and has_day(hit.value):
            born = born_on(hit.value, on)
            if born and _age(born, on) < ADULT:
                found.append(hit)
    low = passage.low
    for age in _AGE.finditer(low):
        if int(age[1]) < ADULT:
            found.append(Hit(Personal.NIK, age.start(), age.end(), age[0]))
    found += [Hit(Personal.NIK, word.start(), word.end(), word[0]) for word in _WORDS.finditer(low)]
    return tuple(sorted(found, key=lambda hit: hit.start))
