"""Identity, family card, tax and passport numbers in a passage.

NIK and KK: PP 40/2019 and `identity.py`. NPWP: fifteen digits, since 2024 sixteen
(PMK 112/PMK.03/2022); that of an office or a company is no personal data. Passports: one or two letters
and six to eight digits (ICAO Doc 9303).
"""

import re
from collections.abc import Iterator

from terbuka.rules.personal.identity import Likeness, likeness
from terbuka.rules.personal.kinds import Hit, Personal
from terbuka.rules.personal.labels import Label, label_of, pair_before
from terbuka.rules.personal.passage import Passage
from terbuka.rules.personal.people import is_persons_row, names_person

# Sixteen digits with at most a blank, a dot, a dash, an end of line or of a cell between two of them.
_SIXTEEN = re.compile(r"(?<!\d)\d(?:(?: ?[.\-/]? ?|-?[ ]*\n[ ]*|\t)\d){15}(?!\d)")
_GROUPS = frozenset(
    {(16,), (4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4), (6, 2, 2, 2, 4), (2, 2, 2, 2, 2, 2, 4), (8, 8), (6, 10)}
    | {(12, 4), (2, 2, 2, 2, 2, 2, 2, 2), (4, 2, 6, 4), (2, 2, 2, 6, 4), (1,) * 16}
)
# Signs that a reading machine takes for digits; believed where the word NIK stands before them alone.
_MISREAD = str.maketrans("oqdilsbzg|!", "00011582911")
_MISREAD_SIXTEEN = re.compile(r"(?<![\da-z])(?=[a-z|!]{0,5}\d)[\doqdilsbzg|!]{16}(?![\da-z])")
_LEAST_TRUE_DIGITS = 8
_FORMATTED_NPWP = re.compile(
    r"(?<![\d.])\d{2}\s?[. ]\s?\d{3}\s?[. ]\s?\d{3}\s?[. ]\s?\d\s?[-. ]\s?\d{3}\s?[. ]\s?\d{3}(?![\d])"
)
_LABELLED_NPWP = re.compile(r"(?<!\d)\d(?:[ .\-/\n]{0,3}\d){14,15}(?!\d)")
# A place of business has the sixteen digits of its owner and six of its own (NITKU, PMK 136/2023).
_NITKU = re.compile(r"(?<!\d)\d{22}(?!\d)")
_OFFICE_NPWP = re.compile(
    r"(?:npwp|pajak)[ :]*(?:bendahara|instansi|satker|satuan kerja|badan|perusahaan|lembaga|kantor"
    r"|penyedia|pemda"
    r"|dinas|pemerintah|partai|cv\b|pt\b)[^\n\t]{0,40}\Z"
)
# "CV Maju, NPWP ...", "Nama Perusahaan : ..." on the line above.
_FIRM_BEFORE = re.compile(
    r"\b(?:cv|pt|ud|firma|bendahara (?:pengeluaran|penerimaan)|perusahaan|penyedia|satker)\b"
)
_FIRM_ABOVE = re.compile(
    r"\W*(?:\d\W*)?(?:nama (?:perusahaan|penyedia|instansi|badan|satker|wp badan)|cv|pt|ud)\b"
)
_NAMED = re.compile(
    r"n ?\.?i ?\.?k|ktp|k\.?k\b|keluarga|kependudukan|identitas|n[. ]{0,2}p[. ]{0,2}w[. ]{0,2}p|pajak"
    r"|penduduk|pengenal|identity|id\b"
)
_NAMES_NIK = re.compile(r"\bnik\b|\bktp\b|kependudukan")
_NAMES_TAX = re.compile(r"n[. ]{0,2}p[. ]{0,2}w[. ]{0,2}p|wajib pajak|nitku|tax")
_NAMES_PASSPORT = re.compile(r"pas+p|splp|perjalanan|travel")
_PASSPORT = re.compile(r"(?<![\da-z])[a-z]{1,2}[ \n]?\d{6,8}(?![\da-z])")
_MACHINE_READ = re.compile(r"(?<![a-z0-9<])[a-z0-9<]{9}[0-9<]idn\d{6}[0-9<][mfx<]\d{6}[0-9<]")
_ADDRESS_PARTS = frozenset("./-_=?&#@+")
_NUMERIC_CODE = re.compile(r"[\d.,/\-]")


def _digits(words: str) -> str:
    return "".join(sign for sign in words if sign.isdigit())


def _shape(words: str) -> tuple[int, ...]:
    return tuple(len(part) for part in re.split(r"\D+", words))


def _is_apart(low: str, start: int, end: int) -> bool:
    """Does nothing tie the number to a longer code or address?"""
    before, after = low[start - 1 : start], low[end : end + 2]
    if before == "_":
        # Part of a file's name: "Ani_3517....pdf".
        return low[max(0, start - 2) : start - 1].isalpha() and not low[end : end + 1].isalnum()
    if before in _ADDRESS_PARTS and before:
        # A list dash, or the dot after "No." is no part of a code.
        if before in "./-:" and not _NUMERIC_CODE.match(low[max(0, start - 2) : start - 1] or " "):
            return before != "/" or not low[max(0, start - 2) : start - 1].strip("/")
        return False
    if before.isalpha():
        return False
    return not (after[:1].isalpha() or (after[:1] in "/-._" and after[1:2].isdigit()))


