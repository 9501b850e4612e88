"""The objections of a unit by urgency, one objection as the office reads it, and its files."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from terbuka.models import Objection, WorkUnit
from terbuka.rules.daynames import Day
from terbuka.rules.language import Phrase, say
from terbuka.rules.register.channels import CHANNEL_WORDS, Channel
from terbuka.rules.register.objections import (
    ENDED,
    GROUND_WORDS,
    OPEN,
    STATUS_WORDS,
    Ground,
    ObjectionStatus,
    may_answer,
    may_become,
    may_dispute,
    may_settle,
)
from terbuka.rules.ruling import Ruling, allow, refuse
from terbuka.services.calendar import calendar_of
from terbuka.services.register.answering import decided_by
from terbuka.services.register.grounds import admissible, dispute_window, is_unanswered_late
from terbuka.services.register.objecting import lacks_proxy
from terbuka.services.register.rows import OBJECTION
from terbuka.web.access import person, today_at
from terbuka.web.register.case_doors import (
    Choice,
    clock_now,
    files_of,
    href,
    kept_file,
    objection_of,
    papers_of,
    subject_of,
)
from terbuka.web.register.case_words import DONE, NEXT_FOR_OBJECTION, OBJECTION_ACTS, OBJECTIONS
from terbuka.web.register.clock import left_words
from terbuka.web.register.doors import Rights, frame, reading, rights_of
from terbuka.web.register.timeline import timeline
from terbuka.web.words import Word

_S = ObjectionStatus
MOST_ENDED = 100
_WAITING = frozenset({_S.UPHELD, _S.FULFILLED, _S.DISPUTED})


@dataclass(frozen=True, slots=True)
class Row:
    """One objection as the list shows it."""

    objection: Objection
    subject: str
    word: Word
    grounds: str
    left: Phrase | str
    is_late: bool
    is_mine: bool


def _row(one: Objection, today: Any, calendar: Any, rights: Rights) -> Row:
    status = _S(one.status)
    owes = status in OPEN or status in (_S.GRANTED, _S.PARTLY_GRANTED)
    is_mine = (status in OPEN and rights.consent) or (
        status in (_S.GRANTED, _S.PARTLY_GRANTED) and rights.serve
    )
    return Row(
        one,
        subject_of(one),
        OBJECTIONS[status],
        ", ".join(one.grounds),
        left_words(one.due_on, today, calendar) if owes else "",
        owes and one.due_on is not None and one.due_on < today,
        is_mine,
    )


@require_safe
@reading
def objections(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """What waits, the most urgent first; then what waits for the objector, and what has ended."""
    rights, today, calendar = rights_of(request, unit), today_at(unit), calendar_of(unit)
    rows = Objection.objects.filter(unit=unit).select_related("request", "item")
    ended = [one.value for one in ENDED]
    running = [
        _row(one, today, calendar, rights) for one in rows.exclude(status__in=ended).order_by("due_on")
    ]
    told = {
        "rights": rights,
        "owed": [row for row in running if _S(row.objection.status) not in _WAITING],
        "waiting": [row for row in running if _S(row.objection.status) in _WAITING],
        "ended": [_row(one, today, calendar, rights) for one in rows.filter(status__in=ended)[:MOST_ENDED]],
        "late": sum(row.is_late for row in running),
    }
    return render(request, "register/objections.html", frame(unit, **told))


@require_safe
@reading
def objection(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """One objection: where it stands, what is wrong, what to do next; then all that belongs to it."""
    one, at, rights = objection_of(unit, pk), timezone.now(), rights_of(request, unit)
    status, files, window = _S(one.status), files_of(one), dispute_window(one)
    clock = clock_now(one, at)
    choices = choices_of(one, rights, person(request).pk, at)
    told = {
        "case": one,
        "subject": subject_of(one),
        "word": OBJECTIONS[status],
        "rights": rights,
        "clock": clock,
        "window": window.deadline if window and (one.decided_at or is_unanswered_late(one, at=at)) else None,
        "wrong": wrong_with(one, at),
        "next": NEXT_FOR_OBJECTION.get(status, DONE),
        "choices": choices,
        "primary": next((act for act in choices if act.ruling and not act.is_quiet), None),
        "grounds": [(letter, GROUND_WORDS[Ground(letter)]) for letter in one.grounds],
        "channel": CHANNEL_WORDS[Channel(one.channel)],
        "result": STATUS_WORDS[_S(one.result)] if one.result else "",
        "files": files,
        "papers": papers_of(one),
        "disputes": list(one.disputes.all()),
        "history": timeline(one, [file for file, _kind in files], kind=OBJECTION, words=OBJECTION_ACTS),
    }
    return render(request, "register/objection.html", frame(unit, **told))


def wrong_with(one: Objection, at: datetime) -> list[Phrase]:
    """What is wrong or at risk; empty where all is well."""
    found: list[Phrase] = []
    status = _S(one.status)
    if status is _S.FILED:
        ruling = admissible(one)
        if not ruling and ruling.reason:
            found.append(ruling.reason)
        if lacks_proxy(one):
            found.append(
                say("Diajukan lewat kuasa, tetapi surat kuasanya belum ada: mintalah, lalu tambahkan.")
            )
    if is_unanswered_late(one, at=at):
        window = dispute_window(one)
        assert one.due_on
        assert window
        found.append(
            say(
                "Batas tanggapan {due} sudah lewat: pemohon dapat mengajukan sengketa ke Komisi Informasi "
                "sampai {window}. Jawablah sekarang juga.",
                due=Day(one.due_on),
                window=Day(window.deadline.due),
            )
        )
    if (
        status in (_S.GRANTED, _S.PARTLY_GRANTED)
        and one.order_due_on
        and one.order_due_on < today_at(one.unit)
    ):
        found.append(say("Perintah atasan PPID seharusnya dilaksanakan {due}.", due=Day(one.order_due_on)))
    return found


def deciding(one: Objection, by: int) -> Ruling:
    """May this person answer it now? All decisions come from the same state."""
    allowed = may_become(_S(one.status), _S.GRANTED)
    return may_answer(by, decided_by(one)) if allowed else allowed


def settling(one: Objection) -> Ruling:
    """May both sides be brought together now?"""
    allowed = may_become(_S(one.status), _S.SETTLING)
    return may_settle([Ground(letter) for letter in one.grounds]) if allowed else allowed


def refusing(one: Objection, by: int) -> Ruling:
    """May it be declared inadmissible: does something stand against it, and is it not one's own answer?"""
    allowed = may_become(_S(one.status), _S.INADMISSIBLE)
    if not allowed:
        return allowed
    if admissible(one):
        return refuse(say("Keberatan ini memenuhi syarat: daftarkan, lalu jawab pokoknya."))
    return may_answer(by, decided_by(one))


