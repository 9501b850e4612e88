"""Where the own case stands, in words for who asked: what it is now, and what happens next."""

from dataclasses import dataclass
from datetime import date, datetime

from terbuka.models import InformationRequest, Objection
from terbuka.rules.language import Phrase, say
from terbuka.rules.register.objections import ObjectionStatus
from terbuka.rules.register.requests import RequestStatus
from terbuka.services.register.grounds import dispute_window

_S, _O = RequestStatus, ObjectionStatus


@dataclass(frozen=True, slots=True)
class Standing:
    """`now` is the state in one sentence, `then` what comes of itself or what the applicant may do."""

    now: Phrase
    then: Phrase


@dataclass(frozen=True, slots=True)
class Milestone:
    """What happened, and when."""

    at: datetime
    what: Phrase


_ANSWERED = say("Tidak puas? Ajukan keberatan di bawah; itu gratis.")
_REQUEST: dict[RequestStatus, Standing] = {
    _S.RECEIVED: Standing(
        say("Permohonan Anda sudah diterima."),
        say("Petugas memeriksa kelengkapannya, lalu memberi nomor pendaftaran."),
    ),
    _S.NEEDS_COMPLETION: Standing(
        say("Permohonan Anda perlu dilengkapi."),
        say("Lengkapi di bawah sebelum batasnya. Lewat dari itu ditutup, dan boleh diajukan lagi."),
    ),
    _S.NOT_COMPLETED: Standing(
        say("Permohonan ini ditutup karena tidak dilengkapi."),
        say("Anda boleh mengajukannya lagi kapan saja, gratis."),
    ),
    _S.REGISTERED: Standing(
        say("Permohonan Anda terdaftar."),
        say("PPID mencari informasinya dan menjawab secara tertulis sebelum tanggal jatuh tempo."),
    ),
    _S.IN_PROCESS: Standing(
        say("Permohonan Anda sedang diproses."),
        say("PPID mencari informasinya dan menjawab secara tertulis sebelum tanggal jatuh tempo."),
    ),
    _S.CONSEQUENCE_TEST: Standing(
        say("Sedang diuji apakah informasinya boleh dibuka."),
        say("Waktunya tetap berjalan: Anda dijawab sebelum tanggal jatuh tempo."),
    ),
    _S.EXTENDED: Standing(
        say("Jawabannya diperpanjang satu kali."),
        say("Alasannya ada di pesan di bawah. Perpanjangan hanya boleh sekali."),
    ),
    _S.GRANTED: Standing(
        say("Permohonan Anda dikabulkan."),
        say("Informasinya ada di bawah, atau diserahkan sebagaimana Anda pilih."),
    ),
    _S.PARTLY_GRANTED: Standing(say("Permohonan Anda dikabulkan sebagian."), _ANSWERED),
    _S.REFUSED: Standing(say("Permohonan Anda ditolak, dengan alasan di bawah."), _ANSWERED),
    _S.NOT_HELD: Standing(say("Kantor ini tidak menguasai informasi yang Anda minta."), _ANSWERED),
    _S.FULFILLED: Standing(
        say("Informasinya sudah diserahkan."),
        say("Mohon nyatakan sudah Anda terima, dan nilai layanannya. Tidak puas? Ajukan keberatan di bawah."),
    ),
    _S.OBJECTED: Standing(
        say("Keberatan Anda sedang ditangani."),
        say("Atasan PPID menjawabnya secara tertulis; lihat di bawah."),
    ),
    _S.CLOSED: Standing(
        say("Permohonan ini selesai."), say("Perlu yang lain? Ajukan permohonan baru; itu gratis.")
    ),
    _S.WITHDRAWN: Standing(
        say("Anda mencabut permohonan ini."), say("Anda boleh mengajukannya lagi kapan saja, gratis.")
    ),
    _S.TRANSFERRED: Standing(
        say("Permohonan ini diteruskan ke satker yang menguasai informasinya."),
        say("Kode perkara yang baru ada di pesan di bawah."),
    ),
}
_COMMISSION = say("Tidak puas? Anda dapat meminta Komisi Informasi menyelesaikannya sebagai sengketa.")
_OBJECTION: dict[ObjectionStatus, Standing] = {
    _O.FILED: Standing(
        say("Keberatan Anda sudah diterima."), say("Syaratnya diperiksa, lalu keberatan diberi nomor.")
    ),
    _O.INADMISSIBLE: Standing(
        say("Keberatan Anda tidak dapat diterima."), say("Alasannya tertulis di bawah.")
    ),
    _O.REGISTERED: Standing(
        say("Keberatan Anda terdaftar."),
        say("Atasan PPID menjawabnya secara tertulis sebelum tanggal jatuh tempo."),
    ),
    _O.DISCUSSED: Standing(
        say("Keberatan Anda sedang dibahas."),
        say("Atasan PPID menjawabnya secara tertulis sebelum tanggal jatuh tempo."),
    ),
    _O.SETTLING: Standing(
        say("Keberatan Anda dimusyawarahkan."), say("Kantornya menghubungi Anda untuk mencari kesepakatan.")
    ),
    _O.SETTLED: Standing(say("Keberatan Anda selesai dengan kesepakatan."), say("Isinya tertulis di bawah.")),
    _O.GRANTED: Standing(
        say("Keberatan Anda dikabulkan."), say("PPID diperintahkan memberikan informasinya.")
    ),
    _O.PARTLY_GRANTED: Standing(say("Keberatan Anda dikabulkan sebagian."), _COMMISSION),
    _O.UPHELD: Standing(say("Keberatan Anda ditolak."), _COMMISSION),
    _O.FULFILLED: Standing(say("Keberatan Anda sudah dipenuhi."), say("Tidak ada lagi yang ditunggu.")),
    _O.DISPUTED: Standing(
        say("Perkara ini menjadi sengketa di Komisi Informasi."), say("Komisi Informasi memanggil Anda.")
    ),
    _O.CLOSED: Standing(say("Keberatan ini selesai."), say("Tidak ada lagi yang ditunggu.")),
    _O.WITHDRAWN: Standing(say("Anda mencabut keberatan ini."), say("Tidak ada lagi yang ditunggu.")),
}
_LATE = say("Jawabannya terlambat. Anda berhak mengajukan keberatan sekarang; caranya di bawah.")
_LATE_OBJECTION = say("Jawabannya terlambat. Anda boleh meminta Komisi Informasi menyelesaikannya sekarang.")


