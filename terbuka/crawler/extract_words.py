"""Words of a page that say nothing of it: share bars, counters, "open it"; and blanks made one."""

import re
from functools import lru_cache

_LONGEST_NOISE, _LONGEST_BARE = 80, 40
_NETWORKS = (
    r"facebook|twitter|x|whatsapp|wa|telegram|line|e-?mail|instagram|linkedin|pinterest|youtube|tiktok|threads"
    r"|copy link|salin tautan|print|cetak"
)
_BEGINNINGS = (
    "bag sha seb fac twi x wa wha tel lin ema e-m ins pin you tik thr cop sal pri cet"
    " dil dib dia vie hit pen kun pem lom ski kem bac"
)
_NOISE_BEGINS = frozenset(_BEGINNINGS.split())
_READS = r"(?:dilihat|dibaca|diakses|views?|hits?|viewed|pengunjung|kunjungan|pembaca)"
_NOISE = re.compile(
    r"(?:bagikan|share|sebarkan)(?:\s+(?:ke|di|this|on|via|artikel|berita|halaman|ini|post|to))*\W*"
    rf"(?:(?:{_NETWORKS})(?:\W+|$))*"
    rf"|(?:(?:{_NETWORKS})\W+)+(?:{_NETWORKS})\W*"
    rf"|(?:telah\s+)?{_READS}\W{{0,3}}(?:sebanyak\s+)?[\d.,]{{1,12}}\s*(?:kali|x|times|views?|orang|pembaca)?\W*"
    rf"|[\d.,]{{1,12}}\s*(?:x\s+|kali\s+)?{_READS}\W*"
    r"|lompat ke (?:isi|konten)(?: utama)?|skip to (?:main )?content|skip to main"
    r"|kembali ke atas|back to top",
    re.IGNORECASE,
)
# Words that say "open it" and nothing of what it is.
_OPEN_IT = (
    "unduh unduhan download lihat buka baca view open detail selengkapnya klik di sini disini here click read"
    " more file dokumen pdf tampilkan preview pratinjau link tautan disini. selengkapnya... » › → -"
)
_BARE = frozenset(_OPEN_IT.split())


def is_noise(text: str) -> bool:
    """Is this block a share bar, a view counter or a skip link?"""
    if len(text) > _LONGEST_NOISE:
        return False
    if text[:3].lower() not in _NOISE_BEGINS and not text[0].isdigit():
        return False
    return _is_all_noise(text)


@lru_cache(maxsize=4096)
def _is_all_noise(text: str) -> bool:
    """Boxes of news on every page show the same days again, which begin like counters."""
    return all(_NOISE.fullmatch(part.strip()) for part in text.split("|") if part.strip())


def is_bare(text: str) -> bool:
    """Do the words of a link say "open it" and nothing of what it is?"""
    words = text[:_LONGEST_BARE].lower().split()
    return not words or (words[0] in _BARE and len(text) <= _LONGEST_BARE and _BARE.issuperset(words))


def plain(words: str) -> str:
    """`words` with every run of blanks made one."""
    if words.isprintable() and "  " not in words:
        return words.strip(" ")  # most words are plain, and to see that is faster than to part them
    return " ".join(words.split())
