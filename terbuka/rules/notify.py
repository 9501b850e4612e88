"""What a person is told of: kinds of notification, their words, how they come, when a letter leaves.

What must be told cannot be stopped: the law (UU 14/2008, Perki 1/2022) or the
fairness of a round asks for it. When letters are quiet is each person's wish.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from string import Formatter
from typing import Any

from terbuka.rules.daynames import Day
from terbuka.rules.language import Phrase, say
from terbuka.rules.people import ROLE_WORDS, Role
from terbuka.rules.phrases import phrase_of

# What happens within a moment comes in one letter.
GATHERED = timedelta(minutes=1)
DIGEST_HOUR = 7
_DAYS = frozenset({"start", "until", "due"})


class Rhythm(StrEnum):
    """How notifications come by mail; the inbox in the product has all of them in any case."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    INBOX_ONLY = "inbox_only"


class Way(StrEnum):
    """How one notification reaches one person."""

    LETTER = "letter"
    DIGEST = "digest"
    INBOX = "inbox"


class Kind(StrEnum):
    """What happened, or comes due, for the person who is told."""

    ROUND_OPENED = "round_opened"
    SAQ_DUE_SOON = "saq_due_soon"
    SAQ_SUBMITTED = "saq_submitted"
    SAQ_REOPENED = "saq_reopened"
    SAQ_VERIFIED = "saq_verified"
    RESULTS_ANNOUNCED = "results_announced"
    AUDIT_ENDED = "audit_ended"
    ITEM_GIVEN = "item_given"
    ITEM_DUE_SOON = "item_due_soon"
    ITEM_OVERDUE = "item_overdue"
    APPOINTED = "appointed"
    UNIT_CHANGED = "unit_changed"
    VERSION_SUBMITTED = "version_submitted"
    VERSION_RETURNED = "version_returned"
    VERSION_CHECKED = "version_checked"
    PUBLICATION_DUE = "publication_due"
    TEST_PROPOSED = "test_proposed"
    TEST_RETURNED = "test_returned"
    TEST_DECIDED = "test_decided"
    TEST_DUE_SOON = "test_due_soon"
    EXEMPTION_ENDED = "exemption_ended"
    CASE_RECEIVED = "case_received"
    CASE_MESSAGE = "case_message"
    CASE_ASSIGNED = "case_assigned"
    CASE_CONSENT = "case_consent"
    CASE_DUE_SOON = "case_due_soon"
    CASE_OVERDUE = "case_overdue"
    CASE_MOVED = "case_moved"
    OBJECTION_RECEIVED = "objection_received"
    OBJECTION_DECIDED = "objection_decided"
    REPORT_DUE = "report_due"


