"""What a notification says: a title and one sentence for each kind, made of plain payload values.

What must be told, and why, stands in `notify.py`. Legal ground: UU 14/2008, Perki 1/2021, Perki 1/2022.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from string import Formatter
from typing import Any

from terbuka.rules.daynames import Day
from terbuka.rules.language import Phrase, say
from terbuka.rules.notify import Kind
from terbuka.rules.people import ROLE_WORDS, Role
from terbuka.rules.phrases import phrase_of

_DAYS = frozenset({"start", "until", "due"})


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
    Kind.CASE_DECLINED: Words(
        say("Tata cara permohonan {number} tidak diubah"),
        say("{unit}: atasan PPID menolak tata cara yang lebih longgar; jawab paling lambat {due}."),
    ),
    Kind.SECTION_ASKED: Words(
        say("Dokumen diminta dari {section}: {number}"),
        say("{unit}: serahkan dokumennya paling lambat {due}."),
    ),
    "section_today": Words(
        say("Hari ini batasnya: dokumen dari {section}, {number}"),
        say("{unit}: serahkan dokumennya hari ini juga, {due}."),
    ),
    "section_late": Words(
        say("Lewat tanggal: dokumen dari {section}, {number}"),
        say("{unit}: seharusnya diserahkan {due}. Waktu jawaban kepada pemohon terus berjalan."),
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
        say(
            "{unit}: semula {start}, kini {due}, karena hari libur, tahapan, atau cara menghitungnya berubah."
        ),
    ),
    "cases_moved": Words(
        say("Tenggat {cases} perkara bergeser"),
        say("{unit}: hari libur, tahapan, atau cara menghitungnya berubah; lihat tenggat yang baru."),
    ),
    Kind.OBJECTION_RECEIVED: Words(
        say("Keberatan masuk: {number}"), say("{unit}: atasan PPID menjawab paling lambat {due}.")
    ),
    Kind.OBJECTION_DECIDED: Words(
        say("Keberatan {number} diputus"), say("{unit}: laksanakan putusannya paling lambat {due}.")
    ),
    "objection_upheld": Words(
        say("Keberatan {number} diputus"),
        say("{unit}: jawaban PPID dikuatkan. Pemohon dapat mengajukan sengketa sampai {due}."),
    ),
    Kind.DISPUTE_MOVED: Words(
        say("Sengketa {number}: {state}"),
        say("{unit}: baca berkasnya dan siapkan langkah berikutnya."),
    ),
    "dispute_dated": Words(
        say("Sengketa {number}: {state}"),
        say("{unit}: yang berikutnya paling lambat {due}. Baca berkasnya."),
    ),
    Kind.HEARING_DUE: Words(
        say("Tersisa {left} hari: {what} sengketa {number}"),
        say("{unit}: {due}. Lengkapi yang harus dibawa dan tunjuk siapa yang hadir."),
    ),
    "hearing_today": Words(
        say("Hari ini: {what} sengketa {number}"),
        say("{unit}: {due}. Bawa surat kuasa dan berkas yang sudah disiapkan."),
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
        Kind.SECTION_ASKED: "section_late" if "late" in payload else "section_today" if is_last_day else "",
        Kind.OBJECTION_DECIDED: "objection_upheld" if payload.get("upheld") else "",
        Kind.DISPUTE_MOVED: "dispute_dated" if payload.get("due") else "",
        Kind.HEARING_DUE: "hearing_today" if is_last_day else "",
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
    names = _names(phrase.source)
    return Phrase(phrase.source, tuple((name, _spoken(name, payload.get(name))) for name in names))


@cache
def _names(source: str) -> tuple[str, ...]:
    """The names in the braces of a sentence."""
    return tuple(name for _text, name, _form, _conversion in Formatter().parse(source) if name)


def words_of(kind: Kind, payload: Mapping[str, Any]) -> Words:
    """Title and sentence of a notification, to be read in the language of whoever shows them.

    Payload values are plain: numbers, names, days as "2026-11-27" under `start`,
    `until` and `due`, a role's key under `role`, sentences as `{"id", "en"}`.
    """
    words = _WORDS[_variant(kind, payload)]
    return Words(_filled(words.title, payload), _filled(words.sentence, payload))
