"""Does a passage speak of a person or of an office? An office's telephone is public, a voter's is not.

Name, address and telephone of the body itself must be published (UU 14/2008, article 9; Perki 1/2021,
article 14); those of people are personal data (UU 27/2022, article 4).
"""

import re

from terbuka.rules.personal.passage import Passage

_NAME_OF_THING = (
    r"nama (?:instansi|kantor|satker|satuan|lembaga|tps|paket|kegiatan|barang|sekolah|penyedia|perusahaan"
    r"|partai|parpol|dokumen|informasi|jabatan|ruas|unit|badan|opd|dinas|media|acara|program|file|berkas|aset|situs"
    r"|website|akun|desa|kelurahan|kecamatan|kabupaten|kota|provinsi|organisasi|ormas|jalan|gedung|tempat|lokasi"
    r"|hotel|rumah sakit|perguruan|kampus|toko|usaha|pps|puskesmas"
    r"|pesantren|posko|percetakan|vendor|rekanan)"
)
_PERSON = re.compile(
    rf"(?!{_NAME_OF_THING})\bnama\b|\bname\b|applicant|respondent|participant|responden\b|tempat ?(?:dan"
    rf"|/|,|&)? ?t(?:ang)?g(?:a)?l\.? ?lahir|\blahir\b"
    rf"|\bttl\b|jenis kelamin"
    r"|\bl/p\b|pekerjaan|\bagama\b|\bnik\b|\bktp\b|status (?:perkawinan|kawin)|pemohon|pelapor|terlapor"
    r"|\bsaksi\b"
    r"|pelamar|calon (?:anggota|ppk|pps|kpps|pantarlih)|\bsdr\b|saudara|\bbapak\b|\bistri\b|suami"
    r"|anak ke|ibu kandung"
    r"|bertanda tangan di bawah|domisili|warga|penduduk|pemilik rekening|penerima|biodata|riwayat hidup"
    r"|data diri"
    r"|kewarganegaraan|golongan darah|\bumur\b|\busia\b|curriculum|identitas (?:diri|pemohon|pelapor)"
    r"|pendidikan terakhir"
    r"|keluarga|kepala keluarga|kediaman|pengaduan masyarakat|jabatan dalam"
)
# Whole words: Denpasar is no market, a Sekolahan no school.
_OFFICE = re.compile(
    rf"\b{_NAME_OF_THING}|\b(?:kantor\b|sekretariat\b|ppid\b|call ?cent|hotline|help ?desk|layanan|pelayanan"
    r"|pengaduan|posko\b|faks?\b|faxs?\b|faksimil|website|laman\b|www\.|humas\b|kpu\b|bawaslu|panwas|kip\b"
    r"|komisi pemilihan|badan pengawas|komisi informasi|dinas\b|instansi\b|gedung\b|hotel\b|aula\b"
    r"|kelurahan/desa|balai (?:desa|kota|kelurahan|rw)|tps\b|tempat pemungutan|rumah sakit|rsud\b|puskesmas"
    r"|sdn?\b|smpn?\b|sman?\b|sekolah\b|universitas|kampus\b|cv\b|pt\b|ud\b|perusahaan|penyedia|toko\b"
    r"|percetakan|rekanan\b|vendor|resepsionis|ext\b|ekstensi|center\b|centre\b"
    r"|jam (?:layanan|kerja|pelayanan|operasional)|kode pos|polres|polsek|pengadilan|kejaksaan|pemkab|pemkot"
    r"|pemerintah|kementerian|direktorat|partai\b|dpc\b|dpd\b|dpp\b|bank\b|meja informasi"
    r"|kontak (?:kami|layanan|resmi)|hubungi kami|silakan hubungi|menghubungi"
    r"|hubungi (?:nomor )?(?:layanan|kantor|ppid|call|sekretariat|help)|informasi lebih lanjut|narahubung"
    r"|contact person|lokasi|bertempat di|tempat kegiatan|tempat pelaksanaan|redaksi|studio\b|masjid|gereja"
    r"|pasar\b|terminal\b)|\.go\.id"
)
# A street, village or housing estate named after one is none; a banjar dinas is a hamlet of Bali.
_NAMED_AFTER = re.compile(
    r"\b(?:jl|jln|jalan|gg|gang|lorong|kel|kelurahan|kec|kecamatan|desa|ds|dusun|dsn|perum|perumahan|kompleks?"
    r"|asrama|rusun|banjar|br)\b\.? ?(?:masjid|pasar|gereja|terminal|sekolah|kampus|dinas|polres|polsek|bank"
    r"|studio|rumah sakit|pt|kantor pos|universitas|hotel|balai desa|balai kota|kantor)\b"
)
_ITS_NAME = re.compile(
    r"(?:nama|name)(?: (?:lengkap|peserta|anggota|petugas|saksi|pegawai|pemilik|penerima|pemohon|pelapor"
    r"|pendaftar|pelamar|calon|orang|sesuai ktp|ktp|panggilan|pemilih|relawan|undangan|narasumber|operator))?"
    r"(?: ?[/(].{0,30})?|full name|perwakilan|pic|person(?:e|i)l"
    r"|nama (?:calon|anggota) [a-z/ ]{2,20}"
)
_LETTERHEAD_LINES = 6
_LETTERHEAD = re.compile(
    r"^\W*(?:kpu|bawaslu|kip|panwas\w*|sekretariat)\b|komisi pemilihan umum|badan pengawas pemilihan"
    r"|pemerintah (?:kabupaten|kota|provinsi)|kementerian|sekretariat"
    r"|komisi informasi|panitia pengawas|komisi independen|republik indonesia|dinas |universitas|pengadilan",
    re.MULTILINE,
)
_SIGNED = re.compile(r"hormat (?:kami|saya)|yang (?:membuat|menyatakan)|pemohon|pelapor")


