"""What a person is told of: kinds of notification, how they come, when a letter leaves.

What must be told cannot be stopped: the law (UU 14/2008, Perki 1/2022) or the
fairness of a round asks for it. When letters are quiet is each person's wish.
"""

from collections.abc import Collection
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from terbuka.rules.language import Phrase, say

# What happens within a moment comes in one letter.
GATHERED = timedelta(minutes=1)
DIGEST_HOUR = 7


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
    CASE_DECLINED = "case_declined"
    SECTION_ASKED = "section_asked"
    CASE_DUE_SOON = "case_due_soon"
    CASE_OVERDUE = "case_overdue"
    CASE_MOVED = "case_moved"
    OBJECTION_RECEIVED = "objection_received"
    OBJECTION_DECIDED = "objection_decided"
    DISPUTE_MOVED = "dispute_moved"
    HEARING_DUE = "hearing_due"
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
    Kind.CASE_DECLINED: say("Tata cara permohonan tidak diubah"),
    Kind.SECTION_ASKED: say("Dokumen diminta dari bagian Anda"),
    Kind.CASE_DUE_SOON: say("Tenggat perkara mendekat"),
    Kind.CASE_OVERDUE: say("Perkara lewat tenggat"),
    Kind.CASE_MOVED: say("Tenggat perkara bergeser"),
    Kind.OBJECTION_RECEIVED: say("Keberatan masuk"),
    Kind.OBJECTION_DECIDED: say("Keberatan diputus"),
    Kind.DISPUTE_MOVED: say("Sengketa berubah keadaan"),
    Kind.HEARING_DUE: say("Sidang sengketa mendekat"),
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
    Kind.HEARING_DUE: say("Komisi Informasi dapat memutus tanpa badan publik yang tidak hadir."),
}


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
