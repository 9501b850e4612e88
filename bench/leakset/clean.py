"""Papers without one private value, full of numbers that look like one; development wordings."""

# ruff: noqa: E501  a wording reads best on one line
from collections.abc import Callable

from bench.leakset import numbers, official, people
from bench.leakset.writer import Block, Table, Template, Text, Writer


def _framed(w: Writer, title: str, *middle: Block) -> list[Block]:
    return [
        *official.letterhead(w),
        Text(title, "title"),
        *middle,
        *official.lines(w, w.dice.randrange(2, 7)),
        *official.closing(w),
    ]


def _table(w: Writer, headers: list[str], row: Callable[[], list[str]]) -> Table:
    return Table(headers, [[str(n), *row()] for n in w.rows(5, 16)])


def letter(w: Writer) -> list[Block]:
    """A letter of nothing but office matters."""
    return _framed(w, f"SURAT EDARAN NOMOR {w.letter_number()}", *official.lines(w, 8))


def budget(w: Writer) -> list[Block]:
    """A budget by account."""
    d = w.dice
    table = _table(
        w,
        ["No", "Kode RO/KRO/Akun", "Uraian", "Pagu"],
        lambda: [
            numbers.budget(d),
            w.pick("Honor output kegiatan", "Belanja bahan", "Perjalanan dinas"),
            numbers.rupiah(d),
        ],
    )
    return _framed(w, f"RINCIAN KERTAS KERJA SATKER {numbers.dipa(d)}", table)


def payments(w: Writer) -> list[Block]:
    """Payment orders and receipts of the treasury."""
    d = w.dice
    table = _table(
        w,
        ["No", "Nomor SPM", "Nomor SP2D", "NTPN", "Kode Billing", "Nilai"],
        lambda: [
            numbers.filled(d, "00###T/659231/2025"),
            numbers.filled(d, "25053130#######"),
            numbers.ntpn(d),
            numbers.filled(d, "8202###########"),
            numbers.rupiah(d),
        ],
    )
    return _framed(w, "REGISTER SPM DAN SP2D", table)


def voters(w: Writer) -> list[Block]:
    """Voter totals by district."""
    d = w.dice
    table = _table(
        w,
        ["No", "Kecamatan", "Jumlah TPS", "Laki-laki", "Perempuan", "Jumlah"],
        lambda: [
            people.district(d),
            str(d.randrange(50, 400)),
            f"{d.randrange(10, 60)}.{numbers.filled(d, '###')}",
            f"{d.randrange(10, 60)}.{numbers.filled(d, '###')}",
            f"{d.randrange(61, 120)}.{numbers.filled(d, '###')}",
        ],
    )
    return _framed(w, "REKAPITULASI DAFTAR PEMILIH TETAP", table)


def polling_places(w: Writer) -> list[Block]:
    """Where the polling stations stand: public places."""
    d = w.dice
    table = _table(
        w,
        ["TPS", "Desa", "Lokasi TPS", "Koordinat"],
        lambda: [
            people.village(d),
            f"{w.pick('Balai Desa', 'SDN', 'Halaman Masjid', 'Balai RW')} {people.village(d)} RT {d.randrange(1, 9):02} RW {d.randrange(1, 9):02}",
            f"-{d.randrange(1, 9)}.{numbers.filled(d, '######')}, 11{numbers.filled(d, '#.######')}",
        ],
    )
    return _framed(w, "DAFTAR LOKASI TEMPAT PEMUNGUTAN SUARA", table)


def officials(w: Writer) -> list[Block]:
    """Civil servants with their public numbers."""
    table = _table(
        w,
        ["No", "Nama", "NIP", "Pangkat/Gol.", "Jabatan"],
        lambda: [
            w.name(),
            numbers.nip(w.dice),
            w.pick("Penata/IIIc", "Pembina/IVa"),
            w.pick("Kasubbag Hukum", "Staf Keuangan"),
        ],
    )
    return _framed(w, "DAFTAR NOMINATIF PEGAWAI SEKRETARIAT", table)


def inventory(w: Writer) -> list[Block]:
    """Goods with serial numbers and bar codes."""
    d = w.dice
    table = _table(
        w,
        ["No", "Barang", "NUP", "Nomor Seri", "Kode Batang"],
        lambda: [
            w.pick("Laptop", "Kotak suara", "Segel", "Tinta"),
            numbers.filled(d, "3100102###"),
            numbers.digest(d, 10).upper(),
            numbers.not_a_nik(d) if w.chance(0.5) else numbers.filled(d, "899##########"),
        ],
    )
    return _framed(w, "DAFTAR BARANG MILIK NEGARA", table)


def masked(w: Writer) -> list[Block]:
    """Names with numbers already masked as they should be."""

    def row() -> list[str]:
        n = numbers.nik(w.dice, w.person(), w.body.code)
        phone = numbers.mobile(w.dice)
        return [
            w.name(),
            w.pick(n[:6] + "******" + n[12:], n[:6] + "xxxxxxxxxx", n[:4] + "************"),
            phone[:4] + "xxxx" + phone[8:],
        ]

    return _framed(
        w, "PENGUMUMAN CALON ANGGOTA KPPS TERPILIH", _table(w, ["No", "Nama", "NIK", "No. HP"], row)
    )


def names_only(w: Writer) -> list[Block]:
    """Names and villages, which an announcement must carry."""
    table = _table(
        w,
        ["No", "Nama", "L/P", "Desa", "Keterangan"],
        lambda: [w.name(), w.pick("L", "P"), people.village(w.dice), w.pick("Terpilih", "Pengganti")],
    )
    return _framed(w, f"PENETAPAN ANGGOTA PPS TERPILIH {w.letter_number()}", table)


def procurement(w: Writer) -> list[Block]:
    """A plan of procurement."""
    d = w.dice
    table = _table(
        w,
        ["No", "Kode RUP", "Paket", "Pagu", "Sumber Dana"],
        lambda: [
            numbers.filled(d, "5#######"),
            w.pick("Pengadaan surat suara", "Sewa gudang"),
            numbers.rupiah(d),
            numbers.budget(d),
        ],
    )
    return _framed(w, "RENCANA UMUM PENGADAAN", table)


def services(w: Writer) -> list[Block]:
    """A page of service contacts of all districts."""
    d = w.dice
    host = w.body.host or "kpu.go.id"
    table = _table(
        w,
        ["No", "Unit Layanan", "Alamat Kantor", "Telepon Kantor", "E-mail"],
        lambda: [
            f"Desk Layanan {people.district(d)}",
            f"Jl. {people.street(d)} No. {d.randrange(1, 99)}",
            f"({numbers.area(d)}) {numbers.filled(d, '######')}",
            f"{w.pick('ppid', 'humas', 'helpdesk', 'info')}@{host}",
        ],
    )
    return _framed(w, "KANAL LAYANAN INFORMASI PUBLIK", table)


def decrees(w: Writer) -> list[Block]:
    """A list of legal products."""
    d = w.dice
    table = _table(
        w,
        ["No", "Nomor Keputusan", "Tentang", "Tanggal", "Hash Berkas"],
        lambda: [
            w.letter_number(),
            w.pick("Jadwal Tahapan", "Uang Persediaan", "Petugas PPID"),
            w.day(),
            numbers.digest(d, 24),
        ],
    )
    return _framed(w, "DAFTAR PRODUK HUKUM JDIH", table)


TEMPLATES: tuple[Template, ...] = (letter, budget, payments, voters, polling_places, officials, inventory, masked, names_only, procurement, services, decrees)  # fmt: skip
