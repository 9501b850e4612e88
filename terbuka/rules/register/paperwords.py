"""The first and last words of each paper as shipped, and the places in them that a case fills.

Papers are always Indonesian. An office or a level above it may put its own words in
their place; what the law wants on a paper stands between them and cannot be taken out.
Source: UU 14/2008 articles 22, 35 to 37; Perki 1/2021 (forms of service).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from terbuka.rules.language import say
from terbuka.rules.register.papers import PaperKind
from terbuka.rules.ruling import BadInput

LONGEST = 2_000
# What may stand in braces, and an example of each for the preview.
PLACES = {
    "nomor": "REG/kpu-kab-contoh/2026/12",
    "tanggal": "13 Maret 2026",
    "pemohon": "Citra Lestari",
    "satker": "KPU Kabupaten Contoh",
    "informasi": "Rekapitulasi suara tiap TPS",
}
_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Words:
    """What stands before and after the fields of a paper; each line is a paragraph."""

    opening: str
    closing: str = ""


_K = PaperKind
DEFAULTS: dict[PaperKind, Words] = {
    _K.RECEIPT: Words(
        "Permohonan informasi publik berikut telah kami terima dan catat.",
        "Simpan tanda bukti ini. Layanan informasi tidak dipungut biaya, kecuali biaya salinan dan "
        "pengiriman yang diberitahukan lebih dahulu.",
    ),
    _K.COMPLETION: Words(
        "Terima kasih atas permohonan Saudara kepada {satker}. Supaya dapat kami daftarkan dan kerjakan, "
        "permohonan itu masih perlu dilengkapi.",
        "Permohonan yang tidak dilengkapi sampai batas waktunya ditutup, dan boleh diajukan lagi kapan saja.",
    ),
    _K.NOTICE: Words(
        "Berdasarkan permohonan informasi publik nomor {nomor}, kami sampaikan pemberitahuan tertulis "
        "sebagaimana diatur dalam Pasal 22 ayat (7) Undang-Undang Nomor 14 Tahun 2008.",
        "Demikian pemberitahuan ini kami sampaikan.",
    ),
    _K.EXTENSION: Words(
        "Atas permohonan informasi publik nomor {nomor}, kami memerlukan tambahan waktu untuk menjawab.",
        "Perpanjangan ini hanya satu kali. Kami mohon maaf atas penantian Saudara.",
    ),
    _K.REFUSAL: Words(
        "Pejabat Pengelola Informasi dan Dokumentasi {satker} memutuskan atas permohonan berikut.",
        "Keputusan ini disampaikan kepada pemohon dan berlaku sejak tanggal ditetapkan.",
    ),
    _K.OBJECTION_FORM: Words(
        "Keberatan atas pelayanan informasi publik {satker}, diajukan kepada atasan PPID.",
        "Salinan formulir yang sudah bernomor ini diberikan kepada pemohon keberatan.",
    ),
    _K.OBJECTION_ANSWER: Words(
        "Menanggapi keberatan Saudara nomor {nomor}, atasan PPID {satker} menyampaikan tanggapan tertulis.",
        "Demikian tanggapan ini kami sampaikan.",
    ),
    _K.HAND_OVER: Words(
        "Pada hari ini telah diserahkan informasi publik kepada pemohon dengan rincian sebagai berikut.",
        "Berita acara ini dibuat dalam dua rangkap, satu untuk pemohon dan satu untuk {satker}.",
    ),
    _K.PROXY: Words(
        "Yang bertanda tangan di bawah ini memberi kuasa khusus sebagai berikut.",
        "Surat kuasa ini dibuat dengan sebenarnya untuk digunakan sebagaimana mestinya.",
    ),
    _K.SUMMONS_LIST: Words(
        "Daftar ini untuk petugas yang mewakili {satker} dalam sidang sengketa informasi. Bawa asli dan "
        "salinan setiap dokumen.",
    ),
}


def filled(text: str, values: Mapping[str, str]) -> list[str]:
    """The paragraphs of a text with its places filled; a place that the case does not know becomes a dash."""
    told = _PLACE.sub(lambda found: values.get(found[1].strip()) or "–", text)
    return [line.strip() for line in told.splitlines() if line.strip()]


def checked_words(text: str) -> str:
    """A text as it is kept. Raises BadInput for a place that is none, or a text that is too long."""
    kept = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if len(kept) > LONGEST:
        raise BadInput(say("Terlalu panjang: {n} huruf, paling banyak {most}.", n=len(kept), most=LONGEST))
    if "\0" in kept:
        raise BadInput(say("Ada tanda yang tidak dapat disimpan; ketik ulang."))
    for name in _PLACE.findall(kept):
        if name.strip() not in PLACES:
            choices = ", ".join(f"{{{place}}}" for place in PLACES)
            raise BadInput(
                say("Isian {name} tidak dikenal; pilih {choices}.", name=f"{{{name}}}", choices=choices)
            )
    return kept
