"""How statuses are said to people: a word, a tone and an icon for each, never colour alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terbuka.rules.language import Phrase
from terbuka.rules.siteaudit.findings import Verdict
from terbuka.rules.siteaudit.report import ADVICE_WORDS, CLASS_WORDS, DEFECT_WORDS, VERDICT_WORDS


@dataclass(frozen=True, slots=True)
class Word:
    """`tone` names a colour of the look, `icon` a symbol of the sprite, `meaning` one plain sentence."""

    label: Promise | Phrase | str
    tone: str
    icon: str
    meaning: Promise | str = ""


def _verdict(kind: Verdict, tone: str, icon: str, meaning: Promise) -> Word:
    return Word(VERDICT_WORDS[kind], tone, icon, meaning)


VERDICTS = {
    "present": _verdict(
        Verdict.PRESENT, "success", "circle-check", _("Butirnya ada, milik satker ini dan masih berlaku.")
    ),
    "partial": _verdict(Verdict.PARTIAL, "info", "circle-dashed", _("Baru sebagian dari yang diminta.")),
    "stale": _verdict(
        Verdict.STALE, "warning", "clock-alert", _("Ada, tetapi terlalu lama menurut aturannya.")
    ),
    "unreadable": _verdict(
        Verdict.UNREADABLE, "warning", "file-lock", _("Ada, tetapi tidak dapat dibuka atau dibaca.")
    ),
    "wrong_unit": _verdict(
        Verdict.WRONG_UNIT, "danger", "building-2", _("Yang ada adalah dokumen satker lain.")
    ),
    "needs_review": _verdict(
        Verdict.NEEDS_REVIEW, "info", "eye", _("Ada sesuatu yang hanya dapat diputuskan orang.")
    ),
    "could_not_look": _verdict(
        Verdict.COULD_NOT_LOOK,
        "unknown",
        "eye-off",
        _("Tempatnya tidak dapat dibuka; nilai tidak berkurang karenanya."),
    ),
    "missing": _verdict(
        Verdict.MISSING,
        "danger",
        "circle-x",
        _("Semua halaman yang terjangkau dilihat; tidak ada buktinya."),
    ),
    "not_applicable": _verdict(
        Verdict.NOT_APPLICABLE, "none", "minus", _("Kewajiban ini tidak berlaku bagi satker ini.")
    ),
}
CLASSES = {kind.value: word for kind, word in CLASS_WORDS.items()}
DEFECTS = {kind.value: word for kind, word in DEFECT_WORDS.items()}
ADVICE = {kind.value: word for kind, word in ADVICE_WORDS.items()}
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
    "drafted": Word(_("Terjawab"), "success", "circle-check"),
    "not_drafted": Word(_("Belum terjawab"), "none", "minus"),
    "photo": Word(_("Butuh foto"), "none", "minus"),
    "person": Word(_("Dijawab petugas"), "none", "minus"),
    "could_not_look": Word(_("Periksa ulang"), "unknown", "eye-off"),
    "needs_review": Word(_("Lihat sendiri"), "info", "eye"),
    "no_profile": Word(_("Profil belum diisi"), "none", "minus"),
    "no_register": Word(_("Register belum dipakai"), "none", "minus"),
}
