"""What the words beside a number say that it is: identity, family card, tax, account, or none of these.

A decree, a payment order, a staff number or a budget code is public (UU 14/2008, article 11); only what
names a person is held back (article 17h, UU 27/2022).
"""

import re
from enum import StrEnum
from functools import lru_cache

from terbuka.rules.personal.passage import Passage


class Label(StrEnum):
    """What a number is called where it stands."""

    NIK = "nik"
    KK = "kk"
    NPWP = "npwp"
    PASSPORT = "passport"
    BANK = "bank"
    PHONE = "phone"
    BUDGET = "budget"
    OTHER = "other"


_NO = r"(?:no(?:mor|mer)?\b\.? ?)"
_WORDS: dict[Label, str] = {
    Label.BUDGET: (
        r"kode ?(?:rekening|akun|anggaran|kegiatan|mak)|rekening (?:belanja|anggaran|pendapatan)|\bmak\b"
        r"|\bakun|mata anggaran|kode rek\b|\bkode"
    ),
    Label.KK: rf"\bn?\.?k\.?k\b\.?|{_NO}k\.? ?k\b\.?|kartu[ -]?keluarga(?: \(kk\))?|family card",
    Label.NIK: (
        rf"\bn ?\.? ?i ?\.? ?k\b\.?|induk kependudukan|(?:e-?)?ktp(?:-?el)?\b|tanda penduduk"
        rf"|{_NO}(?:identitas|pengenal|penduduk|kependudukan|id\b)|(?:kartu )?identitas(?: diri)?\b|id card"
        r"|identity (?:number|card)|national id"
    ),
    Label.NPWP: (
        r"\bn[. ]{0,2}p[. ]{0,2}w[. ]{0,2}p\.?(?: ?1[56])?\b\.?|pokok wajib pajak"
        r"|tax(?:payer)? (?:id|number)|\bnitku\b"
    ),
    Label.PASSPORT: r"pas+po?rt?\b|paspor\b|passport|\bsplp\b|dokumen perjalanan|travel document",
    Label.BANK: (
        rf"rekening(?: bank)?|\brek\b\.?|norek|{_NO}rek\b\.?|account (?:no|number)|\ba/c\b|bank account"
        rf"|\bacc(?:ount)?\b"
    ),
    Label.PHONE: (
        r"\btel(?:e?pon|epun|p)?\b\.?|\btlp\b\.?|\bphone\b|\bhp\b\.?|handphone|\bhand ?phone|ponsel"
        r"|seluler|mobile"
        r"|\bwa\b\.?|whats? ?app|\bgsm\b|nohp|\bcp\b"
    ),
    # Whole words alone: "Prasetyo" is no asset, "Suarni" no vote.
    Label.OTHER: (
        r"\b(?:nip\b\.?|nrp\b|nuptk\b|nisn?\b|nidn\b|npsn\b|bpjs|jkn\b|kis\b|kpj\b|sim\b|stnk\b|bpkb\b"
        r"|spm\b|sp2d|spp\b|spd\b|ntpn|ntb\b|(?:id ?|e-?|kode ?)?billing|va\b|virtual account"
        r"|kartu (?:kredit|debit|atm)|imei|isbn|issn|barcode|qr\b|invoice|faktur|kuitansi|kwitansi|resi\b"
        r"|pelanggan|idpel|id pel|meter(?:an)?\b|token|(?:no|nomor)?regist(?:rasi|er)|agenda|kontrak|spk\b"
        r"|polis\b|sertifikat|ijazah|nib\b|induk berusaha|nop\b|rekam medis|mesin|rangka|tiket|pendaftaran"
        r"|polling|hash|rup\b|tender|paket|koordinat|lintang|bujur|surat|keputusan|peraturan|transaksi|referensi"
        r"|ref\b|arsip|berkas|perkara|putusan|laporan|lisensi|seri\b|inventaris|nup\b|barang|aset|dokumen"
        r"|berita acara|st\b|faks?(?:imili)?\b|faxs?\b|kode pos|jumlah|total|suara|dpt\b|rp\b|anggaran|pagu"
        r"|nilai|harga|realisasi|peserta(?: ujian| seleksi)|antrian|antrean|absen|id\b|pemilih\b"
        r"|meeting id|zoom)"
    ),
}
_ANY = re.compile("|".join(f"(?P<{label.name}>{pattern})" for label, pattern in _WORDS.items()))
_JOINED = re.compile(r"[ .)]*(?:/|,|atau|&)[ (]*(?:no\.? ?|nomor ?)?")
_BREAK = re.compile(r"\d{5,}")
_NO_MORE = re.compile(r"\W*(?:no|nomor|nomer|number)\b[\W_]*")
_FAR, _NEAR = 42, 26
_WHOLE_LABEL = 40


@lru_cache(maxsize=8_192)
def label_in(words: str, *, reach: int = _FAR) -> Label | None:
    """The last thing that `words` name, if it stands within `reach` signs of their end."""
    broken = max((hit.end() for hit in _BREAK.finditer(words)), default=0)
    hits = list(_ANY.finditer(words, broken))
    if not hits:
        return None
    label = Label[str(hits[-1].lastgroup)]
    gap = len(words) - hits[-1].end()
    if label in (Label.OTHER, Label.PASSPORT):
        # "KTP/SIM/Paspor": one of them, the digits tell which.
        for one, following in zip(reversed(hits[:-1]), reversed(hits[1:]), strict=True):
            if not _JOINED.fullmatch(words, one.end(), following.start()):
                break
            if one.lastgroup in ("NIK", "PHONE"):
                label = Label[one.lastgroup]
    return label if gap <= (reach if label is not Label.OTHER else min(reach, _NEAR)) else None


def label_of(passage: Passage, place: int) -> Label | None:
    """What the number at `place` is called: before it, beside it, over its column, on the line above."""
    own = label_in(passage.before(place))
    if own:
        return own
    left = passage.left(place)
    is_label = bool(left) and len(left) <= _WHOLE_LABEL and not _BREAK.search(left)
    above = passage.above(place)
    if above:
        return label_in(above, reach=len(above))
    is_label = is_label and not passage.is_aside(place)
    if is_label and not passage.head_row(place) and (beside := label_in(left, reach=len(left))):
        return beside
    previous = passage.previous(place)
    if not previous and _NO_MORE.fullmatch(passage.before(place)):
        # A card has its name on one line and "No. 3517..." below.
        previous = passage.lines_before(place, 1)[-_WHOLE_LABEL:]
    return label_in(previous, reach=12) if previous else None


def pair_before(words: str) -> tuple[Label, Label] | None:
    """The two labels of "NIK/No. KK: ... / ...", in their order; None elsewhere."""
    found = [hit for hit in _ANY.finditer(words) if hit.lastgroup in ("NIK", "KK")]
    if len(found) < 2:
        return None
    one, other = found[-2], found[-1]
    between = words[one.end() : other.start()].strip(" .")
    if between not in ("/", "dan", "&", "atau", ",", "dan no", "/ no", "/no"):
        return None
    labels = Label[str(one.lastgroup)], Label[str(other.lastgroup)]
    return labels if labels[0] is not labels[1] else None
