"""How statuses are said to people: a word, a tone and an icon for each, never colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terbuka.rules.duedates import STATE_WORDS, EntryState
from terbuka.rules.language import Phrase
from terbuka.rules.publishing import KIND_WORDS
from terbuka.rules.siteaudit.findings import Verdict
from terbuka.rules.siteaudit.report import ADVICE_WORDS, CLASS_WORDS, DEFECT_WORDS, VERDICT_WORDS
from terbuka.rules.social import ACTIVITY_WORDS, Activity
from terbuka.rules.units import SuccessionKind


@dataclass(frozen=True, slots=True)
class Word:
    """`tone` names a colour of the look, `icon` a symbol of the sprite, `meaning` one plain sentence."""

    label: Promise | Phrase | str
    tone: str
    icon: str
    meaning: Promise | str = ""


def signed[K](said: Mapping[K, Promise | Phrase | str], signs: Mapping[K, tuple[str, str]]) -> dict[K, Word]:
    """The words of a state each with its tone and its icon."""
    return {key: Word(said[key], tone, icon) for key, (tone, icon) in signs.items()}


def _verdict(kind: Verdict, tone: str, icon: str, meaning: Promise) -> Word:
    return Word(VERDICT_WORDS[kind], tone, icon, meaning)


VERDICTS = {
    "present": _verdict(
        Verdict.PRESENT, "success", "circle-check", _("Butirnya ada, milik satker ini dan masih berlaku.")
    ),
    "partial": _verdict(Verdict.PARTIAL, "info", "circle-dashed", _("Baru sebagian dari yang diminta.")),
    "stale": _verdict(
        Verdict.STALE, "warning", "clock-alert", _("Ada, tetapi usang: aturan meminta yang lebih baru.")
    ),
    "unreadable": _verdict(
        Verdict.UNREADABLE, "warning", "file-lock", _("Ada, tetapi tidak dapat dibuka atau dibaca.")
    ),
    "wrong_unit": _verdict(
        Verdict.WRONG_UNIT, "danger", "building-2", _("Yang ada adalah dokumen satker lain.")
    ),
    "needs_review": _verdict(
        Verdict.NEEDS_REVIEW,
        "info",
        "eye",
        _("Terbuka tidak dapat memastikannya; buka alamatnya dan putuskan sendiri."),
    ),
    "could_not_look": _verdict(
        Verdict.COULD_NOT_LOOK,
        "unknown",
        "eye-off",
        _("Halamannya tidak dapat dibuka; ini tidak mengurangi nilai."),
    ),
    "missing": _verdict(
        Verdict.MISSING,
        "danger",
        "circle-x",
        _("Semua halaman yang dapat dibuka sudah diperiksa; buktinya tidak ditemukan."),
    ),
    "not_applicable": _verdict(
        Verdict.NOT_APPLICABLE, "none", "minus", _("Kewajiban ini tidak berlaku bagi satker ini.")
    ),
}
SUCCESSIONS = {
    SuccessionKind.RENAMED.value: _("berganti nama"),
    SuccessionKind.SPLIT.value: _("hasil pemecahan"),
    SuccessionKind.MERGED.value: _("hasil penggabungan"),
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
WORKDAYS = (_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"))
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
FOLLOW_UP = {
    "proposed": Word(_("Usulan"), "info", "circle-dashed"),
    "accepted": Word(_("Diterima"), "none", "circle-check"),
    "in_work": Word(_("Dikerjakan"), "warning", "clock"),
    "proven": Word(_("Menunggu pemeriksaan"), "info", "eye"),
    "closed": Word(_("Selesai"), "success", "circle-check"),
    "dropped": Word(_("Tidak dikerjakan"), "none", "minus"),
}
FOLLOW_UP_ACTS = {
    "propose": _("diusulkan dari hasil pemeriksaan"),
    "accepted": _("diterima, penanggung jawab ditetapkan"),
    "assign": _("penanggung jawab atau tanggal diubah"),
    "in_work": _("mulai dikerjakan"),
    "proven": _("bukti diberikan"),
    "closed": _("dinyatakan selesai"),
    "dropped": _("diputuskan tidak dikerjakan"),
}
EFFORTS = {"hours": _("hitungan jam"), "days": _("beberapa hari"), "weeks": _("beberapa minggu")}
PPID_ROLES = {
    "supervisor": _("Atasan PPID"),
    "ppid": _("PPID"),
    "deputy": _("PPID pelaksana"),
    "desk": _("Petugas meja layanan"),
}
FACILITIES = {
    "room": _("Ruang layanan informasi"),
    "desk": _("Meja layanan PPID"),
    "board": _("Papan informasi"),
    "banner": _("Spanduk atau papan nama PPID"),
    "access": _("Sarana penyandang disabilitas"),
}
FACILITY_STATES = {
    "there": Word(_("Ada"), "success", "circle-check"),
    "absent": Word(_("Tidak ada"), "danger", "circle-x"),
    "unsaid": Word(_("Belum diisi"), "none", "minus"),
}
NETWORKS = {
    "instagram": "Instagram",
    "facebook": "Facebook",
    "x": "X",
    "tiktok": "TikTok",
    "youtube": "YouTube",
}
ACTIVITIES = signed(
    ACTIVITY_WORDS,
    {
        Activity.ACTIVE: ("success", "circle-check"),
        Activity.QUIET: ("warning", "clock-alert"),
        Activity.SILENT: ("warning", "minus"),
        Activity.COULD_NOT_LOOK: ("none", "circle-dashed"),
        Activity.UNSEEN: ("none", "minus"),
    },
)
AUDIT_STATES = {
    "queued": Word(_("Menunggu giliran"), "none", "circle-dashed"),
    "running": Word(_("Sedang berjalan"), "info", "circle-dashed"),
    "done": Word(_("Selesai"), "success", "circle-check"),
    "failed": Word(_("Gagal"), "danger", "circle-x"),
    "stopped": Word(_("Dihentikan"), "none", "minus"),
}
CHANGES = {
    "gained": _("Kini ada"),
    "lost": _("Tidak lagi ada"),
    "moved": _("Hasilnya berubah"),
    "new": _("Kerusakan baru"),
    "mended": _("Kerusakan yang sudah dibenahi"),
}
SAQ_STATUSES = {
    "filling": Word(_("Sedang diisi"), "info", "circle-dashed"),
    "submitted": Word(_("Terkirim"), "success", "circle-check"),
    "verified": Word(_("Selesai diverifikasi"), "success", "circle-check"),
    "announced": Word(_("Diumumkan"), "none", "info"),
}
ROUND_STATUSES = {
    "prepared": Word(_("Disiapkan"), "none", "circle-dashed"),
    "open": Word(_("Berjalan"), "info", "circle-check"),
    "announced": Word(_("Hasil diumumkan"), "success", "circle-check"),
}
NEEDS = {
    "answer": Word(_("Belum dijawab"), "warning", "circle-alert"),
    "confirm": Word(_("Terisi otomatis, belum dilihat"), "info", "eye"),
    "prove": Word(_("Butuh bukti"), "warning", "circle-alert"),
    "mend_link": Word(_("Tautan bukti tidak terbuka"), "danger", "circle-x"),
    "proven": Word(_("Ada bukti"), "success", "circle-check"),
    "nothing": Word(_("Dijawab nol"), "none", "minus"),
}
LINK_STATES = {
    "waiting": Word(_("Sedang diperiksa"), "none", "circle-dashed"),
    "opens": Word(_("Terbuka bagi publik"), "success", "circle-check"),
    "closed": Word(_("Tertutup bagi publik"), "danger", "file-lock"),
    "not_found": Word(_("Tidak ditemukan"), "danger", "circle-x"),
    "could_not_look": Word(_("Tidak dapat diperiksa"), "unknown", "eye-off"),
}
ANSWER_ACTS = {
    "save": _("disimpan"),
    "confirm": _("jawaban otomatis disetujui"),
}
ROUND_ACTS = {
    "prepare": _("disiapkan"),
    "open": _("dibuka"),
    "reschedule": _("tanggal diubah"),
    "announce": _("hasil diumumkan"),
}
STEPS = {"fill": _("Pengisian"), "verify": _("Verifikasi"), "announce": _("Pengumuman")}
SEARCH_KINDS = {
    "unit": Word(_("Satker"), "none", "building-2"),
    "item": Word(_("Butir wajib"), "none", "circle-check"),
    "publication": Word(_("Informasi"), "success", "download"),
    "answer": Word(_("Jawaban"), "info", "info"),
    "result": Word(_("Hasil penilaian"), "info", "circle-check"),
    "notice": Word(_("Maklumat dan yang dikecualikan"), "none", "info"),
}
MEDIA = {kind.value: word for kind, word in KIND_WORDS.items()}
STANDINGS = signed(
    STATE_WORDS,
    {
        EntryState.FRESH: ("success", "circle-check"),
        EntryState.DUE: ("info", "clock"),
        EntryState.STALE: ("warning", "clock-alert"),
        EntryState.MISSING: ("danger", "circle-x"),
        EntryState.WAIVED: ("none", "minus"),
        EntryState.IF_EVENT: ("none", "circle-dashed"),
    },
)
