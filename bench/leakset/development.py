"""Papers with private values, as the guard's makers may study them."""

# ruff: noqa: E501  a wording reads best on one line
from collections.abc import Callable
from functools import partial

from bench.leakset import numbers, official, people
from bench.leakset.writer import Block, Fields, Table, Template, Text, Writer


def _framed(w: Writer, title: str, *middle: Block) -> list[Block]:
    return [
        *official.letterhead(w),
        Text(title, "title"),
        *official.lines(w, w.dice.randrange(1, 4)),
        *middle,
        *official.closing(w),
    ]


def _rows(w: Writer, low: int = 4, high: int = 14) -> range:
    return w.rows(low, high)


def badan_adhoc(w: Writer) -> list[Block]:
    """Members of ad hoc bodies with NIK, address or telephone."""
    sort = w.pick("PPK", "PPS", "KPPS", "Pantarlih", "Panwaslu Kecamatan", "Panwaslu Kelurahan/Desa")
    kinds = w.dice.choice(
        (("nik",), ("address",), ("phone",), ("nik", "address"), ("nik", "phone"), ("address", "phone"))
    )
    labels = {
        "nik": w.pick("NIK", "Nomor Induk Kependudukan"),
        "address": w.pick("Alamat", "Alamat Rumah"),
        "phone": w.pick("No. HP", "Nomor Telepon", "No. WA"),
    }
    rows = []
    for n in _rows(w):
        who = w.person()
        values: dict[str, Callable[[], str]] = {
            "nik": partial(w.nik, who),
            "address": w.address,
            "phone": w.phone,
        }
        rows.append(
            [
                str(n),
                who.name,
                "L" if not who.is_woman else "P",
                *(values[k]() for k in kinds),
                people.village(w.dice),
            ]
        )
    table = Table(["No", "Nama", "L/P", *(labels[k] for k in kinds), "Desa/Kelurahan"], rows)
    return _framed(w, f"DAFTAR NAMA ANGGOTA {sort.upper()} SE-{w.body.place.upper()}", table)


def selection(w: Writer) -> list[Block]:
    """Results of a written test, with the NIK of each candidate."""
    rows = []
    for n in _rows(w):
        who = w.person()
        rows.append(
            [
                f"{n:03}/PPK/{w.body.code}",
                who.name,
                w.nik(who),
                f"{w.dice.randrange(40, 98)},00",
                w.pick("Lulus", "Tidak Lulus"),
            ]
        )
    headers = ["Nomor Pendaftaran", "Nama Peserta", "NIK", "Nilai CAT", "Keterangan"]
    return _framed(w, "PENGUMUMAN HASIL SELEKSI TERTULIS CALON ANGGOTA PPK", Table(headers, rows))


def honorarium(w: Writer) -> list[Block]:
    """Fees with bank accounts, some with tax numbers."""
    taxed, split = w.chance(0.6), w.chance(0.5)
    rows = []
    for n in _rows(w):
        bank, number = w.account()
        tax = [w.npwp()] if taxed else []
        where = [bank, number] if split else [f"{bank} {number}"]
        rows.append(
            [
                str(n),
                w.name(),
                w.pick("Ketua", "Anggota", "Sekretaris"),
                *tax,
                *where,
                numbers.rupiah(w.dice),
                numbers.rupiah(w.dice),
            ]
        )
    bank_labels = ["Bank", "No. Rekening"] if split else [w.pick("Nomor Rekening", "Rekening")]
    table = Table(
        ["No", "Nama", "Jabatan", *(["NPWP"] if taxed else []), *bank_labels, "Bruto", "Diterima"], rows
    )
    return _framed(w, "DAFTAR PEMBAYARAN HONORARIUM BADAN ADHOC", table)


def travel(w: Writer) -> list[Block]:
    """A travel order abroad with passports."""
    rows = [[str(n), w.name(), numbers.nip(w.dice), w.passport()] for n in _rows(w, 2, 5)]
    table = Table(["No", "Nama", "NIP", w.pick("No. Paspor", "Nomor Paspor", "Paspor")], rows)
    return _framed(
        w, "SURAT TUGAS MONITORING PEMILU LUAR NEGERI", Text("Menugaskan kepada nama-nama berikut:"), table
    )


