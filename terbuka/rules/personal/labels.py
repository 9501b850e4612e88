"""What the words beside a number say that it is: identity, family card, tax, account, or none of these.

A decree, a payment order, a staff number or a budget code is public (UU 14/2008, article 11); only what
names a person is held back (article 17h, UU 27/2022).
"""

import re
from enum import StrEnum

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
        r"kode ?(?:rekening|akun|anggaran|kegiatan|mak)|rekening (?:belanja|anggaran|pendapatan)|\bmak\b|akun"
        r"|mata anggaran|kode rek\b|kode"
    ),
    Label.KK: rf"\bn?\.?k\.?k\b\.?|{_NO}k\.? ?k\b\.?|kartu[ -]?keluarga(?: \(kk\))?|family card",
    Label.NIK: (
        rf"\bn ?\.? ?i ?\.? ?k\b\.?|induk kependudukan|(?:e-?)?ktp(?:-?el)?\b|tanda penduduk"
        rf"|{_NO}(?:identitas|pengenal|penduduk|kependudukan|id\b)|(?:kartu )?identitas(?: diri)?\b|id card"
        r"|identity (?:number|card)|national id"
    ),
    Label.NPWP: r"\bn\.?p\.?w\.?p\.?(?: ?1[56])?\b\.?|pokok wajib pajak|tax(?:payer)? (?:id|number)",
    Label.PASSPORT: r"pas+po?rt?\b|paspor\b|passport",
    Label.BANK: (
        rf"rekening(?: bank)?|\brek\b\.?|norek|{_NO}rek\b\.?|account (?:no|number)|\ba/c\b|bank account"
        rf"|\bacc(?:ount)?\b"
    ),
    Label.PHONE: (
        r"\btel(?:e?pon|epun|p)?\b\.?|\btlp\b\.?|\bphone\b|\bhp\b\.?|handphone|\bhand ?phone|ponsel"
        r"|seluler|mobile"
        r"|\bwa\b\.?|whats? ?app|\bgsm\b|nohp|\bcp\b"
    ),
    Label.OTHER: (
        r"\bnip\b\.?|\bnrp\b|\bnuptk\b|\bnisn?\b|\bnidn\b|\bnpsn\b|bpjs|\bjkn\b|\bkis\b|\bkpj\b|\bsim\b|\bstnk\b|\bbpkb\b"
        r"|\bspm\b|sp2d|\bspp\b|\bspd\b|ntpn|\bntb\b|billing|\bva\b|virtual account|kartu (?:kredit"
        r"|debit|atm)|imei|isbn"
        r"|issn|barcode|\bqr\b|invoice|faktur|kuitansi|kwitansi|resi\b|pelanggan|idpel|\bid pel"
        r"|meter(?:an)?|token"
        r"|regist(?:rasi|er)|agenda|kontrak|\bspk\b|polis|sertifikat|ijazah|\bnib\b|\bnop\b|rekam medis"
        r"|mesin|rangka"
        r"|tiket|pendaftaran|polling|hash|\brup\b|tender|paket|koordinat|lintang|bujur|surat|keputusan|peraturan"
        r"|transaksi|referensi|ref\b|arsip|berkas|perkara|putusan|laporan|lisensi|seri\b|inventaris|\bnup\b|barang"
        r"|aset|dokumen|berita acara|\bst\b|faks?(?:imili)?\b|\bfaxs?\b|kode pos|jumlah|total|suara"
        r"|dpt\b|\brp\b"
        r"|anggaran|pagu|nilai|harga|realisasi|peserta(?: ujian| seleksi)|antrian|antrean|absen|\bid\b"
        r"|pemilih"
    ),
}
_ANY = re.compile("|".join(f"(?P<{label.name}>{pattern})" for label, pattern in _WORDS.items()))
_JOINED = re.compile(r"[ .)]*(?:/|,|atau|&)[ (]*(?:no\.? ?|nomor ?)?")
_BREAK = re.compile(r"\d{5,}")
_FAR, _NEAR = 42, 26
_WHOLE_LABEL = 40


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
    if is_label and not passage.head_row(place) and (beside := label_in(left, reach=len(left))):
        return beside
    previous = passage.previous(place)
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
