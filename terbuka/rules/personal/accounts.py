"""Bank accounts of people; those of the treasury, of parties and of firms are public or nobody's secret.

Accounts are personal data in the financial sense of UU 27/2022, article 4; those of offices and of campaign
funds are published by duty (UU 14/2008, article 9). Budget codes are called "kode rekening" too.
"""

import re
from collections.abc import Iterator

from terbuka.rules.personal.kinds import Hit, Personal
from terbuka.rules.personal.labels import Label, label_of
from terbuka.rules.personal.passage import Passage

_BANKS = (
    r"\b(?:bri|bni|bca|btn|bsi|bjb|bpd|bank (?:[a-z]+ ?){1,3}|mandiri|danamon|cimb(?: niaga)?|permata"
    r"|muamalat|panin"
    r"|ocbc|maybank|mega|bukopin|jenius|btpn|seabank|bank jago|jatim|jateng|dki|aceh syariah|nagari"
    r"|sumut|kalbar|sulselbar|papua|kaltimtara|nobu|bank neo|blu|allo bank|superbank|sinarmas|uob|dbs)\b"
)
_NUMBER = re.compile(r"(?<![\d.,/\-])\d(?:[ .\-]{0,3}\d){7,17}(?![\d]|[.,/]\d)")
_AFTER_BANK = re.compile(rf"{_BANKS}[^\d\n\t]{{0,22}}\Z")
_BANK_WORD = re.compile(_BANKS)
# "0123456789 (BNI)", "0123456789 - Bank Jatim".
_BEFORE_BANK = re.compile(rf" ?[(\-/,]{{0,2}} ?(?:bank )?{_BANKS}")
_MENTION = re.compile(rf"rek|\bacc|\ba/c\b|{_BANKS}")
_OFFICE = re.compile(
    r"kas (?:negara|daerah|umum)|bendahara|\brkud?n?\b|\brkdk\b|dana kampanye|\brpl\b|satker"
    r"|satuan kerja|\bkpu\b|bawaslu"
    r"|panwas|\bcv\b|\bpt\b|partai|yayasan|koperasi|dinas|pemerintah|pemkab|penerimaan negara|giro|hibah"
    r"|perusahaan"
    r"|penyedia|\bud\b|sekretariat|kementerian|operasional|titipan|penampungan|sumbangan|parpol|\bdpc\b|\bdpd\b"
)
_METERED = re.compile(
    r"(?:rekening|rek\.?) (?:listrik|air|telepon|pdam|koran|pln|belanja|anggaran)|kode|akun"
)
_DATE_LIKE = re.compile(r"\d{1,2}[ .\-]\d{1,2}[ .\-](?:19|20)\d\d|(?:19|20)\d\d[ .\-]\d{1,2}[ .\-]\d{1,2}")
_BUDGET_SHAPE = re.compile(r"\d{1,3}\.\d{1,2}\.\d{1,2}\.|\d{3}\.\d{2}\.\d{2}|\d{1,3}(?:\.\d{3}){2,}")
_HOLDER_AFTER = 70


def _is_office_account(passage: Passage, start: int, end: int) -> bool:
    """Is the holder, named before or after, an office or a firm?"""
    low = passage.low
    newline = low.rfind("\n", 0, start) + 1
    cut = low.find("\n", end)
    line_end = len(low) if cut < 0 else cut
    after = low[end : min(line_end, end + _HOLDER_AFTER)]
    if (
        not re.search(r"a\.? ?n\b|atas nama|pemilik", after)
        and cut >= 0
        and re.match(
            r"\n[ \t]*(?:a\.? ?n\b|atas nama|nama (?:pemilik|rekening)|pemilik)", low[cut : cut + 24]
        )
    ):
        after += low[cut : cut + _HOLDER_AFTER]
    # In a table the row says whose it is, not its headings.
    before = low[max(newline, start - _HOLDER_AFTER) : start]
    previous = low[max(0, newline - 60) : newline] if not before.strip(" :.=-\t") else ""
    return bool(_OFFICE.search(before) or _OFFICE.search(after) or _METERED.search(f"{previous}{before}"))


def bank_accounts(passage: Passage) -> Iterator[Hit]:
    """Account numbers beside the word rekening or the name of a bank."""
    low = passage.low
    if not _MENTION.search(low):
        return
    for hit in _NUMBER.finditer(low):
        place = hit.start()
        digits = re.sub(r"\D", "", hit[0])
        label = label_of(passage, place)
        is_named = label is Label.BANK
        if not is_named and label in (None, Label.OTHER):
            ahead = passage.before(place)
            line_above = "" if ahead.strip() else f"{passage.previous(place)} "
            is_beside = _AFTER_BANK.search(ahead or line_above) or (
                len(digits) > 9 and _BEFORE_BANK.match(low, hit.end())
            )
            is_named = label is None and bool(is_beside)
            if not ahead.strip(" :.-") and _is_bank_cell(passage, place):
                is_named = label is None
        if not is_named or not 8 <= len(digits) <= 17 or len(set(digits)) < 3:
            continue
        if _DATE_LIKE.fullmatch(hit[0]) or (label is not Label.BANK and _BUDGET_SHAPE.match(hit[0])):
            continue
        if not _is_office_account(passage, place, hit.end()):
            yield Hit(Personal.BANK_ACCOUNT, place, hit.end(), digits)


def _is_bank_cell(passage: Passage, place: int) -> bool:
    """Does the cell to the left bear the name of a bank and nothing more?"""
    left = passage.left(place)
    found = _BANK_WORD.search(left)
    return found is not None and len(left) - len(found[0]) <= 12
