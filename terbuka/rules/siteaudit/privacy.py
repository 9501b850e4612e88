"""Personal data that stands open on a page: NIK, family card numbers, telephone numbers in lists of people.

A number is never repeated in a finding; its first four digits tell the officer
where to look. The structure of a NIK is checked (region, day of birth with 40
added for women, month), so that decree, account and tax numbers stay out. Such data are protected by
UU 27/2022.
"""

import re

from terbuka.rules.language import Phrase, say
from terbuka.rules.pages import Page

_SIXTEEN = re.compile(r"(?<![0-9./\-])([0-9]{16})(?![0-9])")
_SPACED = re.compile(r"(?<![0-9])([0-9]{4}[ .\-][0-9]{4}[ .\-][0-9]{4}[ .\-][0-9]{4})(?![0-9])")
_DIGITS = bytes(ord("0") if code in b"0123456789" else ord("x") for code in range(256))
_LONG_ROW = b"0" * 16
_FAMILY_CARD = re.compile(r"(?:kartu keluarga|no(?:mor|\.)? ?kk|\bkk)\b[^0-9\n]{0,20}\Z")
_ACCOUNT = re.compile(
    r"(?:rekening|norek|no\. ?rek|npwp|virtual account|va|kode billing|ntpn|kartu kredit|telepon|hp|wa)\b"
    r"[^0-9\n]{0,24}\Z"
)
_MOBILE = re.compile(r"(?<![0-9])(?:\+?62[ \-]?|0)8[0-9]{2}[ \-.]?[0-9]{3,4}[ \-.]?[0-9]{3,5}(?![0-9])")
_SERVICE = re.compile(
    r"kontak|hubungi|call ?center|helpdesk|narahubung|contact|pengaduan|posko|whatsapp center|layanan"
)
_PEOPLE = re.compile(r"\bnama\b|\bno\b.{0,30}\bnama\b|peserta|calon|pelamar|anggota|pemohon|alamat")
_MANY_PHONES, _SHORTEST_PHONE = 8, 10
# Thousands of rows; what stands beyond is more of the same.
_READ = 300_000


def is_nik(digits: str) -> bool:
    """Do sixteen digits have the structure of a NIK: region, day (women + 40), month, serial?"""
    if len(digits) != 16 or len(set(digits)) < 4:
        return False
    province, regency, district = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    day, month, serial = int(digits[6:8]), int(digits[8:10]), int(digits[12:])
    day = day - 40 if day > 40 else day
    has_region = 11 <= province <= 97 and 1 <= regency <= 79 and district >= 1
    return has_region and 1 <= day <= 31 and 1 <= month <= 12 and serial > 0


def _numbers(low: str) -> dict[str, list[str]]:
    """NIK and family card numbers in a text, by kind, each once."""
    found: dict[str, dict[str, None]] = {"nik": {}, "kk": {}}
    for pattern in (_SIXTEEN, _SPACED):
        for hit in pattern.finditer(low):
            digits = re.sub(r"[^0-9]", "", hit[1])
            before = low[max(0, hit.start() - 48) : hit.start()]
            if not is_nik(digits) or _ACCOUNT.search(before):
                continue
            found["kk" if _FAMILY_CARD.search(before) else "nik"][digits] = None
    return {kind: list(numbers) for kind, numbers in found.items()}


def _squeezed(low: str) -> bytes:
    """The text with 0 for each digit, x for each letter, without what may part a number: read in no time."""
    return low.encode("ascii", "ignore").translate(_DIGITS, b" .-")


def masked(digits: str) -> str:
    """The first four digits, the rest hidden."""
    return digits[:4] + "*" * (len(digits) - 4)


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
