"""A static site of many pages, shaped like a unit's website, for measuring crawlers.

Every page carries the long menu, the footer and the news box of the real
template (about 25 KB), its own text, and links to other pages; all pages can
be reached from the first. The same number of pages gives the same bytes.
"""

import random
from pathlib import Path

_MENU = [
    "Beranda", "Profil", "Visi dan Misi", "Struktur Organisasi", "Tugas dan Wewenang", "Profil PPID",
    "Maklumat", "Regulasi", "Permohonan Informasi", "Keberatan", "Laporan Layanan", "Informasi Berkala",
    "Informasi Setiap Saat", "Informasi Serta Merta", "Daftar Informasi Publik", "Pengumuman", "Berita",
    "Sosialisasi", "JDIH", "FAQ",
]  # fmt: skip
_SUBJECTS = [
    "Laporan Kinerja", "Perjanjian Kinerja", "Rencana Kerja Tahunan", "DIPA", "Laporan Realisasi Anggaran",
    "Neraca", "Laporan Barang Milik Negara", "Rekapitulasi PDPB Triwulan II", "Daftar Pemilih Tetap",
    "Laporan Layanan Informasi Publik", "SOP Pelayanan Informasi", "Profil Komisioner", "Rapat Koordinasi",
    "Penandatanganan Nota Kesepahaman", "Sosialisasi Pendidikan Pemilih", "Rencana Umum Pengadaan",
]  # fmt: skip
_PROSE = """
informasi publik satuan kerja laporan tahun anggaran pemilihan umum kabupaten jombang petugas layanan dokumen
permohonan data pemilih berkelanjutan rapat pleno terbuka anggota sekretariat kegiatan program pelaksanaan
peraturan keputusan tentang penetapan hasil evaluasi masyarakat sesuai dengan ketentuan yang berlaku dalam
rangka meningkatkan pelayanan kepada seluruh warga pada hari kerja di kantor setempat
"""
_WORDS = _PROSE.split()


def _paragraph(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(60, 110))).capitalize() + "."


def _page(number: int, count: int, chance: random.Random) -> str:
    def link(target: int, words: str) -> str:
        return f'<li class="nav-item"><a class="nav-link" href="/page-{target % count}.html">{words}</a></li>'

    menu = "\n".join(
        f'<li class="dropdown"><a href="/page-{place}.html">{words}</a><ul>'
        + "".join(link(place * 7 + sub, f"{words} {sub}") for sub in range(1, 6))
        + "</ul></li>"
        for place, words in enumerate(_MENU)
    )
    news = "\n".join(
        f'<div class="card"><img src="/foto-{target}.jpg" alt=""><h4><a href="/page-{target}.html">'
        f"KPU Kabupaten Jombang Gelar {chance.choice(_SUBJECTS)} {target}</a></h4>"
        f"<span>{chance.randint(1, 28)} Maret 2026</span><p>{_paragraph(chance)[:160]}</p></div>"
        for target in (chance.randrange(count) for _ in range(12))
    )
    subject = chance.choice(_SUBJECTS)
    # One page in ten is a document's page, the others are news, as on the real sites.
    title = (
        f"{subject} KPU Kabupaten Jombang Tahun {chance.randint(2019, 2026)}"
        if number % 10 == 0
        else f"KPU Kabupaten Jombang Ikuti Rapat {subject} Bersama Warga ({number})"
    )
    body = "\n".join(f"<p>{_paragraph(chance)}</p>" for _ in range(9))
    following = "".join(link(number * 3 + step, f"Halaman {number * 3 + step}") for step in (1, 2, 3))
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title} | KPU</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/gaya.css">'
        "</head><body>"
        f'<header><nav><ul class="navbar">{menu}</ul></nav></header><main><h1>{title}</h1>'
        f'<div class="meta">Diposting {chance.randint(1, 28)} April 2026 oleh admin</div>{body}'
        f'<ul class="terkait">{following}</ul></main><aside><h3>Berita Terkini</h3>{news}</aside>'
        f"<footer><p>Jalan Contoh 1, Jombang. Telepon 0321 000000.</p><ul>{menu[:1500]}</ul></footer>"
        "</body></html>"
    )


def generate(folder: Path, count: int) -> None:
    """Write `count` pages and an index into `folder`."""
    chance = random.Random(20260313)
    for number in range(count):
        (folder / f"page-{number}.html").write_text(_page(number, count, chance), encoding="utf-8")
    (folder / "index.html").write_text(_page(0, count, chance), encoding="utf-8")
    (folder / "robots.txt").write_text("User-agent: *\nAllow: /\n", encoding="utf-8")
