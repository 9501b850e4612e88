"""Personal data that stands open on a page: NIK, family card numbers, telephone numbers in lists of people.

A number is never repeated in a finding; its first four digits tell the officer
where to look. What such a number is, and what decree, account and tax numbers are not, is told by the
recognisers of the leak guard (`rules/personal`). Such data are protected by UU 27/2022.
"""

import re

from terbuka.rules.language import Phrase, say
from terbuka.rules.pages import Page
from terbuka.rules.personal.identity import is_nik
from terbuka.rules.personal.kinds import masked
from terbuka.rules.personal.numbers import identities
from terbuka.rules.personal.passage import Passage

__all__ = ["is_nik", "masked", "personal_data_in"]

_DIGITS = bytes(ord("0") if code in b"0123456789" else ord("x") for code in range(256))
_LONG_ROW = b"0" * 16
_MOBILE = re.compile(r"(?<![0-9])(?:\+?62[ \-]?|0)8[0-9]{2}[ \-.]?[0-9]{3,4}[ \-.]?[0-9]{3,5}(?![0-9])")
_SERVICE = re.compile(
    r"kontak|hubungi|call ?center|helpdesk|narahubung|contact|pengaduan|posko|whatsapp center|layanan"
)
_PEOPLE = re.compile(r"\bnama\b|\bno\b.{0,30}\bnama\b|peserta|calon|pelamar|anggota|pemohon|alamat")
_MANY_PHONES, _SHORTEST_PHONE = 8, 10
# Thousands of rows; what stands beyond is more of the same.
_READ = 300_000


def _numbers(low: str) -> dict[str, list[str]]:
    """NIK and family card numbers in a text, by kind, each once."""
    found: dict[str, dict[str, None]] = {"nik": {}, "kk": {}}
    for hit in identities(Passage(low)):
        found.setdefault(hit.kind, {})[hit.value] = None
    return {kind: list(numbers) for kind, numbers in found.items()}


def _squeezed(low: str) -> bytes:
    """The text with 0 for each digit, x for each letter, without what may part a number: read in no time."""
    return low.encode("ascii", "ignore").translate(_DIGITS, b" .-")


def personal_data_in(page: Page, low: str) -> Phrase | None:
    """What personal data stands open on a page, masked and counted; None where there is none.

    `low` is the page's text in lower case.
    """
    low = low[:_READ]
    squeezed = _squeezed(low)
    numbers = _numbers(low) if _LONG_ROW in squeezed else {}
    for kind, name in (("nik", say("NIK")), ("kk", say("nomor KK"))):
        if numbers.get(kind):
            return say(
                "{n} {name} terbuka (antara lain {example}). Hitamkan, lalu unggah ulang.",
                n=len(numbers[kind]),
                name=name,
                example=masked(numbers[kind][0]),
            )
    if squeezed.count(b"0") < _MANY_PHONES * _SHORTEST_PHONE:
        return None
    if _SERVICE.search(f"{page.title}\n{low[:400]}".lower()):
        return None
    phones = {re.sub(r"[^0-9]", "", hit[0]) for hit in _MOBILE.finditer(low)}
    if len(phones) >= _MANY_PHONES and _PEOPLE.search(low):
        return say(
            "{n} nomor telepon perorangan terbuka dalam daftar nama. Hitamkan, lalu unggah ulang.",
            n=len(phones),
        )
    return None
