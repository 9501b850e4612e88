"""Pages in the five site templates that units use; layouts lie in tests/data/pages."""

from functools import cache
from pathlib import Path

from terbuka.crawler.boilerplate import Fetched
from terbuka.crawler.extract import HtmlFacts, read_html

LAYOUTS = Path(__file__).parent.parent / "data" / "pages"
HOSTS = {
    "kpu_main": "https://kab-jombang.kpu.go.id",
    "eppid": "https://jombangkabppid.kpu.go.id",
    "bawaslu_drupal": "https://jombang.bawaslu.go.id",
    "ppid_bawaslu": "https://ppid.jombang.bawaslu.go.id",
    "jdih": "https://jdih.kpu.go.id",
}
# What the main part of six pages of a PPID site says, by path.
MAINS = {
    "/visi-misi": (
        "Visi dan Misi",
        "<h2>Visi dan Misi</h2><p>Menjadi penyelenggara pemilihan umum yang mandiri, profesional dan"
        " berintegritas di Kabupaten Jombang.</p>",
    ),
    "/maklumat": (
        "Maklumat Pelayanan",
        "<h2>Maklumat Pelayanan</h2><p>Dengan ini kami sanggup menyelenggarakan pelayanan informasi"
        " sesuai standar.</p><img src='/img/maklumat.jpg' alt='Maklumat pelayanan informasi publik'>",
    ),
    "/laporan": (
        "Laporan Layanan Informasi Publik Tahun 2025",
        "<h2>Laporan Layanan Informasi Publik Tahun 2025</h2><table><tr><th>Judul</th><th>Aksi</th></tr>"
        "<tr><td>Laporan Layanan Informasi Publik 2025</td><td><a href='/dok/lip-2025.pdf'>Buka</a></td></tr>"
        "<tr><td>Laporan Layanan Informasi Publik 2024</td><td><a href='/dok/lip-2024.pdf'>Buka</a></td></tr>"
        "</table>",
    ),
    "/anggaran": (
        "Ringkasan DIPA",
        "<h2>Ringkasan DIPA</h2><p>DIPA Tahun Anggaran 2026 sebesar Rp28.415.776.000 ditetapkan"
        " 1 Desember 2025.</p>",
    ),
    "/sop-permohonan": (
        "SOP",
        "<h2>SOP</h2><p>Pemohon mengisi formulir, petugas mencatatnya pada hari yang sama.</p><p>SOP</p>",
    ),
    "/pengumuman": (
        "Pengumuman",
        "<h2>Pengumuman Hasil Seleksi Badan Ad Hoc</h2><p>Hasil seleksi diumumkan pada hari Senin.</p>",
    ),
}


@cache
def layout(family: str) -> str:
    """The layout of a family of sites."""
    return (LAYOUTS / f"{family}.html").read_text(encoding="utf-8")


def html(family: str, title: str, main: str) -> bytes:
    """A page of `family` with its title and main part."""
    return layout(family).replace("[[title]]", title).replace("[[main]]", main).encode()


def facts(family: str, title: str = "Maklumat Pelayanan", main: str = "<p>Isi</p>") -> HtmlFacts:
    """The facts of one page of `family`."""
    return read_html(
        html(family, title, main), url=f"{HOSTS[family]}/halaman", content_type="text/html; charset=utf-8"
    )


def site(family: str) -> list[Fetched]:
    """Six pages of one site of `family`."""
    return [
        Fetched(f"{HOSTS[family]}{path}", facts(family, title, main)) for path, (title, main) in MAINS.items()
    ]
