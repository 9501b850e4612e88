"""Does a passage speak of a person or of an office? An office's telephone is public, a voter's is not.

Name, address and telephone of the body itself must be published (UU 14/2008, article 9; Perki 1/2021,
article 14); those of people are personal data (UU 27/2022, article 4).
"""

import re

from terbuka.rules.personal.passage import Passage

_NAME_OF_THING = (
    r"nama (?:instansi|kantor|satker|satuan|lembaga|tps|paket|kegiatan|barang|sekolah|penyedia|perusahaan"
    r"|partai|parpol|dokumen|informasi|jabatan|ruas|unit|badan|opd|dinas|media|acara|program|file|berkas|aset|situs"
    r"|website|akun|desa|kelurahan|kecamatan|kabupaten|kota|provinsi|organisasi|ormas|jalan|gedung|tempat|lokasi)"
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
_OFFICE = re.compile(
    rf"{_NAME_OF_THING}|\bkantor\b|sekretariat\b|\bppid\b|call ?cent|hotline|help ?desk|layanan"
    rf"|pengaduan|\bposko\b"
    r"|\bfaks?\b|\bfaxs?\b|faksimil|website|\blaman\b|www\.|\.go\.id|\bhumas\b|\bkpu\b|bawaslu|panwas|\bkip\b"
    r"|komisi pemilihan|badan pengawas|komisi informasi|\bdinas\b|\binstansi\b|\bgedung\b|\bhotel\b"
    r"|\baula\b|kelurahan/desa"
    r"|balai (?:desa|kota|kelurahan|rw)|\btps\b|tempat pemungutan|rumah sakit|\brsud\b|puskesmas"
    r"|\bsdn?\b|\bsmpn?\b"
    r"|\bsman?\b|sekolah|universitas|kampus|\bcv\b|\bpt\b|\bud\b|perusahaan|penyedia|toko|percetakan|rekanan|vendor"
    r"|resepsionis|ext\b|ekstensi|center\b|centre\b|jam (?:layanan|kerja|pelayanan|operasional)|kode pos"
    r"|polres|polsek"
    r"|pengadilan|kejaksaan|pemkab|pemkot|pemerintah|kementerian|direktorat|partai|\bdpc\b|\bdpd\b|\bdpp\b|bank\b"
    r"|meja informasi|kontak (?:kami|layanan|resmi)|hubungi kami|silakan hubungi|menghubungi"
    r"|hubungi (?:nomor )?(?:layanan|kantor|ppid|call|sekretariat|help)|informasi lebih lanjut"
    r"|narahubung|contact person"
    r"|lokasi|bertempat di|tempat kegiatan|tempat pelaksanaan|redaksi|studio|masjid|gereja|pasar|terminal"
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
    # A banjar dinas is a hamlet of Bali, no office.
    return bool(_OFFICE.search(words.replace("banjar dinas", "banjar")))


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
    if re.search(_NAME_OF_THING, heads) or re.search(r"kantor|instansi|layanan|penyedia|satker", heads):
        return False
    return True if names_person(heads) or "jabatan" in heads else None


def about_person(passage: Passage, place: int, lines: int = 7) -> bool:
    """Do the lines around tell a person's particulars?"""
    around = f"{passage.lines_before(place, lines)}\n{passage.line(place)}\n{passage.lines_after(place, 3)}"
    return names_person(around)