KIND_WORDS: dict[Kind, Phrase] = {
    Kind.ROUND_OPENED: say("Putaran dibuka"),
    Kind.SAQ_DUE_SOON: say("Batas kuesioner mendekat"),
    Kind.SAQ_SUBMITTED: say("Kuesioner masuk untuk diverifikasi"),
    Kind.SAQ_REOPENED: say("Kuesioner dibuka kembali"),
    Kind.SAQ_VERIFIED: say("Verifikasi selesai"),
    Kind.RESULTS_ANNOUNCED: say("Hasil diumumkan"),
    Kind.AUDIT_ENDED: say("Pemeriksaan situs selesai"),
    Kind.ITEM_GIVEN: say("Tugas tindak lanjut baru"),
    Kind.ITEM_DUE_SOON: say("Batas tindak lanjut mendekat"),
    Kind.ITEM_OVERDUE: say("Tindak lanjut lewat tanggal"),
    Kind.APPOINTED: say("Penugasan baru"),
    Kind.UNIT_CHANGED: say("Satker berubah"),
    Kind.VERSION_SUBMITTED: say("Informasi menunggu diperiksa"),
    Kind.VERSION_RETURNED: say("Informasi dikembalikan"),
    Kind.VERSION_CHECKED: say("Informasi siap diumumkan"),
    Kind.PUBLICATION_DUE: say("Informasi hampir usang"),
    Kind.TEST_PROPOSED: say("Uji konsekuensi menunggu keputusan"),
    Kind.TEST_RETURNED: say("Uji konsekuensi dikembalikan"),
    Kind.TEST_DECIDED: say("Uji konsekuensi diputus"),
    Kind.TEST_DUE_SOON: say("Tenggat uji konsekuensi mendekat"),
    Kind.EXEMPTION_ENDED: say("Masa pengecualian berakhir"),
    Kind.CASE_RECEIVED: say("Permohonan informasi masuk"),
    Kind.CASE_MESSAGE: say("Pesan dari pemohon"),
    Kind.CASE_ASSIGNED: say("Permohonan ditugaskan kepada Anda"),
    Kind.CASE_CONSENT: say("Tata cara permohonan menunggu persetujuan"),
    Kind.CASE_DUE_SOON: say("Tenggat perkara mendekat"),
    Kind.CASE_OVERDUE: say("Perkara lewat tenggat"),
    Kind.CASE_MOVED: say("Tenggat perkara bergeser"),
    Kind.OBJECTION_RECEIVED: say("Keberatan masuk"),
    Kind.OBJECTION_DECIDED: say("Keberatan diputus"),
    Kind.REPORT_DUE: say("Laporan layanan informasi"),
}
# Why a kind comes by mail whatever a person wishes. All others may be stopped.
MUST_BE_TOLD: dict[Kind, Phrase] = {
    Kind.ROUND_OPENED: say("Setiap satker harus tahu pada saat yang sama bahwa pengisian dibuka."),
    Kind.SAQ_REOPENED: say("Kuesioner yang dibuka kembali belum dihitung sampai dikirim lagi."),
    Kind.RESULTS_ANNOUNCED: say("Satker berhak mengetahui nilainya pada saat hasil menjadi publik."),
    Kind.APPOINTED: say("Anda harus tahu tugas apa yang dibebankan atas nama Anda."),
    Kind.CASE_OVERDUE: say("Tenggat undang-undang sudah lewat: pemohon dapat mengajukan keberatan."),
    Kind.OBJECTION_RECEIVED: say("Keberatan dijawab atasan PPID dalam batas waktu undang-undang."),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a notification says: a title and one sentence, with the names of payload values in braces."""

    title: Phrase
    sentence: Phrase


_WORDS: dict[str, Words] = {
    Kind.ROUND_OPENED: Words(
        say("{round} dibuka untuk {unit}"),
        say("Kuesioner sudah siap: isi dan kirim dari {start} sampai {until}."),
    ),
    Kind.SAQ_DUE_SOON: Words(
        say("Kuesioner {unit} belum dikirim: tersisa {left} hari kerja"),
        say("{round}: kirim paling lambat {until}. Satker yang tidak mengirim dicatat tidak partisipatif."),
    ),
    "saq_due_today": Words(
        say("Hari ini batas akhir kuesioner {unit}"),
        say("{round}: kirim hari ini juga, {until}. Satker yang tidak mengirim dicatat tidak partisipatif."),
    ),
    Kind.SAQ_SUBMITTED: Words(
        say("{unit} mengirim kuesioner"), say("{round}: kuesionernya menunggu verifikasi Anda.")
    ),
    Kind.SAQ_REOPENED: Words(
        say("Kuesioner {unit} dibuka kembali"),
        say("{round}: perbaiki, lalu kirim lagi paling lambat {until}."),
    ),
    Kind.SAQ_VERIFIED: Words(
        say("Verifikasi kuesioner {unit} selesai"),
        say("{round}: lihat nilai sementara setiap butir dan catatannya."),
    ),
    Kind.RESULTS_ANNOUNCED: Words(say("Hasil {round} diumumkan"), say("{unit}: {category}, nilai {score}.")),
    "results_without_score": Words(say("Hasil {round} diumumkan"), say("{unit}: {category}.")),
    Kind.AUDIT_ENDED: Words(
        say("Pemeriksaan situs {unit} selesai"),
        say("{present} butir ada dan berlaku, {missing} tidak ditemukan, {others} perlu dilihat."),
    ),
    "audit_failed": Words(say("Pemeriksaan situs {unit} gagal"), say("{fault}")),
    Kind.ITEM_GIVEN: Words(
        say("Tugas baru: {item}"), say("{unit}: selesaikan dan tunjukkan buktinya paling lambat {due}.")
    ),
    Kind.ITEM_DUE_SOON: Words(
        say("Tersisa {left} hari kalender: {item}"), say("{unit}: tunjukkan buktinya paling lambat {due}.")
    ),
    "item_due_today": Words(
        say("Hari ini batasnya: {item}"), say("{unit}: tunjukkan buktinya hari ini juga, {due}.")
    ),
    Kind.ITEM_OVERDUE: Words(
        say("Lewat tanggal: {item}"),
        say("{unit}: seharusnya selesai {due}. Tunjukkan buktinya, atau tetapkan tanggal baru."),
    ),
    "items_overdue": Words(
        say("{items} tindak lanjut lewat tanggal di {units} satker"),
        say("Di bawah {unit}: lihat satker mana yang perlu dibantu."),
    ),
    Kind.APPOINTED: Words(
        say("Anda ditugaskan sebagai {role} di {unit}"),
        say("Berlaku mulai {start}. Yang menunggu Anda ada di meja kerja."),
    ),
    Kind.UNIT_CHANGED: Words(
        say("Satker Anda berubah: {unit}"),
        say("{before} kini {unit}. Pekerjaan lama tetap tersimpan, dan alamat lama tetap mengantar ke sini."),
    ),
    "unit_changes": Words(
        say("Satker Anda akan berubah: {unit}"),
        say("Mulai {start}, {before} menjadi {unit}. Sampai hari itu pekerjaan berjalan seperti biasa."),
    ),
    Kind.VERSION_SUBMITTED: Words(
        say("Periksa: {title}"), say("{unit}: periksa isi dan datanya, lalu setujui atau kembalikan.")
    ),
    "versions_submitted": Words(
        say("Periksa {many} informasi"),
        say("{unit}: {title}, dan lainnya; periksa satu per satu atau sekaligus di antrean."),
    ),
    Kind.VERSION_RETURNED: Words(
        say("Dikembalikan: {title}"), say("{unit}: baca catatannya, perbaiki, lalu kirim lagi.")
    ),
    Kind.VERSION_CHECKED: Words(
        say("Siap diumumkan: {title}"), say("{unit}: sudah diperiksa; tinggal diumumkan.")
    ),
    "versions_checked": Words(
        say("{many} informasi siap diumumkan"),
        say("{unit}: {title}, dan lainnya; sudah diperiksa, tinggal diumumkan dari antrean."),
    ),
    Kind.PUBLICATION_DUE: Words(
        say("Segera perbarui: {title}"),
        say("{unit}: usang sesudah {due}. Perbarui, atau nyatakan masih berlaku."),
    ),
    Kind.TEST_PROPOSED: Words(
        say("Uji konsekuensi: {title}"), say("{unit} mengusulkan pengecualian; putuskan dengan alasannya.")
    ),
    Kind.TEST_RETURNED: Words(
        say("Uji konsekuensi dikembalikan: {title}"),
        say("{unit}: baca catatannya, perbaiki, lalu usulkan lagi."),
    ),
    Kind.TEST_DUE_SOON: Words(
        say("Tersisa {left} hari kerja: uji konsekuensi {title}"),
        say("{unit}: permohonannya harus dijawab paling lambat {due}; uji ini harus selesai sebelum itu."),
    ),
    "test_due_today": Words(
        say("Hari ini batasnya: uji konsekuensi {title}"),
        say("{unit}: permohonannya harus dijawab hari ini juga, {due}. Selesaikan uji ini sekarang."),
    ),
    "test_late": Words(
        say("Lewat tenggat: uji konsekuensi {title}"),
        say("{unit}: permohonannya seharusnya dijawab {due}. Selesaikan uji ini, lalu jawab pemohonnya."),
    ),
    Kind.TEST_DECIDED: Words(
        say("Uji konsekuensi diputus: {title}"), say("{unit}: baca keputusannya dan langkah berikutnya.")
    ),
    Kind.EXEMPTION_ENDED: Words(
        say("Terbuka kembali: {title}"),
        say("{unit}: masa pengecualiannya berakhir {until}. Umumkan, atau uji kembali."),
    ),
    Kind.CASE_RECEIVED: Words(
        say("Permohonan baru: {number}"),
        say("{unit}: baca permohonannya dan mulai kerjakan; jawab paling lambat {due}."),
    ),
    "case_unnumbered": Words(
        say("Permohonan baru menunggu didaftarkan"),
        say("{unit}: periksa kelengkapannya, lalu daftarkan; jawab paling lambat {due}."),
    ),
    Kind.CASE_MESSAGE: Words(
        say("Pesan baru dari pemohon: {number}"), say("{unit}: baca pesannya dan balas.")
    ),
    "letters_waiting": Words(
        say("Surat masuk menunggu dibaca"),
        say("{unit}: ada surat yang belum jelas perkaranya. Baca, lalu tentukan tempatnya."),
    ),
    Kind.CASE_ASSIGNED: Words(
        say("Anda mengerjakan permohonan {number}"), say("{unit}: jawab paling lambat {due}.")
    ),
    Kind.CASE_CONSENT: Words(
        say("Tata cara permohonan {number} menunggu persetujuan Anda"),
        say("{unit}: petugas mengusulkan tata cara yang lebih longgar; setujui atau tolak."),
    ),
    Kind.CASE_DUE_SOON: Words(
        say("Tersisa {left} hari kerja: perkara {number}"), say("{unit}: selesaikan paling lambat {due}.")
    ),
    "case_due_today": Words(
        say("Hari ini batasnya: perkara {number}"), say("{unit}: selesaikan hari ini juga, {due}.")
    ),
    Kind.CASE_OVERDUE: Words(
        say("Lewat tenggat: perkara {number}"),
        say("{unit}: seharusnya selesai {due}. Jawab sekarang; pemohon dapat mengajukan keberatan."),
    ),
    "cases_due_soon": Words(
        say("{cases} perkara mendekati tenggat"), say("{unit}: mulailah dari yang paling dekat tenggatnya.")
    ),
    "cases_overdue": Words(
        say("{cases} perkara lewat tenggat"),
        say("{unit}: jawab sekarang, mulai dari yang paling lama; pemohon dapat mengajukan keberatan."),
    ),
    "cases_overdue_below": Words(
        say("{cases} perkara lewat tenggat di {units} satker"),
        say("Di bawah {unit}: lihat satker mana yang perlu dibantu."),
    ),
    Kind.CASE_MOVED: Words(
        say("Tenggat perkara {number} bergeser"),
        say("{unit}: semula {start}, kini {due}, karena daftar hari libur atau tahapan berubah."),
    ),
    "cases_moved": Words(
        say("Tenggat {cases} perkara bergeser"),
        say("{unit}: daftar hari libur atau tahapan berubah; lihat tenggat yang baru."),
    ),
    Kind.OBJECTION_RECEIVED: Words(
        say("Keberatan masuk: {number}"), say("{unit}: atasan PPID menjawab paling lambat {due}.")
    ),
    Kind.OBJECTION_DECIDED: Words(
        say("Keberatan {number} diputus"), say("{unit}: laksanakan putusannya paling lambat {due}.")
    ),
    Kind.REPORT_DUE: Words(
        say("Laporan layanan informasi tahun {title}"),
        say("{unit}: lengkapi dan umumkan paling lambat {due}."),
    ),
}


def _variant(kind: Kind, payload: Mapping[str, Any]) -> str:
    """Which words of a kind: some say another thing on the last day, for a failure, or for a summary."""
    is_last_day, has_many = payload.get("left") == 0, "cases" in payload
    variants = {
        Kind.SAQ_DUE_SOON: "saq_due_today" if is_last_day else "",
        Kind.ITEM_DUE_SOON: "item_due_today" if is_last_day else "",
        Kind.RESULTS_ANNOUNCED: "" if payload.get("score") else "results_without_score",
        Kind.AUDIT_ENDED: "audit_failed" if payload.get("fault") else "",
        Kind.ITEM_OVERDUE: "items_overdue" if "items" in payload else "",
        Kind.VERSION_SUBMITTED: "versions_submitted" if "many" in payload else "",
        Kind.VERSION_CHECKED: "versions_checked" if "many" in payload else "",
        Kind.UNIT_CHANGED: "unit_changes" if "start" in payload else "",
        Kind.CASE_DUE_SOON: "cases_due_soon" if has_many else "case_due_today" if is_last_day else "",
        Kind.CASE_OVERDUE: "cases_overdue_below"
        if "units" in payload
        else "cases_overdue"
        if has_many
        else "",
        Kind.CASE_MOVED: "cases_moved" if has_many else "",
        Kind.CASE_MESSAGE: "letters_waiting" if "letters" in payload else "",
        Kind.CASE_RECEIVED: "" if payload.get("number") else "case_unnumbered",
        Kind.TEST_DUE_SOON: "test_due_today" if is_last_day else "" if "left" in payload else "test_late",
    }
    return variants.get(kind) or kind


def _spoken(name: str, value: object) -> object:
    """A plain stored value as it stands in a sentence; a dash where it is lacking."""
    if isinstance(value, Mapping):
        return phrase_of(value)
    if name in _DAYS and isinstance(value, str):
        return Day(date.fromisoformat(value))
    if name == "role" and value in set(Role):
        return ROLE_WORDS[Role(str(value))]
    return "–" if value is None or value == "" else value


def _filled(phrase: Phrase, payload: Mapping[str, Any]) -> Phrase:
    names = [name for _text, name, _form, _conversion in Formatter().parse(phrase.source) if name]
    return Phrase(phrase.source, tuple((name, _spoken(name, payload.get(name))) for name in names))


def words_of(kind: Kind, payload: Mapping[str, Any]) -> Words:
    """Title and sentence of a notification, to be read in the language of whoever shows them.

    Payload values are plain: numbers, names, days as "2026-11-27" under `start`,
    `until` and `due`, a role's key under `role`, sentences as `{"id", "en"}`.
    """
    words = _WORDS[_variant(kind, payload)]
    return Words(_filled(words.title, payload), _filled(words.sentence, payload))


def may_stop(kind: Kind) -> bool:
    """May a person do without mail about this?"""
    return kind not in MUST_BE_TOLD


def way_of(kind: Kind, rhythm: Rhythm, muted: Collection[str]) -> Way:
    """How a notification comes beside the inbox. What must be told comes by mail in any case."""
    is_stopped = may_stop(kind) and (kind in muted or rhythm is Rhythm.INBOX_ONLY)
    if is_stopped:
        return Way.INBOX
    return Way.DIGEST if rhythm is Rhythm.DIGEST else Way.LETTER


def is_quiet(hour: int, quiet_from: int, quiet_to: int) -> bool:
    """Is this hour of the day one of quiet? Equal bounds mean none; the first may stand after the last."""
    if quiet_from <= quiet_to:
        return quiet_from <= hour < quiet_to
    return hour >= quiet_from or hour < quiet_to


def leaves_at(at: datetime, *, quiet_from: int, quiet_to: int, clock: tzinfo) -> datetime:
    """When a letter of this moment may leave: then, or at the end of the quiet hours it falls into."""
    local = at.astimezone(clock)
    if not is_quiet(local.hour, quiet_from, quiet_to):
        return at
    end = local.replace(hour=quiet_to, minute=0, second=0, microsecond=0)
    return end if end > local else end + timedelta(days=1)


def digest_at(at: datetime, *, quiet_from: int, quiet_to: int, clock: tzinfo) -> datetime:
    """When the digest gathered at a moment leaves: at 07:00 of that day, or late but outside quiet."""
    local = at.astimezone(clock)
    seven = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return leaves_at(max(local, seven), quiet_from=quiet_from, quiet_to=quiet_to, clock=clock)
