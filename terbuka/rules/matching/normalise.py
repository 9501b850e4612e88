"""Text -> comparable words: lower case, mended scans and typing, Indonesian stems."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import snowballstemmer

_WORDS = re.compile(r"[a-z]+|[0-9]+")
_YEAR_LIKE = re.compile(r"\b[12][0-9oOlI]{3}\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_STEMMER = snowballstemmer.stemmer("indonesian")
_STEMS: dict[str, str] = {}
_MOST_STEMS = 200_000

# Words that carry no meaning of their own in a title; dropped here and in the lexicon alike.
SMALL = frozenset(["dan", "di", "yang", "pada", "untuk", "dalam", "serta", "atau", "atas", "the", "of", "and"])

# The Indonesian stemmer joins words whose difference decides what a document is
# (keputusan and putusan, pemilih and pemilihan, pengumuman and umum); these stay as they are.
KEPT = frozenset("""
    anggaran daftar keberatan kegiatan keputusan keterbukaan keuangan laporan pemantau pemerintah pemerintahan
    pemilih pemilihan penelitian penerimaan pengadaan pengawas pengawasan pengumuman perjanjian peraturan perolehan
    perseorangan pencalonan pendaftaran penetapan penggunaan pendidikan pedoman putusan program rancangan susunan
    tetap terpilih memilih umum umumkan calon lapor lanjutan tahapan pelaporan penelitian berkelanjutan daerah
    kinerja partisipatif partisipasi penyandang melapor anggota tata kerja bahan badan kecamatan kelurahan bagian
    penghargaan permusyawaratan perwakilan perubahan pemungutan berkala perbawaslu pembukaan
""".split())

# What the stemmer gets wrong, or what people write in several ways.
MENDED = {
    "memohon": "mohon", "pemohon": "pemohon", "permohonan": "mohon", "mengumumkan": "umumkan",
    "diumumkan": "umumkan", "pengecualian": "kecuali", "mengecualikan": "kecuali", "penanganan": "tangan",
    "pengelolaan": "kelola", "mengelola": "kelola", "pengelola": "pengelola", "pemutakhiran": "mutakhir",
    "pemuktahiran": "mutakhir", "pemutahiran": "mutakhir", "pemenang": "menang", "kesepahaman": "paham",
    "kewenangan": "wewenang", "memperoleh": "peroleh", "perencanaan": "rencana", "melaporkan": "lapor",
    "melapor": "lapor", "dilaporkan": "lapor", "laporkan": "lapor", "pelaporan": "lapor", "himbauan": "imbau",
    "menghimbau": "imbau", "mengimbau": "imbau", "perhitungan": "hitung", "kab": "kabupaten", "prov": "provinsi",
    "propinsi": "provinsi", "kec": "kecamatan", "thn": "tahun", "th": "tahun", "nmr": "nomor", "dgn": "dengan",
    "komisioner": "komisioner", "pelangaran": "langgar", "addhoc": "adhoc", "informasinya": "informasi",
    "kuisioner": "kuesioner", "kwesioner": "kuesioner", "motto": "moto", "survey": "survei", "berkelanjutan": "berkelanjutan",
    "hoax": "hoaks", "kerjasama": "kerjasama", "pemohonan": "mohon", "informas": "informasi", "pelayan": "layan",
    "rekruitmen": "rekrutmen", "recruitment": "rekrutmen", "rekrut": "rekrutmen", "perekrutan": "rekrutmen",
    "memilih": "memilih", "pemantauan": "pantau", "pemberhentian": "henti", "penyelengaraan": "selenggara",
    "disabel": "disabilitas", "difabel": "disabilitas", "gambaran": "gambar", "kpi": "kpi", "lap": "laporan", "jadual": "jadwal",
    "walikotanya": "walikota", "struktural": "struktural", "komiteetik": "etik",
}  # fmt: skip

# What mirrors and site builders add to a title.
_SUFFIX = re.compile(
    r"\s*(?:[|\-–—•»:]\s*(?:scribd|pdf|docx?|ppt|xlsx|pdf free download|free download|document|slideshare|docplayer\.info|"
    r"studylib|123dok\w*|adoc\.pub|dokumen\.tips|academia\.edu|google (?:drive|docs|dokumen|sheets|formulir)|"
    r"beranda|home)|\(pdf\)|\[pdf\]|pdf free download|download gratis|\.(?:pdf|docx?|xlsx?|pptx?|html?|jpe?g|png))\s*$",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"ukuran: px\s*mulai penontonan dengan halaman:|tidak ada hasil yang ditemukan|anda di halaman \d+ ?dari \d+|"
    r"you are on page \d+ ?of \d+|teks penuh|academic year: ?\d*|transkripsi|membagikan \"[^\"]{0,200}\"|"
    r"dokumen-dokumen yang mirip|lompat ke isi utama|skip to main content",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """`text` in lower-case ASCII letters and digits as typed; scanned years mended (2O2O -> 2020)."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    text = _YEAR_LIKE.sub(lambda hit: hit[0].translate(_DIGITS), text)
    return text.lower()