def registering(one: Objection) -> Ruling:
    """May it enter the register now?"""
    allowed = may_become(_S(one.status), _S.REGISTERED)
    if allowed and lacks_proxy(one):
        return refuse(say("Surat kuasa belum ada: lampirkan dahulu, lalu daftarkan."), cite="perki1-2021:39")
    return admissible(one) if allowed else allowed


def disputing(one: Objection, at: datetime) -> Ruling:
    """May the file of a dispute be opened now?"""
    return may_dispute(_S(one.status), is_unanswered_late=is_unanswered_late(one, at=at))


type _Offer = tuple[bool, Any, str, Ruling, bool]


def _for_supervisor(one: Objection, status: ObjectionStatus, by: int) -> list[_Offer]:
    """What only who answers objections does."""
    again = _("Lanjutkan pembahasan") if status is _S.SETTLING else _("Mulai membahas")
    is_moving = status in (_S.REGISTERED, _S.DISCUSSED)
    refuse_it = _("Nyatakan tidak dapat diterima")
    return [
        (status is _S.FILED, refuse_it, "objection_refuse", refusing(one, by), False),
        (status is _S.SETTLING, _("Catat kesepakatan"), "objection_settle", allow(), False),
        (bool(may_become(status, _S.DISCUSSED)), again, "objection_discuss", allow(), False),
        (status is _S.DISCUSSED, _("Jawab keberatan"), "objection_decide", deciding(one, by), False),
        (is_moving, _("Undang musyawarah"), "objection_settling", settling(one), False),
    ]


def _for_office(one: Objection, status: ObjectionStatus) -> list[_Offer]:
    """What those do who serve the applicant."""
    owes_order, is_open = status in (_S.GRANTED, _S.PARTLY_GRANTED), status in OPEN
    has_answer = one.decided_at is not None
    return [
        (owes_order, _("Catat pelaksanaan"), "objection_fulfil", allow(), False),
        (has_answer, _("Catat tanggapan pemohon"), "objection_reaction", allow(), True),
        (is_open, _("Catat pencabutan"), "objection_withdraw", allow(), True),
    ]


def choices_of(one: Objection, rights: Rights, by: int, at: datetime) -> list[Choice]:
    """What this person may do next, the most likely first; what the role never allows is left out."""
    status, found = _S(one.status), list[_Offer]()
    lacks_letter = status is _S.FILED and lacks_proxy(one)
    if rights.serve or rights.consent:
        found.append((lacks_letter, _("Tambah surat kuasa"), "objection_file_new", allow(), False))
        found.append((status is _S.FILED, _("Daftarkan"), "objection_register", registering(one), False))
    if rights.consent:
        found += _for_supervisor(one, status, by)
    if rights.serve:
        found += _for_office(one, status)
    if rights.serve or rights.consent:
        can, owes_order = disputing(one, at), status in (_S.GRANTED, _S.PARTLY_GRANTED)
        found += [
            (bool(can), _("Buka berkas sengketa"), "dispute_new", can, owes_order),
            (True, _("Tulis kepada pemohon"), "objection_message", allow(), status not in OPEN),
            (not lacks_letter, _("Tambah berkas"), "objection_file_new", allow(), True),
        ]
    return [
        Choice(label, href(name, one), ruling, is_quiet)
        for is_shown, label, name, ruling, is_quiet in found
        if is_shown
    ]


@require_safe
@reading
def objection_file(request: HttpRequest, unit: WorkUnit, pk: int, file: int) -> HttpResponse:
    """A file of an objection, as it came."""
    return kept_file(unit, "objection", pk, file)
