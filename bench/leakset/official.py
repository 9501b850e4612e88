"""Lines that look private and are not: letterheads, service contacts, and every number of an office."""

# ruff: noqa: E501  a wording reads best on one line
from collections.abc import Callable

from bench.leakset import numbers, people
from bench.leakset.writer import Block, Text, Writer


def letterhead(w: Writer) -> list[Block]:
    """Name, address, telephone and mail of the body."""
    d = w.dice
    area, street = numbers.area(d), people.street(d)
    host = w.body.host or "kpu.go.id"
    mail = w.pick(
        f"{'kpu' if w.body.is_kpu else 'set'}.{w.body.place.lower().replace(' ', '')}@{'kpu' if w.body.is_kpu else 'bawaslu'}.go.id",
        f"{w.body.name.split()[0].lower()}{w.body.place.lower().replace(' ', '')}@gmail.com",
        f"humas@{host}",
    )
    place = f"Jl. {street} No. {d.randrange(1, 300)} {w.body.place} {numbers.filled(d, '#####')}"
    if w.held_out:
        contact = w.pick(
            f"T. {area}-{numbers.filled(d, '######')} | E. {mail} | W. {host}",
            f"telp/fax {area} {numbers.filled(d, '######')}, laman {host}",
        )
    else:
        contact = f"Telepon ({area}) {numbers.filled(d, '######')}, Faksimile ({area}) {numbers.filled(d, '######')}, Pos-el: {mail}"
    full = w.body.name.upper()
    if w.body.is_kpu:
        full = full.replace("KPU ", "KOMISI PEMILIHAN UMUM ")
    return [Text(full, "head"), Text(place, "head"), Text(contact, "head")]


def _money(w: Writer) -> list[str]:
    d = w.dice
    return [
        f"Biaya dibebankan pada DIPA KPU Nomor {numbers.dipa(d)} tanggal {w.day()}.",
        f"Pembebanan anggaran pada MAK {numbers.budget(d)} sebesar {numbers.rupiah(d)}.",
        f"NTPN {numbers.ntpn(d)}, kode billing {numbers.filled(d, '8202#########')}, NTB {numbers.filled(d, '0000########')}.",
        f"SP2D Nomor {numbers.filled(d, '2505313010#####')} tanggal {w.day()}, SPM Nomor {numbers.filled(d, '00###')}T/659231/2025.",
        f"Dana hibah disimpan pada rekening penampungan RPL 133 {w.body.name.upper()} Nomor {numbers.filled(d, '0###-01-00####-30-#')}.",
        f"NPWP Instansi Pemerintah: 00.{numbers.filled(d, '###.###.#-###')}.000.",
        f"Kode RUP {numbers.filled(d, '5#######')}, kode tender {numbers.filled(d, '100########')}.",
    ]


def _numbers(w: Writer) -> list[str]:
    d = w.dice
    return [
        f"Berdasarkan Keputusan KPU Nomor {d.randrange(1, 1900)} Tahun 2024 dan surat Nomor {w.letter_number()} tanggal {w.day()}.",
        f"ISBN 978-602-{numbers.filled(d, '####-##-#')}, ISSN {numbers.filled(d, '2###-####')}.",
        f"Jumlah pemilih {d.randrange(100, 999)}.{numbers.filled(d, '###')} orang pada {d.randrange(300, 4000)} TPS, TPS 001 sampai dengan TPS {d.randrange(10, 99):03}.",
        f"Titik koordinat -{d.randrange(1, 9)}.{numbers.filled(d, '#######')}, 11{numbers.filled(d, '#.#######')}.",
        f"Nomor register dokumen {numbers.not_a_nik(d)}.",
        f"Kode batang kotak suara {numbers.filled(d, '899##########')}, nomor segel {d.choice('ABCX')}{numbers.filled(d, '#######')}.",
        f"SHA-256 {numbers.digest(d)}.",
        f"Kode verifikasi tanda tangan elektronik {numbers.digest(d, 32)}.",
        f"Ditandatangani oleh {w.name()}, NIP {numbers.nip(d)}.",
        f"Kode pos {numbers.filled(d, '6####')}, kode wilayah {w.body.code}{d.randrange(1, 20):02}{d.randrange(2001, 2020)}.",
    ]