def names_person(words: str) -> bool:
    """Do the words ask for or tell a person's particulars?"""
    return bool(_PERSON.search(words))


def names_office(words: str) -> bool:
    """Do the words tell of an office, a firm or a public place?"""
    return bool(_OFFICE.search(_NAMED_AFTER.sub("jl ", words)))


def in_letterhead(passage: Passage, place: int) -> bool:
    """Does the place stand in the first lines, below the name of a public body, before any person's data?"""
    if passage.number(place) > _LETTERHEAD_LINES:
        return False
    above = passage.lines_before(place, _LETTERHEAD_LINES)
    beside = f"{passage.left(place)} {passage.above(place)}"
    told = f"{above}\n{beside}\n{passage.line(place)}"
    return bool(_LETTERHEAD.search(above)) and not names_person(told)


def is_persons_row(passage: Passage, place: int) -> bool | None:
    """In a table: is it one of people (True) or of offices (False)? None where its headings do not say."""
    heads = passage.head_row(place)
    if not heads:
        return None
    if re.search(r"\bnik\b|\bktp\b|\blahir\b", heads):
        return True
    names = [_ITS_NAME.fullmatch(head.strip(" .*")) is not None for head in heads.split("\t")]
    if any(names):
        # Who has a name of his own may also have an office; an office has it as its name.
        cells = passage.line(place).split("\t")
        return len(cells) != len(names) or not names_office(cells[names.index(True)])
    if re.search(_NAME_OF_THING, heads) or re.search(r"kantor|instansi|layanan|penyedia|satker", heads):
        return False
    return True if names_person(heads) or "jabatan" in heads else None


def about_person(passage: Passage, place: int, lines: int = 7) -> bool:
    """Do the lines around tell a person's particulars?"""
    around = f"{passage.lines_before(place, lines)}\n{passage.line(place)}\n{passage.lines_after(place, 3)}"
    return names_person(around)
