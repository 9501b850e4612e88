"""Where a case stands, said in the first lines of its page: what it is, what is wrong, what to do next."""

from collections.abc import Sequence
from datetime import date

from terbuka.models import InformationRequest, SectionTask
from terbuka.rules.daynames import Day
from terbuka.rules.exemption import TestStatus
from terbuka.rules.language import Phrase, say
from terbuka.rules.register.applicants import Lack, told_lacks
from terbuka.rules.register.requests import OPEN, RequestStatus
from terbuka.web.register.actions import waits_for_consent
from terbuka.web.register.clock import Clock
from terbuka.web.register.doors import Rights

_S = RequestStatus
_DECIDED_TEST = (TestStatus.APPROVED.value, TestStatus.REFUSED.value)
_NEXT: dict[RequestStatus, Phrase] = {
    _S.RECEIVED: say("Baca isinya, lalu daftarkan: sejak itu waktunya berjalan penuh."),
    _S.NEEDS_COMPLETION: say(
        "Pemohon sedang diminta melengkapi. Bila ia melengkapi lewat telepon atau di meja, isilah di sini."
    ),
    _S.REGISTERED: say("Mulai proses: siapa yang mengerjakan, dan bagian mana yang memegang dokumennya?"),
    _S.CONSEQUENCE_TEST: say("Uji konsekuensinya belum diputus; waktu jawaban tetap berjalan."),
    _S.GRANTED: say("Serahkan informasinya, lalu catat penyerahannya."),
    _S.PARTLY_GRANTED: say("Serahkan bagian yang diberikan, lalu catat penyerahannya."),
    _S.OBJECTED: say("Pemohon mengajukan keberatan; atasan PPID menanganinya."),
}
_DECIDE = say("Putuskan jawabannya.")
_PREPARE = say("Siapkan bahannya; PPID yang memutus jawabannya.")
_DONE = say("Tidak ada lagi yang harus dikerjakan.")


def next_of(case: InformationRequest, rights: Rights, missing: Sequence[Lack]) -> Phrase:
    """What to do next, in one sentence."""
    status = _S(case.status)
    if status is _S.RECEIVED and missing:
        told = ", ".join(str(one) for one in told_lacks(missing))
        return say("Minta pemohon melengkapi: {lacks}. Atau isi sendiri bila Anda mengetahuinya.", lacks=told)
    is_tested = case.test is not None and case.test.status in _DECIDED_TEST
    if status in (_S.IN_PROCESS, _S.EXTENDED) or (status is _S.CONSEQUENCE_TEST and is_tested):
        return _DECIDE if rights.answer else _PREPARE
    return _NEXT.get(status, _DONE)


def wrong_with(
    case: InformationRequest, clock: Clock | None, tasks: Sequence[SectionTask], today: date
) -> list[Phrase]:
    """What is wrong or at risk, the gravest first; empty where all is well."""
    owes = _S(case.status) in OPEN and case.status != _S.NEEDS_COMPLETION
    found: list[Phrase] = []
    if owes and clock and clock.is_late:
        found.append(
            say(
                "Batas jawaban {due} sudah lewat: pemohon dapat mengajukan keberatan sekarang.",
                due=Day(clock.deadline.due),
            )
        )
    elif owes and clock and clock.deadline.target <= today:
        found.append(say("Menurut hitungan yang lebih ketat, jawabannya harus keluar hari ini."))
    late = [one for one in tasks if one.done_at is None and one.due_on < today]
    if late:
        named = ", ".join(one.section for one in late)
        found.append(say("Belum dijawab bagian lain: {sections}.", sections=named))
    if waits_for_consent(case):
        found.append(say("Rezim yang lebih longgar menunggu persetujuan atasan PPID."))
    if owes and clock and clock.deadline.is_provisional:
        found.append(say("Batasnya sementara: daftar hari liburnya belum ada atau masih perkiraan."))
    if owes and case.assigned_to_id is None and case.status != _S.RECEIVED:
        found.append(say("Belum ada yang ditugaskan."))
    return found
