"""Telephone numbers and e-mail addresses of people; those of offices and call centres are public.

Numbers: ITU-T E.164, country code 62; addresses: RFC 5322. The published contacts
of a public body: UU 14/2008, article 9. A number stands for a person unless its label, its line or the
table around it says that it is an office's.
"""

import re
from collections.abc import Iterator

from terbuka.rules.personal.kinds import Hit, Personal
from terbuka.rules.personal.labels import Label, label_of
from terbuka.rules.personal.passage import Passage
from terbuka.rules.personal.people import about_person, in_letterhead, is_persons_row, names_office

_MOBILE = re.compile(
    # "Hp.0812" and "wa.me/62812" are numbers, "B/0812" and "1.0812" parts of codes.
    r"(?<![\d,])(?<!\d\.)(?<![ \n\t.,]\.)(?:(?<=me/)|(?<=hp/)|(?<=wa/)|(?<!/))"
    r"(?:\(?\+? ?62\)?[ .\-]?(?:\(0\))?\(?|\(?0|\(0\))8 ?[1-9] ?\d\)?(?:[ .\-]{0,3}\d){6,10}(?![\d])"
)
# A narrow column breaks a number at its end, at a blank or after a dash; the parts fill their lines.
_GAP = r"(?:[ .\-)]{0,2}|[.\-)]?[ ]*\n[ \t]*[.\-]?)"
_BROKEN_MOBILE = re.compile(rf"(?<![\d.,/])\(?(?:\+?62|0){_GAP}8(?:{_GAP}\d){{7,11}}(?=[ ]*(?:[\n\t]|\Z))")
_BARE_MOBILE = re.compile(r"(?<![\d.,/+\-])8[1-9]\d{8,10}(?![\d.,])")
_LANDLINE = re.compile(
    r"(?<![\d.,/+\-])(?:\((?:\+?62 ?)?0?[2-79]\d{1,2}\)|(?:\+62 ?"
    r"|0)[2-79]\d{1,2})[ .\-]{0,3}\d{3,4}[ .\-]?\d{2,4}(?:[ .\-]?\d{1,3})?(?!\d)"
)
# "Narahubung: Ani Rahma (0812...)", "Bpk. Slamet, 0812...": the number has an owner with a name.
_TITLES = r"(?i:bapak?|bpk|ibu|sdri?|saudara|saudari|pak|bu|mas|mbak|kak|a\.?n)"
_OWNER = re.compile(
    rf"(?:[:(]|(?<= )-|\b{_TITLES}\b\.?:?) *"
    r"((?:(?:Drs|Dra|Hj?|Ir|Dr|Prof)\.? ){0,2}[A-Z][a-z'.]+(?: [A-Z][a-z'.]*){0,3}"
    r"(?:, ?[A-Z][A-Za-z.]{1,6})*)"
    r"[ ,(/:\-]*(?:(?i:di|pada|melalui|via|dengan) )?"
    r"(?:(?i:no|nomor|hp|wa|telp|tlp|phone|ponsel|handphone)[ .:/\-]*){0,3}\Z"
)
# "0812... a.n. Ani", "0812... (Ani Rahma)".
_OWNER_AFTER = re.compile(
    rf" ?(?:[(,/\-]* ?(?:(?i:atas nama)|{_TITLES})\b\.?:? *|[(\-] ?(?=[A-Z][a-z'.]+ [A-Z]))"
    r"([A-Z][a-z'.]+(?: [A-Z][a-z'.]*){0,3})"
)
_OFFICE_LABEL = re.compile(
    r"(?:call ?cent\w+|hotline|kantor|fax|faks\w*|layanan|pelayanan|ppid|center|centre|pengaduan|aduan"
    r"|helpdesk|help desk"
    r"|posko|sekretariat|humas|resepsionis|instansi|dinas|kpu|bawaslu|admin|resmi|satker|informasi"
    r"|media cent\w+)"
    r"[^\n\t\d]{0,48}\Z"
)
_OWN_LABEL = re.compile(
    r"(?:rumah|pribadi|keluarga|orang ?tua|wali|hp|handphone|ponsel|seluler|hp/wa|wa/hp|no\.? ?wa"
    r"|telp?\.?/hp|hp\.?)"
    r"\W{0,6}(?:aktif)?\W{0,5}\Z"
)
_HOME_LABEL = re.compile(r"(?:rumah|pribadi|keluarga|orang ?tua|wali|yang bisa dihubungi|aktif)\W{0,8}\Z")
# A narrow column breaks an address anywhere, a reading machine puts blanks into it, a wary writer spells the
# sign out: known for mail hosts that everybody uses.
_HOSTS = "gmail yahoo ymail hotmail outlook icloud rocketmail live protonmail proton"
_ENDS = "com co.id id me net"
_LOOSE = r"[ \t]?\n?[ \t]?"


def _loosely(words: str) -> str:
    return "|".join(_LOOSE.join(map(re.escape, word)) for word in words.split())


