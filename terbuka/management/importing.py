"""`terbuka import KIND FILE`: a list from a table, all of it or nothing."""

import sys

from django.core.management import CommandError, call_command
from django.db import OperationalError

from terbuka.management.arguments import Parser
from terbuka.management.database import let_go, open_prepared, unusable
from terbuka.rules.language import say

KINDS = ("units", "accounts", "holidays", "stages", "catalogue", "requests")

_COLUMNS = say(
    "units: kolom slug, lembaga, tingkat, kode_wilayah, nama, dan bila ada nama_pendek, "
    "nama_lain, situs, slug_lama, pendahulu (dengan titik koma), cara (ganti nama, pecah, mekar, "
    "gabung), mulai, dasar; accounts: surel, peran, satker; holidays: tanggal, jenis (nasional, "
    "cuti bersama, daerah, pemungutan suara), nama, dan bila ada kode_wilayah, dasar, sementara; "
    "stages: pemilihan, jenis (pemilu, pilkada, psu, susulan), tahapan, mulai, sampai, dasar, "
    "dan bila ada kode_wilayah, sementara; "
    "catalogue: satker, judul, dan kolom Daftar Informasi Publik lainnya (ringkasan, butir, "
    "kelas, pejabat, penanggung_jawab, waktu_pembuatan, tempat_pembuatan, bentuk, retensi, "
    "periode_mulai, periode_sampai, alamat, petugas); setiap baris menjadi konsep; "
    "requests: satker, tanggal, informasi_diminta, dan kolom Buku Register Permohonan lainnya "
    "(nomor_pendaftaran atau no, nama, alamat, kontak, pekerjaan, tujuan, keputusan, "
    "alasan_penolakan, tanggal_pemberitahuan, tanggal_pemberian, biaya, kanal, petugas); setiap "
    "baris menjadi perkara lama yang sudah selesai, dengan nomor lamanya"
)


def _parser() -> Parser:
    parser = Parser(
        "import", str(say("Memasukkan daftar dari XLSX atau CSV; satu baris salah, tidak ada yang masuk."))
    )
    parser.add_argument(
        "kind",
        choices=KINDS,
        metavar="KIND",
        help=str(_COLUMNS),
    )
    parser.add_argument("file", metavar="FILE", help=str(say("berkas XLSX atau CSV, paling besar 50 MB")))
    parser.add_argument(
        "--dry-run", action="store_true", help=str(say("tampilkan semua perbedaannya tanpa mengubah apa pun"))
    )
    parser.add_argument(
        "--links",
        metavar="OUT.csv",
        default="",
        help=str(say("tulis tautan undangan ke berkas ini, bukan ke layar")),
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help=str(say("holidays: daftar ini menggantikan seluruh libur nasional dan cuti bersama tahunnya")),
    )
    return parser


def run(arguments: list[str]) -> int:
    """0 when all of it is in, 1 when a row is at fault, each named on standard error. Raises BadInput."""
    wish = _parser().parse_args(arguments)
    try:
        open_prepared()
        call_command(
            "import_list",
            wish.kind,
            wish.file,
            dry_run=wish.dry_run,
            links=wish.links,
            replace=wish.replace,
            asks=sys.stdin.isatty() and sys.stdout.isatty(),
        )
    except CommandError as fault:
        print(fault, file=sys.stderr)
        return fault.returncode
    except OperationalError as fault:
        raise unusable(fault) from None
    finally:
        let_go()
    return 0
