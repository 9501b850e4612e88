"""Personal data in words: what is found, and which numbers that look alike are left alone."""

from datetime import date

import pytest

from terbuka.rules.personal.finding import find_personal
from terbuka.rules.personal.identity import Likeness, born_on, likeness
from terbuka.rules.personal.kinds import masked
from terbuka.rules.personal.minors import children_in
from terbuka.rules.personal.passage import Passage

NIK, KK = "3517014508900001", "3517012305120004"
TABLE = f"No\tNama\tNIK\tNo. KK\n1\tAni Rahma\t{NIK}\t{KK}\n"
LETTERHEAD = "KOMISI PEMILIHAN UMUM KABUPATEN JOMBANG\n"


def kinds_in(text: str) -> list[str]:
    return [hit.kind.value for hit in find_personal(Passage(text))]


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        (f"NIK: {NIK}", ["nik"]),
        (f"tercatat dengan nomor {NIK} di daftar", ["nik"]),
        ("No. KTP 3517 0145 0890 0001", ["nik"]),
        ("N I K : 3 5 1 7 0 1 4 5 0 8 9 0 0 0 0 1", ["nik"]),
        ("Nomor Induk Kependudukan\n3517014508900001", ["nik"]),
        ("NIK : 351701\n4508900001", ["nik"]),
        ("NIK: 35I7O145O89OOOO1", ["nik"]),
        ("KTP/SIM/Paspor No 3517014508900001", ["nik"]),
        ("NIK 9501014508900001", ["nik"]),  # Papua Pegunungan, UU 16/2022
        ("NIK 9101014508900001", ["nik"]),  # Merauke before UU 14/2022
        (f"No. Kartu Keluarga {KK}", ["kk"]),
        (f"NIK/No. KK: {NIK} / {KK}", ["nik", "kk"]),
        (TABLE, ["nik", "kk"]),
        ("NPWP 12.345.678.9-602.000", ["npwp"]),
        ("NPWP : 123456789602000", ["npwp"]),
        ("Nomor Paspor: A1234567", ["passport"]),
        ("No. HP 0812-3456-7890", ["phone"]),
        ("Nama: Ani\nTelp. rumah (0321) 861234", ["phone"]),
        ("Nama\tNo HP\nAni\t81234567890", ["phone"]),
        ("Surel: ani.rahma90@gmail.com", ["email"]),
        ("Nomor rekening BRI 1234-01-012345-53-1 a.n. Ani Rahma", ["bank_account"]),
        ("Nama\tBank\tNo. Rekening\nAni\tBPD\t451.37.20.35833-1", ["bank_account"]),
        ("bertempat tinggal di Jl. Mawar No. 7, RT 03/RW 04, Desa Mojo", ["address"]),
        ("Nama: Budi\nAlamat: Dusun Krajan RT 01 RW 02 Desa Mojo", ["address"]),
    ],
)
def test_personal_data_is_found(text: str, expect: list[str]) -> None:
    assert kinds_in(text) == expect


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        # Prasetyo holds "aset", Denpasar "pasar", "pemilihan" is no voter's number.
        (f"1\tAndi Prasetyo\t{NIK}", ["nik"]),
        (f"Komisi Pemilihan\t{NIK}", ["nik"]),
        ("Nama: Wayan\nAlamat: Jl. Melati 3, Kota Denpasar", ["address"]),
        ("Nama: Ani\nAlamat: Gg. Masjid No. 3 RT 02 RW 03", ["address"]),
        ("adinasution@gmail.com", ["email"]),
        ("mbakputri88@gmail.com", ["email"]),
    ],
)
def test_a_word_within_a_name_makes_nothing_official(text: str, expect: list[str]) -> None:
    assert kinds_in(text) == expect


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("Nama\tInstansi\tNo HP\nAni\tPolres\t081234567890", ["phone"]),
        ("Narahubung : Ani Rahma (0812-3456-7890)", ["phone"]),
        ("Informasi lebih lanjut hubungi Sdri. Ani Rahma di nomor 081234567890", ["phone"]),
        ("Contact person 081234567890 a.n. Ani", ["phone"]),
        ("Ketua KPPS TPS 05: Slamet, 081234567890", ["phone"]),
        ("Nama: Ani\nPekerjaan: Guru SDN 2\nAlamat: Jl. Melati No. 5 RT 02/05", ["address"]),
        ("Admin PPID: 081234567890", []),
        ("Layanan PPID lewat WhatsApp Bawaslu Kabupaten Tojo Una-Una: 085332534643", []),
        ("NPWP Instansi Pemerintah:\n00.357.033.4-588.000", []),
        ("Nama Rumah Sakit\tAlamat\tTelepon\nRSUD Jombang\tJl. Wahid 52\t(0321) 863502", []),
        ("Nama\tAlamat\tTelepon\nRSUD Jombang\tJl. Wahid 52\t(0321) 863502", []),
        ("KPU Kabupaten Jombang beralamat di Jl. KH. Romly Tamim No. 12 Jombang", []),
        ("Nama Perusahaan : CV Maju\nNPWP : 01.234.567.8-602.000", []),
    ],
)
def test_a_person_beside_an_office_stays_a_person_and_the_office_an_office(
    text: str, expect: list[str]
) -> None:
    assert kinds_in(text) == expect


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("Nama\tNo HP\nAni\t+62\n8123456\n7890", "phone"),
        ("No HP:\n0812-3456-\n7890", "phone"),
        ("rahma90@gm\nail.com", "email"),
        ("ani.rahma [at] gmail.com", "email"),
        ("ani.rahma@gmail . com", "email"),
        ("KARTU KELUARGA\nNo. 3517012305120004", "kk"),
        ("ke rekening Bank Jatim nomor\n0153033135", "bank_account"),
        ("transfer ke 0123456789 (BNI)", "bank_account"),
        ("NITKU 0092542943407000000000", "npwp"),
        ("No\tWajib Pajak\tN P W P\n1\tAni\t773748508981000", "npwp"),
        ("Nama\tJALAN/DUKUH\tNIK\nAni\tDSN. KRAJAN\t-", "address"),
        ("Nama\tAlamat\nAni\tKrajan 02/03 Diwek", "address"),
        ("Hp.081234567890", "phone"),
        ("https://wa.me/6281234567890", "phone"),
        (f"Ani_{NIK}.pdf", "nik"),
    ],
)
def test_values_that_are_broken_spelt_out_or_without_a_label_of_their_own(text: str, expect: str) -> None:
    assert expect in kinds_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Keputusan KPU Nomor 1234 Tahun 2024 tentang Pedoman Teknis",
        "NIP 198503122010121003",
        "NIP. 19850312 201012 1 003",
        "Pembebanan pada MAK 076.01.GG.3355.001.051.A.521211",
        "Kode rekening 5.1.02.01.01.0024",
        "sebesar Rp 1.234.567.890,00",
        "SP2D Nomor 240321304012345, SPM 00123T/659231/2025",
        "kode billing 8202627870356, NTPN 8FS2BK7D7HAR9MX7",
        "virtual account 8808123456789012",
        f"Nomor register dokumen {NIK}",
        "ISBN 978-602-7238-93-3",
        "Titik koordinat -5.2234729, 110.9682562",
        "Rekening penampungan RPL 133 KPU KABUPATEN JOMBANG Nomor 0744-01-004715-30-2",
        "Rekening BNI 0123456789 a.n. Bendahara KPU Kab. Jombang",
        "NPWP Instansi Pemerintah: 00.352.436.6-119.000",
        f"{LETTERHEAD}Jl. KH. Romly Tamim No. 12 Jombang\nTelp. (0321) 861234, Faksimile (0321) 861235",
        "Layanan PPID melalui WhatsApp 0812-3456-7890 pada jam kerja",
        "Call center 1500-450, helpdesk KPU 0811-9519-446",
        "Hubungi ppid@kab-jombang.kpu.go.id atau bawaslukotamedan@gmail.com",
        "No\tUnit Layanan\tAlamat Kantor\tTelepon Kantor\n1\tDesk Waru\tJl. Kenanga 13\t(0661) 761262",
        "TPS 035 bertempat di Balai Desa Ngemplak RT 04 RW 06",
        "Sekretariat PPK berkedudukan di Kantor Kecamatan Waru, Jl. Raya Rantau Nomor 50",
        "NIK 3517**********01 dan HP 0857xxxx754",
        "NIK: 1234567890123456 atau 0000000000000000",
        "DPT 123456 laki-laki, 1234567 perempuan, 16 kecamatan",
    ],
)
def test_what_only_looks_like_personal_data_is_left_alone(text: str) -> None:
    assert kinds_in(text) == []


