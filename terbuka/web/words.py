"""How statuses are said to people: a word, a tone and an icon for each, never colour alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Word:
    """`tone` names a colour of the look, `icon` a symbol of the sprite, `meaning` one plain sentence."""

    label: Promise | str
    tone: str
    icon: str
    meaning: Promise | str = ""


VERDICTS = {
    "present": Word(
        _("Ada"), "success", "circle-check", _("Butirnya ada, milik satker ini dan masih berlaku.")
    ),
    "partial": Word(_("Sebagian"), "info", "circle-dashed", _("Baru sebagian dari yang diminta.")),
    "stale": Word(
        _("Kedaluwarsa"), "warning", "clock-alert", _("Ada, tetapi terlalu lama menurut aturannya.")
    ),
    "unreadable": Word(
        _("Tak terbaca"), "warning", "file-lock", _("Ada, tetapi tidak dapat dibuka atau dibaca.")
    ),
    "wrong_unit": Word(
        _("Milik satker lain"), "danger", "building-2", _("Yang ada adalah dokumen satker lain.")
    ),
    "needs_review": Word(
        _("Perlu dilihat"), "info", "eye", _("Ada sesuatu yang hanya dapat diputuskan orang.")
    ),
    "could_not_look": Word(
        _("Tidak dapat diperiksa"),
        "unknown",
        "eye-off",
        _("Tempatnya tidak dapat dibuka; nilai tidak berkurang karenanya."),
    ),
    "missing": Word(
        _("Tidak ditemukan"),
        "danger",
        "circle-x",
        _("Semua halaman yang terjangkau dilihat; tidak ada buktinya."),
    ),
    "not_applicable": Word(
        _("Tidak berlaku"), "none", "minus", _("Kewajiban ini tidak berlaku bagi satker ini.")
    ),
}
CLASSES = {
    "periodic": _("Informasi berkala"),
    "immediate": _("Informasi serta-merta"),
    "on_demand": _("Informasi setiap saat"),
    "exempt": _("Informasi dikecualikan"),
}
CLASS_MEANINGS = {
    "periodic": _("diumumkan teratur, sekurang-kurangnya enam bulan sekali"),
    "immediate": _("diumumkan seketika karena dapat mengancam hajat hidup orang banyak"),
    "on_demand": _("disediakan dan diberikan ketika diminta"),
    "exempt": _("tidak dibuka, setelah uji konsekuensi"),
}
LEVELS = {
    "national": _("Nasional"),
    "province": _("Provinsi"),
    "regency": _("Kabupaten/kota"),
}
BASES = {
    "seen": Word(_("Pernah terlihat"), "info", "eye", _("Alamat ini disebut di halaman yang sudah dibaca.")),
    "guess": Word(
        _("Dugaan"),
        "warning",
        "circle-help",
        _("Alamat ini disusun dari pola alamat sejenis dan belum dipastikan."),
    ),
    "confirmed": Word(_("Dipastikan"), "success", "circle-check", _("Satker sendiri memastikan alamat ini.")),
}
WEBSITE_KINDS = {
    "main": _("Situs utama"),
    "ppid": _("Situs PPID"),
    "jdih": _("JDIH"),
    "old": _("Situs lama"),
}
DEFECTS = {
    "broken_link": _("Tautan mati"),
    "soft_404": _("Halaman hilang tanpa kode galat"),
    "closed_link": _("Tautan tertutup"),
    "revoked_rule": _("Peraturan yang sudah dicabut"),
    "expired_period": _("Masa yang sudah lewat"),
    "wrong_year_title": _("Tahun pada judul keliru"),
    "placeholder_text": _("Teks contoh yang belum diganti"),
    "wrong_unit_text": _("Nama satker lain"),
    "injected_links": _("Tautan sisipan asing"),
    "empty_page": _("Halaman kosong"),
    "no_text_layer": _("Dokumen tanpa teks yang terbaca"),
    "draft_as_final": _("Rancangan yang dipasang sebagai naskah jadi"),
    "personal_data": _("Data pribadi"),
    "unofficial_host": _("Alamat tidak resmi"),
}
ACTS = {
    "UU14": "UU 14/2008",
    "P21": "Perki 1/2021",
    "P19": "Perki 1/2019",
    "K22": "PKPU 22/2023",
    "B10": "Perbawaslu 10/2019",
    "customary": _("kebiasaan"),
    "SAKIP rule": _("aturan SAKIP"),
    "PANRB rule": _("aturan PANRB"),
}
# Lowest first, as the five steps of the bar are drawn.
CATEGORIES = ("Tidak Informatif", "Kurang Informatif", "Cukup Informatif", "Menuju Informatif", "Informatif")
ANSWERS = {
    "drafted": Word(
        _("Tersusun"), "success", "circle-check", _("Jawaban tersusun dari temuan; tinggal dipastikan.")
    ),
    "partial": Word(_("Sebagian"), "info", "circle-dashed", _("Sebagian bukti ada.")),
    "needs_photo": Word(_("Perlu foto"), "warning", "eye", _("Buktinya foto yang harus diambil orang.")),
    "not_drafted": Word(_("Belum tersusun"), "none", "minus", _("Belum ada bukti yang dapat dipakai.")),
}