_LOOSE_EMAIL = re.compile(
    rf"(?<![\w+\-])(?<!\w\.)[a-z0-9][a-z0-9._%+\-]{{1,63}}{_LOOSE}(?:@|[(\[] ?(?:at|et|a) ?[)\]]) ?{_LOOSE}"
    rf"(?:{_loosely(_HOSTS)}){_LOOSE}(?:\.|[(\[]dot[)\]]){_LOOSE}(?:{_loosely(_ENDS)})(?![\w@])"
)
_SPELT = re.compile(r"[(\[] ?(?:at|et|a) ?[)\]]")
_SIGN = re.compile(rf"@|{_SPELT.pattern}")
_EMAIL = re.compile(
    r"(?<![\w+\-])(?<!\w\.)[a-z0-9][a-z0-9._%+\-]{0,63} ?@ ?(?:[a-z0-9\-]{1,63}\.){1,4}[a-z]{2,10}(?![\w])"
)
_OFFICE_DOMAIN = re.compile(r"(?:\.|\A)(?:go\.id|mil\.id|desa\.id|gov|int)\Z")
_FREE = re.compile(
    r"(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|msn|icloud|me|mac|aol|proton|protonmail|pm"
    r"|mail|gmx|zoho|yandex|tutanota|telkom|plasa|windowslive)\.[a-z.]{2,6}\Z"
)
# What begins a word of the name: "kpu.jombang", but neither "mbakputri" nor "adinasution" nor "normasari".
_OFFICE_NAME = re.compile(
    r"bawaslu|panwas|ppid|diskominfo|kominfo|kesbangpol|bakesbang|sekretariat|pengaduan|layanan|helpdesk|informasi"
    r"|kecamatan|kelurahan|pemdes|pemkab|pemkot|redaksi|kpps|subbag|keuangan|logistik|parmas|percetakan"
    r"|yayasan|koperasi"
    r"|(?:\A|[._\-\d]|humas|sekre|data|admin|teknis|info|hukum|tim|operator|sdm|umum|media|dit|official)kpu"
    r"|(?:\A|[._\-\d])(?:kip(?:aceh|kab|kota|prov|[._-])|humas|sekre|teknis|hukum|komisi|partai|dpc|dpd|ormas"
    r"|dinas(?:\Z|[._\-\d]|ke|pen|sos|kom|pu|lh|duk|ling)|data[._\-]?(?:dan)?info)"
)
_ROLE = re.compile(
    r"(?:\A|[._\-])(?:info|admin|adm|kontak|contact|cs|sales|marketing|support|help|office|kantor|halo|hello|mail|email"
    r"|noreply|no-reply|webmaster|operator|setjen|setwan|tu|umum|ppk|pps|rt|rw|sdm|hrd|reservasi|rsvp|official|media)"
    r"(?:\Z|[._\-\d])"
)
_TAIL = re.compile(r"[(+]*\d[\d .()\-]*(?<=\d)")
_PLACE = re.compile(
    r"\b(?:kab|kota|kec|desa|jl|jalan|provinsi|nomor|whats|wa|hp|telp|telepon|kontak|admin|informasi|hubungi|resmi"
    r"|call|center|hotline|pengaduan|umum|media|via|melalui|operator|petugas|tim|panitia|chat|sms|faks|fax)"
)
_OFFICE_LINE = re.compile(r"faks|\bfax|kode pos|pos-el|website|laman|\.go\.id")
_CONTACT_LINE = re.compile(r"\balamat\b|telepon|\btelp|e-?mail|surel|pos-el|website|laman")
_PAIRS = {Label.PHONE, None, Label.NIK, Label.KK}
_ENOUGH = 2


def _office_label(passage: Passage, place: int) -> bool:
    ahead = passage.before(place)
    if _OFFICE_LABEL.search(ahead):
        return True
    beside = passage.left(place) if not ahead.strip(" :.=-") else ""
    return bool(_OFFICE_LABEL.search(f"{beside} ")) or bool(_OFFICE_LABEL.search(f"{passage.above(place)} "))