def decree(w: Writer) -> list[Block]:
    """A decree that names people with their homes."""
    named: list[Block] = []
    for n in range(1, w.dice.randrange(3, 7)):
        named.append(
            Text(f"{n}. {w.name()}, {w.pick('beralamat di', 'bertempat tinggal di', 'alamat')} {w.address()}")
        )
    middle = [
        Text(f"NOMOR {w.letter_number()}"),
        Text("MEMUTUSKAN: Mengangkat yang namanya tersebut di bawah ini sebagai anggota PPS:"),
        *named,
    ]
    return _framed(w, "KEPUTUSAN KETUA TENTANG PENGANGKATAN ANGGOTA PPS", *middle)


def minutes(w: Writer) -> list[Block]:
    """Minutes that note how to reach those present."""
    said: list[Block] = []
    for _ in range(w.dice.randrange(2, 6)):
        who = w.person()
        how = w.dice.choice(
            (
                lambda: f"HP {w.phone()}",
                lambda: f"nomor ponsel {w.phone()}",
                lambda: f"email pribadi {w.email()}",
                lambda: f"no. WA pribadi {w.phone()}",
            )
        )
        said.append(
            Text(
                f"{who.name} dari Desa {people.village(w.dice)} menyampaikan keberatan atas hasil coklit ({how()})."
            )
        )
    return _framed(w, "NOTULEN RAPAT KOORDINASI PEMUTAKHIRAN DATA PEMILIH", *said)


def identity_card(w: Writer) -> list[Block]:
    """The lines of a KTP, typed out."""
    who = w.person()
    fields = [
        ("NIK", w.nik(who)),
        ("Nama", who.name),
        ("Tempat/Tgl Lahir", f"{w.body.place}, {who.born:%d-%m-%Y}"),
        ("Jenis Kelamin", "PEREMPUAN" if who.is_woman else "LAKI-LAKI"),
        ("Alamat", w.address()),
        ("Agama", w.pick("ISLAM", "KRISTEN", "HINDU", "KATOLIK")),
        ("Pekerjaan", w.pick("WIRASWASTA", "PETANI/PEKEBUN", "GURU")),
    ]
    return _framed(w, "SALINAN KARTU TANDA PENDUDUK", Fields(fields, boxed=w.chance(0.4)))


def request_register(w: Writer) -> list[Block]:
    """A register of requests for information with identities left in it."""
    mail = w.chance(0.5)
    rows = []
    for n in _rows(w, 4, 10):
        who = w.person()
        rows.append(
            [
                f"{n:03}/PPID/2025",
                w.day(),
                who.name,
                w.nik(who),
                w.email(who) if mail else w.phone(),
                f"Salinan DPT {people.village(w.dice)}",
            ]
        )
    table = Table(
        [
            "No. Pendaftaran",
            "Tanggal",
            "Nama Pemohon",
            "NIK/No. KTP",
            "E-mail" if mail else "No. Telepon",
            "Informasi yang Diminta",
        ],
        rows,
    )
    return _framed(w, "REGISTER PERMOHONAN INFORMASI PUBLIK", table)


def statement(w: Writer) -> list[Block]:
    """A candidate's signed statement."""
    who = w.person()
    fields = [
        ("Nama", who.name),
        ("NIK", w.nik(who)),
        ("Tempat/tanggal lahir", f"{w.body.place}, {who.born.day}-{who.born.month}-{who.born.year}"),
        ("Alamat", w.address()),
        ("Nomor HP", w.phone()),
    ]
    before = Text("Yang bertanda tangan di bawah ini:")
    return _framed(
        w,
        "SURAT PERNYATAAN TIDAK MENJADI ANGGOTA PARTAI POLITIK",
        before,
        Fields(fields),
        Text("menyatakan dengan sebenarnya bahwa saya bersedia bekerja penuh waktu."),
    )


def family(w: Writer) -> list[Block]:
    """A family's data for an allowance."""
    rows = []
    for n in _rows(w, 3, 7):
        who = w.person()
        rows.append(
            [str(n), who.name, w.nik(who), f"{who.born:%d/%m/%Y}", w.pick("Istri", "Anak", "Kepala Keluarga")]
        )
    fields = Fields([(w.pick("Nomor KK", "No. Kartu Keluarga"), w.family_card())])
    return _framed(
        w,
        "SURAT KETERANGAN UNTUK MENDAPATKAN TUNJANGAN KELUARGA",
        fields,
        Table(["No", "Nama", "NIK", "Tanggal Lahir", "Hubungan"], rows),
    )