def _contacts(w: Writer) -> list[str]:
    d = w.dice
    host = w.body.host or "kpu.go.id"
    return [
        f"Rapat melalui Zoom, Meeting ID: {numbers.filled(d, '8## #### ####')}, Passcode: {numbers.filled(d, '######')}.",
        f"Layanan PPID melalui WhatsApp PPID {w.body.name}: {numbers.mobile(d)} pada jam kerja.",
        f"Layanan Helpdesk {w.body.name} 08{numbers.filled(d, '11-####-###')}, call center 1500-{numbers.filled(d, '###')}.",
        f"Permohonan informasi disampaikan ke ppid@{host} atau humas@{host}.",
        f"Tautan: https://{host}/page/read/{numbers.filled(d, '####')}/{numbers.digest(d, 10)}",
        f"Kegiatan bertempat di Hotel {people.district(d)}, Jl. {people.street(d)} No. {d.randrange(1, 90)}, {w.body.place}.",
        f"TPS {d.randrange(1, 40):03} bertempat di Balai Desa {people.village(d)} RT {d.randrange(1, 9):02} RW {d.randrange(1, 9):02}.",
        f"Sekretariat PPK berkedudukan di Kantor Kecamatan {people.district(d)}, Jl. Raya {people.village(d)} Nomor {d.randrange(1, 60)}.",
    ]


def _held_out(w: Writer) -> list[str]:
    d = w.dice
    host = w.body.host or "kpu.go.id"
    return [
        f"Mengacu pada SK No. {w.letter_number()} dan nota dinas {d.randrange(1, 900)}/ND/{d.randrange(1, 13):02}/2025.",
        f"Akun belanja 521811/524113, KRO BMA, RO 052, pagu {numbers.rupiah(d)}, realisasi {d.randrange(10, 99)},{numbers.filled(d, '##')}%.",
        f"No. seri faktur pajak {numbers.filled(d, '010.###-##.########')}; no. bukti {numbers.filled(d, '00####/UP/2025')}.",
        f"Bukti penerimaan negara: NTPN {numbers.ntpn(d)}; STAN {numbers.filled(d, '######')}.",
        f"Nomor induk arsip {numbers.not_a_nik(d)} (boks {d.randrange(1, 90)}).",
        f"ID Rapat {numbers.filled(d, '9## #### ####')}; kata sandi {numbers.digest(d, 6)}.",
        f"Hotline layanan informasi: {numbers.mobile(d)} (WA resmi PPID).",
        f"Narahubung resmi: Sekretariat {w.body.name}, ({numbers.area(d)}) {numbers.filled(d, '######')} ext. {d.randrange(10, 99)}.",
        f"Surel resmi: sekretariat@{host}; pengaduan@{host}.",
        f"Lokasi debat: Gedung {people.street(d)}, Jalan {people.street(d)} Nomor {d.randrange(1, 99)}, {w.body.place}.",
        f"Kepala Subbagian: {w.name()} (NIP. {numbers.nip(d).replace(' ', '')}).",
        f"Koordinat gudang logistik {d.randrange(95, 141)}.{numbers.filled(d, '######')} BT, {d.randrange(1, 9)}.{numbers.filled(d, '######')} LS.",
        f"doi:10.{numbers.filled(d, '#####')}/jp.v{d.randrange(1, 9)}i2.{numbers.filled(d, '####')}",
        f"Nomor NUP barang 3.10.01.02.001.{numbers.filled(d, '###')}, serial {numbers.digest(d, 12).upper()}.",
        f"Suara sah {d.randrange(100, 999)}.{numbers.filled(d, '###')}, suara tidak sah {d.randrange(1, 99)}.{numbers.filled(d, '###')}.",
    ]


def lines(w: Writer, count: int) -> list[Block]:
    """Some such lines as paragraphs."""
    groups: tuple[Callable[[Writer], list[str]], ...] = (
        (_held_out,) if w.held_out else (_money, _numbers, _contacts)
    )
    pool = [line for group in groups for line in group(w)]
    return [Text(line) for line in w.dice.sample(pool, min(count, len(pool)))]


def closing(w: Writer) -> list[Block]:
    """Place, day and who signs."""
    office = w.pick("Ketua", "Sekretaris", "Ketua Divisi Sosialisasi", "Pejabat Pembuat Komitmen")
    signs: list[Block] = [
        Text(f"Ditetapkan di {w.body.place} pada tanggal {w.day()}"),
        Text(f"{office}, {w.name()}"),
    ]
    if w.chance(0.4):
        signs.append(Text(f"NIP {numbers.nip(w.dice)}"))
    return signs
