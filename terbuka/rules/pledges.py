"""The service pledge (maklumat pelayanan): its six parts, words to begin with, and what it still lacks.

Source: Perki 1/2021 articles 47 and 48. Time limits come from `data/limits.toml`; the
pledge is a legal paper, so its words are Indonesian whatever its reader speaks.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from terbuka.rules.language import Phrase, say
from terbuka.rules.limits import Regime, limit
from terbuka.rules.sources import citation

CITE = "perki1-2021:47-48"


class Part(StrEnum):
    """What a pledge must tell."""

    BASIS = "basis"
    PROCEDURE = "procedure"
    TIME = "time"
    COST = "cost"
    GUARANTEE = "guarantee"
    EVALUATION = "evaluation"


PART_WORDS: dict[Part, Phrase] = {
    Part.BASIS: say("Dasar hukum"),
    Part.PROCEDURE: say("Sistem, mekanisme, dan prosedur"),
    Part.TIME: say("Jangka waktu penyelesaian"),
    Part.COST: say("Biaya"),
    Part.GUARANTEE: say("Jaminan pelayanan"),
    Part.EVALUATION: say("Evaluasi kinerja pelaksana"),
}


def beginning(on: date, hours: str = "") -> dict[str, str]:
    """Words for each part, true for every unit under the law of a day; `hours` are those of its desk."""
    told = {
        Part.BASIS: _basis(on),
        Part.PROCEDURE: (
            "Permohonan disampaikan dengan datang langsung, lewat surat, surel, telepon, atau aplikasi "
            "pesan. Petugas mencatatnya pada hari yang sama dan memberi tanda bukti dengan nomor "
            "pendaftaran. Pemohon yang tidak puas dapat mengajukan keberatan kepada atasan PPID, lalu "
            "sengketa ke Komisi Informasi."
        ),
        Part.TIME: _time(on, hours),
        Part.COST: (
            "Melihat, mendengar, dan menerima salinan digital tidak dipungut biaya. Salinan cetak hanya "
            "dikenai biaya penggandaan dan pengiriman yang diberitahukan lebih dahulu."
        ),
        Part.GUARANTEE: (
            "Kami melayani setiap pemohon dengan sama, sopan, dan jujur; memberi jawaban tertulis dengan "
            "alasannya; melindungi data pribadi pemohon; dan menyediakan bantuan bagi penyandang disabilitas."
        ),
        Part.EVALUATION: (
            "Kinerja petugas dinilai setiap tahun dari ketepatan waktu, isi jawaban, dan keberatan pemohon, "
            "dan dilaporkan dalam laporan layanan informasi yang terbuka bagi siapa pun."
        ),
    }
    return {part.value: words for part, words in told.items()}


def _basis(on: date) -> str:
    acts = ["uu14-2008", "perki1-2021"]
    if on >= limit("request.answer", Regime.PEMILU, on=on).valid_from:
        acts.append("perki1-2019")
    return "; ".join(str(citation(name).label) for name in acts) + "."


def _time(on: date, hours: str) -> str:
    answer, more = (limit(f"request.{key}", Regime.UMUM, on=on) for key in ("answer", "extension"))
    soon, longer = (limit(f"request.{key}", Regime.PEMILU, on=on) for key in ("answer", "extension"))
    objection = limit("objection.answer", Regime.UMUM, on=on)
    told = [
        f"Permohonan dijawab paling lambat {answer.amount} hari kerja, dapat diperpanjang satu kali "
        f"{more.added} hari kerja dengan alasan tertulis.",
        f"Untuk informasi pemilu dan pemilihan: {soon.amount} hari kerja, dapat diperpanjang satu kali "
        f"{longer.added} hari kerja.",
        f"Keberatan dijawab paling lambat {objection.amount} hari kerja.",
    ]
    return " ".join([*told, *([f"Jam layanan: {hours}."] if hours else [])])


def lacks(clauses: Mapping[str, str], *, signer: str, signed_on: date | None) -> dict[str, Phrase]:
    """What must be filled in before a pledge may be announced, by field; empty when it may."""
    found = {
        part.value: say("Isi bagian ini; Perki 1/2021 menyebutnya wajib.")
        for part in Part
        if not clauses.get(part, "").strip()
    }
    if not signer.strip():
        found["signer"] = say("Tulis nama pimpinan yang menandatangani.")
    if signed_on is None:
        found["signed_on"] = say("Tulis tanggal ditandatangani.")
    return found
