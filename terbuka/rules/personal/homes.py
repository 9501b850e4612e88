"""Home addresses; the addresses of offices, polling stations and firms are public.

A home is told by its label ("alamat rumah", "bertempat tinggal di"), by a person's particulars around it, or
by a table of people. Personal data by UU 27/2022, article 4; office addresses are public by UU 14/2008,
article 9.
"""

import re
from collections.abc import Iterator

from terbuka.rules.personal.kinds import Hit, Personal
from terbuka.rules.personal.passage import Passage
from terbuka.rules.personal.people import (
    about_person,
    in_letterhead,
    is_persons_row,
    names_office,
    names_person,
)

_STREET = (
    r"(?:\bjl\b\.?|\bjln\b\.?|\bjalan\b|\bgang\b|\bgg\b\.?|\bdusun\b|\bdsn\b\.?|\bdukuh\b|\blingkungan\b|\bperum(?:ahan)?\b\.?"
    r"|\bkampung\b|\bkp\b\.|\bkomplek?s?\b|\bjorong\b|\bbanjar\b|\bgampong\b|\bnagari\b|\blorong\b|\bgriya\b|\basrama\b"
    r"|\bpadukuhan\b|\bblok\b)"
)
_VILLAGE = r"(?:\bdesa\b|\bds\b\.|\bkel(?:urahan)?\b\.?|\bkec(?:amatan)?\b\.?|\bkab(?:upaten)?\b\.?|\bkota\b)"
_RT, _RW = r"\brt(?:\b\.?|(?=\d)) ?[:.]? ?", r"\brw(?:\b\.?|(?=\d)) ?[:.]? ?"
_BLOCK = (
    rf"(?:{_RT}\d{{1,3}} ?[/,.\- ]{{0,3}} ?{_RW}\d{{1,3}}"
    rf"|\brt ?/ ?rw\b\.? ?[:.]? ?\d{{1,3}} ?/ ?\d{{1,3}}|{_RT}\d{{1,3}}(?: ?/ ?\d{{1,3}})?\b)"
)
_PART = re.compile(f"{_STREET}|{_BLOCK}|{_VILLAGE}")
# "Krajan 02/03 Diwek": hamlet, RT and RW without their names.
_START = re.compile(
    f"{_STREET}(?=[ .\n]*[a-z0-9])|{_BLOCK}|\\bdesa [a-z]|\\bkel(?:urahan|\\.) ?[a-z]"
    r"|\b[a-z]{4,20},? \d{1,3}/\d{1,3}\b"
)
# Whole villages are spoken of as well: only with the number of the neighbourhood is it a home.
_RESIDENT = re.compile(r"(?:warga|penduduk)(?: di)? ?\Z")
_BLOCKED = re.compile(_BLOCK)
_STREETED = re.compile(rf"{_STREET}[ .]*[a-z0-9]")
_HOME_LABEL = re.compile(
    r"alamat ?(?:rumah|tinggal|tempat tinggal|domisili|[(]?(?:sesuai |menurut |pada |di )?(?:e-?)?ktp|asal"
    r"|pribadi|pemohon|pelapor"
    r"|terlapor|saksi|orang tua|keluarga|pemilih|ahli waris|korban|sekarang|suami|istri|penerima|ybs"
    r"|yang bersangkutan)"
    r"|(?:ber)?tempat tinggal(?: di| pada)?|berdomisili di|tinggal di|kediaman"
    r"|\brumah(?: saya| beliau| pelapor| terlapor| saksi| korban)?(?: di| ?:)|domisili|menetap di"
    r"|warga (?:desa|dusun|jl|jalan|kampung)"
    r"|\bhome address|residen"
)
# "Ani, beralamat di Dsn. Krajan" is a home; "KPU Kabupaten Jombang beralamat di" an office.
_WEAK_LABEL = re.compile(
    r", (?:ber)?alamat(?: di| pada)? (?!kantor)|beralamat(?:kan)?(?: di| pada)?(?! kantor)"
    r"|alamat (?:pengiriman|kirim)"
)
_ANY_LABEL = re.compile(r"alamat(?: lengkap)?|beralamat(?:kan)?(?: di)?|\baddress")
_OFFICE_LABEL = re.compile(
    r"alamat ?(?:kantor|sekretariat|ppid|instansi|satker|lembaga|perusahaan|tps|posko"
    r"|surat(?: menyurat)?|e-?mail|surel"
    r"|situs|website|laman|web|url|ip\b|penyedia|sekolah|tempat kerja|kegiatan|toko|usaha|media|redaksi"
    r"|pengadaan|partai)"
    r"|\bberkedudukan di|\bberkantor di"
)
_END = re.compile(
    r"[\n\t;|]|\.(?: |\Z)(?!\d)|, ?(?:nik|hp|telp|no\.? ?hp|pekerjaan|agama|umur|lahir|yang|dengan"
    r"|selaku|telah|bahwa)\b| (?:nik|hp|telp|telepon|tlp|no\.? ?(?:hp|telp|wa|kk|ktp)|pekerjaan|agama"
    r"|email|e-mail|selaku|telah|melaporkan|mengajukan|memohon|dengan ini)\b"
)
_ABBREVIATED = re.compile(
    r"(?:\bjl|\bjln|\bno|\brt|\brw|\bkec|\bkab|\bkel|\bds|\bdsn|\bgg|\bkp|\bprov|\bperum|\bblok|\bh|\bkh|\bdr"
    r"|\bjend|\bgen) ?\Z"
)
_LOWER_PART = re.compile(f"{_BLOCK}|{_VILLAGE}|\\bprov(?:insi)?\\b")
# A line that breaks off after a comma or after a word that asks for a name.
_HANGING = re.compile(
    r"(?:,|-|/|\b(?:jl|jln|jalan|no|nomor|rt|rw|desa|ds|dusun|dsn|kel|kelurahan|kec|kecamatan|kab|kabupaten|kota|gang|gg"
    r"|perum|perumahan|blok|kampung|kp|provinsi|komplek|kompleks)\.?) ?\Z"
)
_NEW = re.compile(rf"(?:\d{{1,3}}[.)] *)?{_STREET}")
_HOME_HEAD = re.compile(r"alamat|domisili|tinggal|address|\bjalan\b|dukuh|dusun|kampung|jl\b")
_LONGEST, _WRAPPED = 200, 52