def _weight(passage: Passage, place: int, label: Label | None, *, is_mobile: bool) -> int:
    """How much speaks for a person's number; two are enough."""
    ahead = passage.before(place)
    ahead = ahead if ahead.strip(" :.=-") else f"{passage.above(place) or passage.previous(place)} "
    weight = 2 if is_mobile else 0
    is_own = bool(_OWN_LABEL.search(ahead) or _OWN_LABEL.search(passage.left(place)))
    weight += 2 if _HOME_LABEL.search(ahead) or _HOME_LABEL.search(passage.left(place)) else 0
    weight += 1 if label is Label.PHONE else 0
    # Below a table a sentence of its own names its office.
    start = passage.before(place)
    start = start if start.strip() else passage.previous(place)
    row = None if names_office(start) else is_persons_row(passage, place)
    if row is not None:
        weight += 2 if row else -3
    elif about_person(passage, place, 5):
        weight += 1
    has_owner = is_mobile and _has_owner(passage, place)
    weight += 2 if has_owner else 0
    if not has_owner and _office_label(passage, place):
        weight -= 3
    if is_mobile and passage.is_aside(place):
        return weight
    line = passage.line(place)
    if row is None and not is_mobile and _OFFICE_LINE.search(line):
        weight -= 3
    if row is None and names_office(line):
        weight -= 1 if is_own else 2
    elif row is None and not is_own and names_office(passage.lines_before(place, 1)) and not is_mobile:
        weight -= 1
    if row is None and not is_own and label is Label.PHONE and _is_office_block(passage, place):
        weight -= 2
    if not is_own and in_letterhead(passage, place):
        weight -= 3
    return weight


def _has_owner(passage: Passage, place: int) -> bool:
    """Does the name of a person, not of an office, stand right beside the number?"""
    ahead = passage.before(place)
    end = _TAIL.match(passage.low, place)
    owners = (
        _OWNER.search(passage.text[place - len(ahead) : place]),
        _OWNER_AFTER.match(passage.text, end.end()) if end else None,
    )
    names = [owner[1].lower() for owner in owners if owner]
    return any(not names_office(name) and not _PLACE.search(name) for name in names)


def _is_office_block(passage: Passage, place: int) -> bool:
    """Do the lines above give an office's address, telephone or mail, and no person's particulars?"""
    above = passage.lines_before(place, 3)
    is_block = _CONTACT_LINE.search(above) is not None and names_office(above)
    return is_block and not about_person(passage, place, 3)


def phones(passage: Passage) -> Iterator[Hit]:
    """Telephone numbers of people, mobile and at home."""
    low = passage.low
    taken: set[int] = set()
    for pattern, is_mobile in ((_MOBILE, True), (_LANDLINE, False)):
        for hit in pattern.finditer(low):
            place = hit.start()
            if place in taken or "\n" in hit[0]:
                continue
            label = label_of(passage, place)
            if label not in _PAIRS or _is_part_of_code(low, hit.end()):
                continue
            digits = re.sub(r"\D", "", hit[0])
            if not 9 <= len(digits) <= 14 or len(set(digits)) < 4:
                continue
            taken.update(range(place, hit.end()))
            if _weight(passage, place, label, is_mobile=is_mobile) >= _ENOUGH:
                yield Hit(Personal.PHONE, place, hit.end(), _plain(digits))
    yield from _broken_phones(passage, taken)
    for hit in _BARE_MOBILE.finditer(low):
        # A sheet that took the number for an amount dropped its first zero.
        is_phone = hit.start() not in taken and label_of(passage, hit.start()) is Label.PHONE
        if is_phone and _weight(passage, hit.start(), Label.PHONE, is_mobile=True) >= _ENOUGH:
            yield Hit(Personal.PHONE, hit.start(), hit.end(), _plain(f"0{hit[0]}"))


def _broken_phones(passage: Passage, taken: set[int]) -> Iterator[Hit]:
    """Mobile numbers of which the end stands on the next line."""
    for hit in _BROKEN_MOBILE.finditer(passage.low):
        digits = re.sub(r"\D", "", hit[0])
        is_free = hit.start() not in taken and 10 <= len(digits) <= 14
        if not is_free or label_of(passage, hit.start()) is not Label.PHONE:
            continue
        if _weight(passage, hit.start(), Label.PHONE, is_mobile=True) >= _ENOUGH:
            taken.update(range(hit.start(), hit.end()))
            yield Hit(Personal.PHONE, hit.start(), hit.end(), _plain(digits))


def _is_part_of_code(low: str, end: int) -> bool:
    after = low[end : end + 2]
    return after[:1].isalpha() or (after[:1] in ("/", ".", "-") and after[1:2].isdigit())


def _plain(digits: str) -> str:
    return "0" + digits[2:] if digits.startswith("62") else digits


def is_office_email(address: str) -> bool:
    """Is it the address of an office or of a role, by its domain or its name?"""
    name, _, domain = address.partition("@")
    if _OFFICE_DOMAIN.search(domain) or _OFFICE_NAME.search(name) or _ROLE.search(name):
        return True
    return not _FREE.match(domain) and bool(_OFFICE_NAME.search(domain))


def emails(passage: Passage) -> Iterator[Hit]:
    """E-mail addresses of people."""
    if not _SIGN.search(passage.low):
        return
    taken: set[int] = set()
    for pattern in (_LOOSE_EMAIL, _EMAIL):
        for hit in pattern.finditer(passage.low):
            address = re.sub(r"\s", "", _SPELT.sub("@", hit[0]))
            if hit.start() in taken:
                continue
            taken.add(hit.start())
            if not is_office_email(address):
                yield Hit(Personal.EMAIL, hit.start(), hit.end(), address)
