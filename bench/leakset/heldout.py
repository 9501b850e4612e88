"""A second family, kept apart: other papers, other labels, other shapes; with private values and without."""

# ruff: noqa: E501  a wording reads best on one line
from bench.leakset import numbers, official, people
from bench.leakset.writer import Block, Fields, Table, Template, Text, Writer


def _framed(w: Writer, title: str, *middle: Block) -> list[Block]:
    tail = official.lines(w, w.dice.randrange(1, 4))
    return [*official.letterhead(w), Text(title, "title"), *middle, *tail, *official.closing(w)]


def _count(w: Writer, low: int = 4, high: int = 12) -> range:
    return w.rows(low, high)


def attendance(w: Writer) -> list[Block]:
    """Who attended a training, with a column for the mobile."""
    rows = [[str(n), w.name(), w.pick("Ketua PPS", "Staf", "PTPS"), w.phone(), "......"] for n in _count(w)]
    return _framed(
        w,
        "Daftar Hadir Bimbingan Teknis",
        Table(
            ["#", "Nama Peserta", "Utusan", w.pick("HP/WA", "Telp. Seluler", "Kontak (WA)"), "Paraf"], rows
        ),
    )


def receipt(w: Writer) -> list[Block]:
    """Receipts for pay by bank."""
    rows = []
    for n in _count(w):
        bank, number = w.account()
        rows.append([str(n), w.name(), numbers.rupiah(w.dice), f"{number} ({bank})"])
    return _framed(
        w,
        "Tanda Terima Uang Lelah Petugas",
        Table(["Urut", "Penerima", "Jumlah", w.pick("No. Rek.", "A/C Bank", "Rek. Tujuan")], rows),
    )


def witness(w: Writer) -> list[Block]:
    """Mandates of party witnesses."""
    rows = []
    for n in _count(w):
        who = w.person()
        rows.append([f"TPS {n:02}", who.name, w.nik(who), w.address()])
    return _framed(
        w,
        "Mandat Saksi Peserta Pemilu",
        Table(
            [
                "TPS",
                "Nama Saksi",
                w.pick("No. KTP-el", "N.I.K.", "No. Identitas (KTP)", "Nomor KTP"),
                w.pick("Domisili", "Tempat Tinggal"),
            ],
            rows,
        ),
    )


def report(w: Writer) -> list[Block]:
    """A report of a breach with who reports it."""
    who = w.person()
    fields = [
        ("Nama pelapor", who.name),
        ("Nomor identitas (KTP)", w.nik(who)),
        ("Tempat tinggal", w.address()),
        ("Telepon seluler", w.phone()),
        ("Surel", w.email(who)),
    ]
    return _framed(
        w,
        "Formulir Laporan Dugaan Pelanggaran Pemilu (Model B.1)",
        Fields(fields, boxed=w.chance(0.3)),
        Text("Peristiwa: pemasangan alat peraga di luar zona."),
    )


def mandate(w: Writer) -> list[Block]:
    """A power of attorney in a dispute."""
    who = w.person()
    said = Text(
        f"Saya yang bertanda tangan di bawah ini, {who.name}, pemegang KTP elektronik {w.nik(who)}, tinggal di {w.address()}, memberi kuasa khusus untuk mewakili dalam sengketa informasi."
    )
    return _framed(w, "Surat Kuasa Khusus", said)


def overseas(w: Writer) -> list[Block]:
    """Members of a committee abroad."""
    rows = [
        [w.name(), w.passport(), f"PPLN {w.pick('Kuala Lumpur', 'Den Haag', 'Tokyo')}"]
        for _ in _count(w, 3, 6)
    ]
    return _framed(
        w,
        "Susunan Panitia Pemilihan Luar Negeri",
        Table(
            ["Nama", w.pick("Passport No.", "No. Paspor RI", "Dokumen Perjalanan (Paspor)"), "Perwakilan"],
            rows,
        ),
    )


def movers(w: Writer) -> list[Block]:
    """Voters who vote elsewhere, with family card and NIK."""
    rows = []
    for _ in _count(w, 4, 9):
        who = w.person()
        rows.append([who.name, w.family_card(), w.nik(who), people.village(w.dice)])
    return _framed(
        w,
        "Lampiran Daftar Pemilih Pindahan",
        Table(
            ["Nama Pemilih", w.pick("NKK", "Nomor Kartu Keluarga (KK)", "No. KK"), "NIK", "Desa Asal"], rows
        ),
    )


def tax_list(w: Writer) -> list[Block]:
    """Tax withheld from each payee."""
    rows = [[str(n), w.name(), w.npwp(), numbers.rupiah(w.dice), numbers.rupiah(w.dice)] for n in _count(w)]
    return _framed(
        w,
        "Rekap Pemotongan PPh Pasal 21",
        Table(
            [
                "No.",
                "Wajib Pajak",
                w.pick("N P W P", "Nomor Pokok Wajib Pajak", "NPWP Pribadi"),
                "DPP",
                "PPh",
            ],
            rows,
        ),
    )


def public_comment(w: Writer) -> list[Block]:
    """Comments of citizens upon candidates, with ways to reach them."""
    said: list[Block] = []
    for _ in range(w.dice.randrange(2, 5)):
        who = w.person()
        way = w.dice.choice(
            (
                lambda: f"bisa dihubungi di {w.phone()}",
                lambda: f"balasan ke {w.email()}",
                lambda: f"telp rumah warga: {w.phone()}",
            )
        )
        said.append(
            Text(
                f"Tanggapan dari {who.name}, warga {people.village(w.dice)}: calon tersebut pernah menjadi saksi partai ({way()})."
            )
        )
    return _framed(w, "Rekapitulasi Tanggapan Masyarakat", *said)