_AFTER_OBJECTION = say(
    "Mohon nyatakan sudah Anda terima, dan nilai layanannya. Masih tidak puas? Halaman keberatan Anda "
    "menyebut batas waktu ke Komisi Informasi."
)


def standing_of(case: InformationRequest, *, is_late: bool, was_objected: bool = False) -> Standing:
    """Where a request stands; `was_objected`: the supervisor has answered an objection to it."""
    found = _REQUEST[_S(case.status)]
    if was_objected and case.status == _S.FULFILLED:
        return Standing(found.now, _AFTER_OBJECTION)
    return Standing(found.now, _LATE) if is_late else found


def objection_standing(case: Objection, *, is_late: bool) -> Standing:
    """Where an objection stands."""
    found = _OBJECTION[_O(case.status)]
    return Standing(found.now, _LATE_OBJECTION) if is_late else found


def commission_until(case: Objection) -> date | None:
    """The last day on which the commission may be asked; None while nothing is decided or due."""
    running = dispute_window(case)
    return running.deadline.due if running else None


def milestones(case: InformationRequest) -> list[Milestone]:
    """What happened with a request, in its order; two queries."""
    notice = getattr(case, "notice", None)
    told: list[tuple[datetime | None, Phrase]] = [
        (case.received_at, say("diterima")),
        (case.registered_at, say("terdaftar dengan nomor {number}", number=case.number)),
        (case.extended_at, say("jawaban diperpanjang")),
        (notice.noticed_at if notice else None, say("dijawab tertulis")),
    ]
    for given in case.hand_overs.all():
        told += [
            (given.handed_at, say("informasi diserahkan")),
            (given.confirmed_at, say("Anda nyatakan diterima")),
        ]
    for one in case.objections.all():
        told += [
            (one.filed_at, say("keberatan diajukan")),
            (one.registered_at, say("keberatan terdaftar dengan nomor {number}", number=one.number)),
            (one.decided_at, say("keberatan dijawab")),
        ]
    told.append((case.ended_at, say("selesai")))
    return sorted((Milestone(at, what) for at, what in told if at), key=lambda one: one.at)


def objection_milestones(case: Objection) -> list[Milestone]:
    """What happened with an objection, in its order."""
    told = (
        (case.filed_at, say("diajukan")),
        (case.registered_at, say("terdaftar dengan nomor {number}", number=case.number)),
        (case.decided_at, say("dijawab")),
        (case.ended_at, say("selesai")),
    )
    return [Milestone(at, what) for at, what in told if at]