def _end_of(low: str, start: int) -> int:
    """Where an address ends: with its line, cell or sentence, or where other particulars begin."""
    limit = min(len(low), start + _LONGEST)
    at = start
    while at < limit:
        hit = _END.search(low, at, limit)
        if hit is None:
            return limit
        is_short = hit[0].startswith(".") and _ABBREVIATED.search(low, max(0, hit.start() - 8), hit.start())
        if not is_short and not (hit[0] == "\n" and _goes_on(low, start, hit.start())):
            return hit.start()
        at = hit.end()
    return limit


def _goes_on(low: str, start: int, end: int) -> bool:
    """Does the address go on in the line below?"""
    below = low[end + 1 : low.find("\n", end + 1) % (len(low) + 1)][:100]
    if not below.strip() or "\t" in below:
        return False
    if _HANGING.search(low, start, end):
        return True
    if _NEW.match(below.lstrip()):
        return False
    if _LOWER_PART.match(below.lstrip(" ,")):
        return True
    line = low.rfind("\n", 0, end) + 1
    part = _LOWER_PART.search(below)
    return end - line >= _WRAPPED and part is not None and not re.search(r"[.;:]", below[: part.start()])


def _label_around(passage: Passage, start: int) -> str:
    """Words that may call what follows an address: before it, beside it, over its column, above it."""
    ahead = passage.before(start)
    if ahead.strip(" :.=-,"):
        return f"{passage.above(start)} {ahead}"
    left = passage.left(start)
    return " ".join((passage.previous(start), left if len(left) < 40 else "", passage.above(start), ahead))


def _is_home(passage: Passage, start: int, words: str) -> bool:
    label = _label_around(passage, start)
    line = passage.line(start)
    if _OFFICE_LABEL.search(label):
        return False
    if _WEAK_LABEL.search(label) and not names_office(words):
        return bool(_BLOCKED.search(words)) or not names_office(label)
    if _HOME_LABEL.search(label) or (_RESIDENT.search(label) and _BLOCKED.search(words)):
        return True
    if in_letterhead(passage, start):
        return False
    row = is_persons_row(passage, start)
    if row is not None:
        above = passage.above(start)
        return row and bool(_HOME_HEAD.search(above)) and not names_office(passage.cell(start))
    if names_office(line.replace("kode pos", "")):
        return False
    is_full = bool(_BLOCKED.search(words)) and len(_PART.findall(words)) > 1
    if _ANY_LABEL.search(label):
        above = passage.lines_before(start, 1)
        # "Pekerjaan: Guru SDN 2" names an office and speaks of a person.
        return about_person(passage, start) and (names_person(above) or not names_office(above))
    return is_full and about_person(passage, start, 3) and bool(_STREETED.search(words))


def homes(passage: Passage) -> Iterator[Hit]:
    """Home addresses, each with the whole of its words."""
    low, until = passage.low, 0
    for hit in _START.finditer(low):
        if hit.start() < until:
            continue
        end = _end_of(low, hit.start())
        start = hit.start()
        words = low[start:end]
        if len(words.strip()) < 8:
            continue
        if _is_home(passage, start, words):
            until = end
            yield Hit(
                Personal.ADDRESS, start, start + len(low[start:end].rstrip(" ,.")), " ".join(words.split())
            )
        else:
            until = end
