"""Papers about personal data as PDF, always Indonesian: the minutes of a destruction, a person's own data."""

from datetime import datetime
from typing import Any

from terbuka.documents.typesetting import typeset
from terbuka.models import DestructionRun, WorkUnit
from terbuka.services.register.places import local_day
from terbuka.web.exemption.papertexts import facts, long_day, plain_day, sentences, signatures
from terbuka.web.outreach.example import example_warning
from terbuka.web.register.papers.letters import numbered, town_of

_MINUTES = "Berita Acara Pemusnahan Berkas Permohonan Informasi"
_DATA = "Data Pribadi yang Disimpan"
_BASIS = "UU 27/2022 Pasal 44"
# How the fields of a matter are said on paper, in their order.
_WORDS = {
    "name": "Nama",
    "identity": "Nomor identitas",
    "address": "Alamat",
    "occupation": "Pekerjaan",
    "phone": "Telepon",
    "email": "Surel",
    "proxy": "Kuasa",
    "help": "Bantuan yang dibutuhkan",
}


def _set(
    unit: WorkUnit, title: str, parts: list[dict[str, Any]], *, number: str = "", foot: str = "", at: datetime
) -> bytes:
    data = {
        "running": f"{title} – {unit.short_name}",
        "warning": example_warning(),
        "foot": f"{foot} Dicetak {plain_day(local_day(unit, at))}.".strip(),
        "page": "Halaman",
        "office": unit.name,
        "number": number,
        "about": "",
        "parts": parts,
    }
    return typeset("formal", data, title=title, language="id", at=at)


def minutes_paper(run: DestructionRun, *, at: datetime) -> bytes:
    """The minutes: day, rule, which numbers, how many files and letters, who saw it."""
    unit, on = run.unit, local_day(run.unit, run.done_at)
    opening = (
        f"Pada hari ini, {long_day(on)}, di {unit.name} telah dimusnahkan berkas permohonan informasi publik "
        "yang masa simpannya sudah lewat dan tidak lagi diperlukan untuk keberatan, sengketa, atau "
        "pemeriksaan."
    )
    rows = [
        ["Dasar", f"{_BASIS}. {run.rule}"],
        ["Jumlah perkara", str(len(run.numbers))],
        ["Berkas yang dihapus", str(run.files)],
        ["Surat masuk yang dihapus", str(run.letters)],
        [
            "Cara",
            "Nama, kontak, identitas, pesan, dan berkas dihapus dari sistem; baris register tetap tinggal.",
        ],
    ]
    witnesses = run.witnesses.splitlines()
    signers = [("Yang memusnahkan,", run.done_by.name, f"PPID {unit.short_name}")]
    signers += [("Saksi,", *_person(line)) for line in witnesses]
    parts = [
        sentences("", [opening]),
        facts("", rows),
        *([numbered("Perkara yang berkasnya dimusnahkan", run.numbers)] if run.numbers else []),
        signatures(signers, place=town_of(unit), on=on),
    ]
    return _set(unit, _MINUTES, parts, number=run.number, at=at)


def _person(line: str) -> tuple[str, str]:
    name, _comma, position = line.partition(",")
    return name.strip(), position.strip()


def data_paper(unit: WorkUnit, told: dict[str, Any], *, at: datetime) -> bytes:
    """All that is kept of a person, to be handed to that person."""
    parts = [
        sentences(
            "",
            [
                f"Menurut UU 27/2022 Pasal 30 sampai 32, {unit.name} memberikan salinan data pribadi yang "
                f"disimpannya tentang Anda per {plain_day(local_day(unit, at))}.",
                "Dasar pemrosesannya kewajiban hukum melayani permohonan informasi (UU 14/2008).",
            ],
        )
    ]
    for matter in told["matters"]:
        parts += _matter(matter)
    if not told["matters"]:
        parts.append(sentences("", ["Tidak ada data tentang Anda di satker ini."]))
    return _set(unit, _DATA, parts, foot="Hanya untuk pemiliknya.", at=at)


def _matter(told: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [[word, str(told[name])] for name, word in _WORDS.items() if told[name]]
    if told["scans"]:
        rows.append(["Pindaian identitas", f"{told['scans']} berkas, tersimpan tersandi"])
    parts = [facts("Tentang Anda", rows or [["Data", "–"]])]
    for case in told["requests"]:
        parts.append(facts(f"Permohonan {case['number']}".strip(), _case_rows(case, ("details", "purpose"))))
    for case in told["objections"]:
        parts.append(facts(f"Keberatan {case['number']}".strip(), _case_rows(case, ("position", "wanted"))))
    return parts


def _case_rows(case: dict[str, Any], names: tuple[str, ...]) -> list[list[str]]:
    words = {
        "details": "Yang diminta",
        "purpose": "Tujuan",
        "position": "Kasus posisi",
        "wanted": "Yang dikehendaki",
    }
    rows = [[words[name], str(case[name])] for name in names if case[name]]
    rows += [["Pesan " + one["at"][:10], one["body"]] for one in case["messages"] if one["body"]]
    if case["files"]:
        rows.append(["Berkas", "; ".join(case["files"])])
    return rows or [["Isi", "–"]]