def _identity_kind(label: Label | None, like: Likeness, is_usual: bool) -> Personal | None:
    """What a number of sixteen digits is under its label; None where it is nothing personal of this kind."""
    if label is Label.KK:
        return Personal.KK if like else None
    if label is Label.NIK:
        return Personal.NIK if like else None
    if label is Label.NPWP:
        return Personal.NPWP
    if label in (Label.BANK, Label.OTHER, Label.BUDGET, Label.PASSPORT):
        return None
    return Personal.NIK if is_usual and like is Likeness.REGENCY else None


def _ahead_of(low: str, end: int) -> Label | None:
    """What brackets after a number call it: "3517... (NIK)"."""
    tail = low[end : end + 14].lstrip()
    if tail.startswith(("(nik", "(ktp")):
        return Label.NIK
    return Label.KK if tail.startswith(("(kk", "(no. kk", "(no kk", "(nkk")) else None


def identities(passage: Passage) -> Iterator[Hit]:
    """NIK and family card numbers, each place once; NPWP of sixteen digits too."""
    low = passage.low
    second: Label | None = None
    last = 0
    is_labelled = _NAMED.search(low) is not None
    for hit in _SIXTEEN.finditer(low):
        place, words = hit.start(), hit[0]
        digits, shape = _digits(words), _shape(words)
        like = likeness(digits)
        if not is_labelled and like is not Likeness.REGENCY:
            continue
        ahead = passage.before(place)
        pair = pair_before(ahead)
        label = pair[0] if pair else label_of(passage, place)
        if second and low[last:place].strip(" ,.:") in ("/", "dan", "&", ""):
            label = second
        second, last = (pair[1] if pair else None), hit.end()
        label = _ahead_of(low, hit.end()) or label
        if label is Label.PHONE and _NAMES_NIK.search(passage.above(place)):
            label = Label.NIK
        if label not in (Label.NIK, Label.KK) and not _is_apart(low, place, hit.end()):
            continue
        if "\t" in words and shape != (1,) * 16 and len(shape) > 4:
            continue
        kind = _identity_kind(label, like, shape in _GROUPS or _is_split_once(words))
        if kind is Personal.NPWP and _is_firms(passage, place):
            continue
        if kind:
            yield Hit(kind, place, hit.end(), digits)


def _is_split_once(words: str) -> bool:
    """One number that the end of a line or cell cuts in two, nothing else between its digits."""
    return len(_shape(words)) == 2 and ("\n" in words or "\t" in words)


def misread_identities(passage: Passage) -> Iterator[Hit]:
    """Numbers with letters that a reading machine put for digits, under the label NIK or KK: "35I7O145"."""
    for hit in _MISREAD_SIXTEEN.finditer(passage.low):
        words = hit[0]
        if words.isdigit() or sum(sign.isdigit() for sign in words) < _LEAST_TRUE_DIGITS:
            continue
        label = label_of(passage, hit.start())
        digits = words.translate(_MISREAD)
        if label in (Label.NIK, Label.KK) and likeness(digits) >= Likeness.PROVINCE:
            yield Hit(Personal(label.value), hit.start(), hit.end(), digits)


def _is_firms(passage: Passage, place: int) -> bool:
    """Is a tax number that of an office or a company?"""
    ahead = passage.before(place)
    if _OFFICE_NPWP.search(ahead if ahead.strip() else f"{passage.previous(place)} "):
        return True
    if passage.head_row(place):
        return is_persons_row(passage, place) is False
    firm = _FIRM_BEFORE.search(ahead)
    if firm:
        return not re.search(r"direktur|pemilik|\ba\.?n\b|pribadi|\bnik\b", ahead[firm.start() :])
    return bool(_FIRM_ABOVE.match(passage.lines_before(place, 1))) and not names_person(ahead)


def tax_numbers(passage: Passage) -> Iterator[Hit]:
    """NPWP of fifteen digits in their usual form, or after the word NPWP in any form."""
    low, taken = passage.low, set()
    for hit in _FORMATTED_NPWP.finditer(low):
        label = label_of(passage, hit.start())
        if label in (None, Label.NPWP, Label.NIK):
            taken.add(hit.start())
            if _is_firms(passage, hit.start()):
                continue
            yield Hit(Personal.NPWP, hit.start(), hit.end(), _digits(hit[0]))
    if not _NAMES_TAX.search(low):
        return
    for hit in _NITKU.finditer(low):
        if label_of(passage, hit.start()) is Label.NPWP:
            yield Hit(Personal.NPWP, hit.start(), hit.end(), hit[0])
    for hit in _LABELLED_NPWP.finditer(low):
        digits = _digits(hit[0])
        if hit.start() in taken or label_of(passage, hit.start()) is not Label.NPWP or len(set(digits)) < 3:
            continue
        if len(digits) == 15 and not _is_firms(passage, hit.start()):
            yield Hit(Personal.NPWP, hit.start(), hit.end(), digits)


def passports(passage: Passage) -> Iterator[Hit]:
    """Passport numbers beside the word, and the machine-readable zone of an Indonesian passport."""
    low = passage.low
    for hit in _MACHINE_READ.finditer(low):
        yield Hit(Personal.PASSPORT, hit.start(), hit.end(), hit[0][:9])
    if not _NAMES_PASSPORT.search(low):
        return
    for hit in _PASSPORT.finditer(low):
        if label_of(passage, hit.start()) is Label.PASSPORT:
            yield Hit(Personal.PASSPORT, hit.start(), hit.end(), "".join(hit[0].split()))