@pytest.mark.parametrize(
    ("digits", "expect"),
    [
        (NIK, Likeness.REGENCY),
        ("3599014508900001", Likeness.PROVINCE),  # no such regency
        ("9901014508900001", Likeness.SHAPE),  # no such province
        ("3517017508900001", Likeness.SHAPE),  # day 35
        ("3517013002900001", Likeness.SHAPE),  # 30 February
        ("1111111111111111", Likeness.NONE),
    ],
)
def test_likeness_of_sixteen_digits(digits: str, expect: Likeness) -> None:
    assert likeness(digits) is expect


def test_the_day_of_birth_stands_in_the_number_with_forty_added_for_women() -> None:
    assert born_on(NIK, date(2026, 11, 22)) == date(1990, 8, 5)
    assert born_on("3517010508150001", date(2026, 11, 22)) == date(2015, 8, 5)


def test_a_child_is_told_by_number_and_by_words_and_an_adult_is_not() -> None:
    def children(text: str) -> int:
        passage = Passage(text)
        return len(children_in(passage, find_personal(passage), date(2026, 11, 22)))

    assert children("NIK 3517010508150001") == 1
    assert children("saksi berusia 15 tahun") == 1
    assert children(f"NIK {NIK}, berusia 36 tahun") == 0


def test_an_excerpt_shows_four_signs_and_hides_the_length_of_long_values() -> None:
    assert masked(NIK) == "3517************"
    assert len(masked("Jl. Melati No. 3 RT 02 RW 05 Desa Sumber Kecamatan Peterongan")) == 24