def supervisors(w: Writer) -> list[Block]:
    """Polling station supervisors, reached at home."""
    rows = []
    for _ in _count(w):
        who = w.person()
        bank, number = w.account()
        rows.append([who.name, f"{who.born:%d/%m/%y}", w.address(), f"{bank} - {number}"])
    return _framed(
        w,
        "Data PTPS Terpilih",
        Table(["Nama Lengkap", "Tgl. Lahir", "Alamat Domisili", "Bank & No. Rekening"], rows),
    )


def removal(w: Writer) -> list[Block]:
    """Minutes of a replacement that let one number slip."""
    who = w.person()
    text = f"Mengganti {who.name} dengan nomor induk kependudukan {w.nik(who)} karena mengundurkan diri terhitung {w.day()}."
    return _framed(w, "Berita Acara Penggantian Antarwaktu", *official.lines(w, 5), Text(text))


def visitors(w: Writer) -> list[Block]:
    """Guests of a meeting, each with an office and a telephone of his own."""
    rows = []
    for n in _count(w):
        who = w.person()
        rows.append([str(n), who.name, w.pick("Polres", "Kesbangpol", "KPU"), w.phone(), w.email(who)])
    heads = ["No", "Nama", "Instansi", "No HP", w.pick("Email", "Surel", "Alamat e-mail")]
    return _framed(w, "Daftar Undangan Rapat Koordinasi", Table(heads, rows))


def invitation(w: Writer) -> list[Block]:
    """An invitation that names whom to call."""
    said = (
        lambda: f"Konfirmasi kehadiran kepada Sdr. {w.name()} di nomor {w.phone()}.",
        lambda: f"Contact person {w.phone()} a.n. {w.name()}.",
        lambda: f"Narahubung: {w.name()} ({w.phone()})",
    )
    return _framed(w, "Undangan", Text(f"Nomor: {w.letter_number()}"), Text(w.dice.choice(said)()))


def residents(w: Writer) -> list[Block]:
    """Voters struck from the list, hamlet and neighbourhood in columns of their own."""
    rows = []
    for _ in _count(w, 4, 9):
        who = w.person()
        home = f"DSN. {people.village(w.dice).upper()}"
        rows.append([w.family_card(), w.nik(who), who.name.upper(), home, "003"])
        w.truth["address"] += 1
    heads = ["NKK", "NIK", "NAMA", "JALAN/DUKUH", "RT"]
    return _framed(w, "Pemilih Tidak Memenuhi Syarat", Table(heads, rows))


PRIVATE: tuple[Template, ...] = (
    attendance,
    receipt,
    witness,
    report,
    mandate,
    overseas,
    movers,
    tax_list,
    public_comment,
    supervisors,
    removal,
    visitors,
    invitation,
    residents,
)


def plenary(w: Writer) -> list[Block]:
    """Minutes of a plenary without anything private."""
    return _framed(w, f"Berita Acara Rapat Pleno {w.letter_number()}", *official.lines(w, 9))


def votes(w: Writer) -> list[Block]:
    """Votes by party."""
    d = w.dice
    rows = [
        [
            str(n),
            f"Partai {people.village(d)}",
            f"{d.randrange(1, 900)}.{numbers.filled(d, '###')}",
            f"{d.randrange(1, 40)},{numbers.filled(d, '##')}%",
        ]
        for n in range(1, 19)
    ]
    return _framed(
        w, "Sertifikat Hasil Penghitungan Suara", Table(["No Urut", "Parpol", "Suara Sah", "Persen"], rows)
    )


def archive(w: Writer) -> list[Block]:
    """A list of files in boxes."""
    d = w.dice
    rows = [[numbers.not_a_nik(d), w.letter_number(), w.day(), f"Boks {n}"] for n in _count(w)]
    return _framed(
        w, "Daftar Arsip Inaktif", Table(["ID Arsip", "Nomor Surat", "Kurun Waktu", "Lokasi"], rows)
    )


def committee(w: Writer) -> list[Block]:
    """Who serves in a working group, by name and rank."""
    rows = [
        [w.name(), numbers.nip(w.dice).replace(" ", ""), w.pick("Pengarah", "Ketua", "Anggota")]
        for _ in _count(w)
    ]
    return _framed(w, "Susunan Kelompok Kerja", Table(["Nama", "NIP/NRP", "Kedudukan dalam Pokja"], rows))


def venues(w: Writer) -> list[Block]:
    """Where campaigns may be held."""
    d = w.dice
    rows = [
        [
            f"Lapangan {people.village(d)}",
            f"Jl. {people.street(d)}, Kec. {people.district(d)}",
            f"{d.randrange(500, 9000)} orang",
        ]
        for _ in _count(w)
    ]
    return _framed(w, "Lokasi Kampanye Rapat Umum", Table(["Tempat", "Letak", "Daya Tampung"], rows))


def ledger(w: Writer) -> list[Block]:
    """A cash book."""
    d = w.dice
    rows = [
        [
            f"{d.randrange(1, 29):02}/0{d.randrange(1, 9)}/25",
            numbers.filled(d, "00####/KW/2025"),
            numbers.filled(d, "010.###-25.########"),
            f"{d.randrange(100, 90000) * 1000}",
        ]
        for _ in _count(w)
    ]
    return _framed(w, "Buku Kas Umum", Table(["Tgl", "No. Bukti", "No. Faktur", "Nilai"], rows))


CLEAN: tuple[Template, ...] = (plenary, votes, archive, committee, venues, ledger)
