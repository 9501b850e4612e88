"""A folder as an officer drops it: thirty small files of nine kinds, three of them with something to stop."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests.documents import made as papers
from tests.make.guard import NIK, with_hidden_sheet
from tests.make.units import GPS, photo

OFFICE = "KOMISI PEMILIHAN UMUM KABUPATEN JOMBANG"
# What offices hand in; the name and the first page say what it is.
_PAPERS = (
    "Laporan Kinerja Instansi Pemerintah Tahun 2025",
    "Perjanjian Kinerja Tahun 2026",
    "Rencana Kerja Tahunan 2026",
    "DIPA Tahun Anggaran 2026",
    "Neraca Tahun 2025",
    "Laporan Layanan Informasi Publik Tahun 2025",
    "Maklumat Pelayanan Informasi Publik",
    "Struktur Organisasi",
    "Daftar Informasi Publik Tahun 2026",
    "Survei Kepuasan Masyarakat Tahun 2025",
    "Rencana Umum Pengadaan Tahun 2026",
    "Standar Operasional Prosedur Pelayanan Informasi",
    "Catatan atas Laporan Keuangan Tahun 2025",
    "Laporan Barang Milik Negara Tahun 2025",
)
ALL = 30
# The names of what is stopped: a number to black out, a hidden sheet, a film that no machine watches.
NUMBER, HIDDEN, FILM = "Daftar penerima honor", "Anggaran dan catatan", "Video komitmen keterbukaan informasi"
REFUSED = "Catatan rapat.txt"
PERSON = NIK


@dataclass(frozen=True, slots=True)
class Folder:
    """Where it lies, and the titles of what the public will find."""

    place: Path
    titles: tuple[str, ...]


def board() -> bytes:
    """A photo of the information board with the place where it was taken; OCR reads its words."""
    with Image.open(io.BytesIO(photo())) as taken:
        exif = taken.getexif()
        exif.get_ifd(GPS)
    picture = Image.new("RGB", (1000, 400), "white")
    words = "PAPAN PENGUMUMAN\nLayanan Informasi Publik\nKPU Kabupaten Jombang"
    ImageDraw.Draw(picture).text((60, 60), words, "black", ImageFont.load_default(56))
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, quality=90)
    return out.getvalue()


def lay(place: Path, film: bytes) -> Folder:
    """The files; one beside the thirty is of a kind that is not taken in."""
    place.mkdir()
    files = {f"{title}.pdf": papers.pdf(f"{title.upper()}\n\n{OFFICE}", title=title) for title in _PAPERS}
    files |= {
        f"Notula rapat pleno {n}.docx": papers.letter(f"NOTULA RAPAT PLENO {n}", OFFICE, "Membahas tahapan.")
        for n in range(1, 5)
    }
    for n in range(1, 5):
        rows: list[tuple[object, ...]] = [("uraian", "jumlah"), ("Belanja barang", 12 + n)]
        files[f"Realisasi anggaran triwulan {n}.xlsx"] = papers.workbook({"Data": rows})
    for n in range(1, 4):
        files[f"Jumlah TPS daerah pemilihan {n}.csv"] = f"kecamatan,tps\nPloso,{10 + n}\n".encode()
    files["Hasil pindai berita acara.pdf"] = papers.scan(1)
    files["Foto papan pengumuman.jpg"] = board()
    files[f"{NUMBER}.pdf"] = papers.pdf(
        f"DAFTAR PENERIMA HONOR\n\n{OFFICE}\n\nNIK: {PERSON}\n\nNama: Sri Wahyuni"
    )
    files[f"{HIDDEN}.xlsx"] = with_hidden_sheet()
    files[f"{FILM}.mp4"] = film
    assert len(files) == ALL
    for name, content in files.items():
        (place / name).write_bytes(content)
    (place / REFUSED).write_text("Bukan dokumen yang diumumkan.", "utf-8")
    return Folder(place, tuple(Path(name).stem for name in files if not name.startswith(HIDDEN)))


def second_version() -> bytes:
    """The report on performance again, with more in it."""
    return papers.pdf(f"{_PAPERS[0].upper()}\n\n{OFFICE}\n\nDengan angka triwulan IV.", title=_PAPERS[0])