_DIGITS = str.maketrans({"o": "0", "O": "0", "l": "1", "I": "1"})


def stem(word: str) -> str:
    """The stem by which `word` (lower case) is compared; kept and mended words first."""
    known = _STEMS.get(word)
    if known is None:
        if word in MENDED:
            known = MENDED[word]
        elif word in KEPT or len(word) < 5 or word.isdigit():
            known = word
        else:
            known = _STEMMER.stemWord(word)
        if len(_STEMS) >= _MOST_STEMS:
            _STEMS.clear()
        _STEMS[word] = known
    return known


def words(text: str) -> list[str]:
    """Words of `text` in their order, lower case, letters apart from digits, small words left out."""
    return [word for word in _WORDS.findall(plain(text)) if word not in SMALL]


def stems(text: str) -> list[str]:
    """Stems of `words(text)`, in the same order."""
    known = _STEMS.get
    return [known(word) or stem(word) for word in _WORDS.findall(plain(text)) if word not in SMALL]


@lru_cache(maxsize=4096)
def title(text: str) -> str:
    """A title without what mirrors and file systems add to it ("| PDF", "- Scribd", ".pdf")."""
    text = " ".join(text.replace("_", " ").split())
    while (shorter := _SUFFIX.sub("", text)) != text and shorter:
        text = shorter
    return text.removesuffix("...").rstrip(" .…-|") or text


def opening(text: str, length: int) -> str:
    """The first `length` characters of a document's text without the mirror's own words."""
    return _BOILERPLATE.sub(" ", text[: length + 400])[:length]


_ID_END = re.compile(r"[a-f0-9]{16,}$")
_ID_START = re.compile(r"^(?:\d{4,}[-_.]?|[a-z0-9]{8,9}-(?=[a-z]+-))")
_EMPTY = frozenset(["undefined", "null", "index", "index.php", "home", "read", "view", "detail", "download", "file", "default"])


@lru_cache(maxsize=4096)
def slug(address: str) -> str:
    """The words of the last telling part of an address: "/blog/read/93_visi-dan-misi" -> "visi dan misi"."""
    parts = urlsplit(address)
    for part in reversed(parts.path.split("/")):
        part = unquote(part)
        part = re.sub(r"\.(?:html?|php|pdf|docx?|xlsx?|aspx?|jpe?g|png)$", "", part, flags=re.IGNORECASE)
        part = _ID_END.sub("", _ID_START.sub("", part))
        if sum(letter.isalpha() for letter in part) >= 3 and part.lower() not in _EMPTY:
            return _CAMEL.sub(" ", part.replace("-", " ").replace("_", " ").replace("+", " ")).strip()
    return ""