def contract(w: Writer) -> list[Block]:
    """A contract with a private supplier."""
    bank, number = w.account()
    who = w.name()
    said = [
        Text(
            f"{who}, pekerjaan tenaga pendukung, NPWP {w.npwp()}, bertempat tinggal di {w.address()}, selanjutnya disebut PIHAK KEDUA."
        ),
        Text(
            f"Pembayaran dilakukan melalui transfer ke {w.pick('rekening', 'nomor rekening')} {bank} {number} atas nama {who}."
        ),
    ]
    return _framed(w, "SURAT PERJANJIAN KERJA TENAGA PENDUKUNG", *said)


def curriculum(w: Writer) -> list[Block]:
    """A candidate's life."""
    who = w.person()
    fields = [
        ("Nama Lengkap", who.name),
        ("Alamat", w.address()),
        ("No. HP", w.phone()),
        ("Email", w.email(who)),
        ("Pendidikan", "S1 Ilmu Pemerintahan, lulus 2012"),
    ]
    return _framed(w, "DAFTAR RIWAYAT HIDUP CALON ANGGOTA", Fields(fields))


def few_in_prose(w: Writer) -> list[Block]:
    """A long letter with one NIK in a sentence."""
    who = w.person()
    said = Text(
        f"Bahwa Sdr. {who.name} (NIK {w.nik(who)}) terdaftar sebagai pemilih pada TPS {w.dice.randrange(1, 30):03}."
    )
    return _framed(w, "BERITA ACARA KLARIFIKASI", *official.lines(w, 4), said, *official.lines(w, 3))


def one_cell(w: Writer) -> list[Block]:
    """All that is known of a person in one cell."""
    rows = []
    for n in _rows(w):
        who = w.person()
        said = w.pick("{0} / {1} / {2}", "{0}, NIK. {1}, HP. {2}", "{0} (KTP {1}; telp {2})").format(
            who.name, w.nik(who), w.phone()
        )
        rows.append([str(n), said, people.village(w.dice)])
    return _framed(
        w,
        "DAFTAR PETUGAS PEMUTAKHIRAN DATA",
        Table(["No", w.pick("Identitas", "Nama / NIK / HP", "Biodata"), "Wilayah"], rows),
    )


def bare_list(w: Writer) -> list[Block]:
    """Lines without labels, as copied from a chat."""
    said: list[Block] = []
    for n in _rows(w):
        who = w.person()
        said.append(
            Text(
                w.pick("{n}. {0} - {1} - {2}", "{n}) {0} {1} {2}", "{n}. {0}; {1}; {2}").format(
                    who.name, w.nik(who), w.phone(), n=n
                )
            )
        )
    return _framed(w, "REKAP PENDAFTAR KPPS", *said)


def transfer(w: Writer) -> list[Block]:
    """A receipt for one payment."""
    bank, number = w.account()
    who = w.name()
    how = w.pick("No Rek {1} {0}", "Bank {0} No. Rekening {1}", "{0} nomor {1}", "rek. {0}: {1}").format(
        bank, number
    )
    said = Text(f"Telah ditransfer uang transport sebesar {numbers.rupiah(w.dice)} ke {how} a.n. {who}.")
    return _framed(w, "KUITANSI", said, Text(f"NPWP penerima {w.npwp()}"))


def complaint(w: Writer) -> list[Block]:
    """A complaint with how the citizen can be reached, and a traveller's passport in prose."""
    who = w.person()
    said = Text(f"Pelapor {who.name} dapat dihubungi melalui nomor {w.phone()} atau surel {w.email(who)}.")
    other = Text(
        f"Terlapor pemegang {w.pick('paspor nomor', 'paspor Republik Indonesia No.', 'paspor RI')} {w.passport()} berangkat {w.day()}."
    )
    return _framed(w, "TANDA TERIMA LAPORAN", said, other)


def english_labels(w: Writer) -> list[Block]:
    """A list exported from a web form."""
    rows = []
    for _ in _rows(w):
        who = w.person()
        rows.append([who.name, w.email(who), w.phone(), w.address()])
    return _framed(
        w,
        "Form Responses 1",
        Table(
            ["Full Name", "Email Address", w.pick("Mobile Phone", "Whatsapp Number"), "Home Address"], rows
        ),
    )


TEMPLATES: tuple[Template, ...] = (badan_adhoc, selection, honorarium, travel, decree, minutes, identity_card, request_register, statement, family, contract, curriculum, few_in_prose, badan_adhoc, honorarium, request_register, one_cell, bare_list, transfer, complaint, english_labels)  # fmt: skip
