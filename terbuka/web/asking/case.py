"""The own page of a case: number, due date opened day by day, what happens next, what was said and given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from terbuka.documents.qr import qr_svg
from terbuka.models import CaseFile, CaseMessage, InformationRequest, Objection, UnitProfile
from terbuka.rules.contacts import whatsapp_link
from terbuka.rules.deadlines import Deadline
from terbuka.rules.language import Phrase, say
from terbuka.rules.register.applicants import Lack, told_lacks
from terbuka.rules.register.clocks import COMPLETION, OBJECTION_FILE, has_passed
from terbuka.rules.register.objections import GROUND_WORDS, Ground, ObjectionStatus
from terbuka.rules.register.objections import OPEN as OPEN_OBJECTIONS
from terbuka.rules.register.objections import may_become as may_objection_become
from terbuka.rules.register.papers import PAPER_WORDS
from terbuka.rules.register.post import FileKind, MessageKind
from terbuka.rules.register.refusals import GROUND_WORDS as REFUSAL_WORDS
from terbuka.rules.register.refusals import RefusalGround
from terbuka.rules.register.requests import OPEN, RequestStatus, may_become
from terbuka.rules.sources import citation
from terbuka.services.register.grounds import grounds_of, is_in_time, is_unanswered_late
from terbuka.services.register.places import place_of
from terbuka.services.register.receiving import lacking
from terbuka.services.register.rows import running_of
from terbuka.web.asking.door import Case, opened_by_code, spoken_code
from terbuka.web.asking.fields import Filled, entries_of, filled_of, parts_of
from terbuka.web.asking.standing import (
    commission_until,
    milestones,
    objection_milestones,
    objection_standing,
    standing_of,
)
from terbuka.web.register.clock import clock_of, left_words
from terbuka.web.register.papers import NAMES, OWN, papers_for
from terbuka.web.register.wording import STATUSES

MOST_MESSAGES = 100
RATINGS = (
    (5, _("Sangat puas")),
    (4, _("Puas")),
    (3, _("Cukup")),
    (2, _("Kurang puas")),
    (1, _("Tidak puas")),
)
_DUE: dict[str, Promise] = {
    COMPLETION: _("Lengkapi paling lambat"),
    OBJECTION_FILE: _("Keberatan dapat diajukan sampai"),
}
_ANSWER_BY = _("Jawaban paling lambat")
# Which fields an applicant fills in for what lacks; the letter of a proxy is a file.
_FIELDS: dict[Lack, tuple[str, ...]] = {
    Lack.NAME: ("name",),
    Lack.IDENTITY: ("identity_kind", "identity"),
    Lack.ADDRESS: ("address",),
    Lack.CONTACT: ("phone", "email"),
    Lack.DETAILS: ("details",),
    Lack.PURPOSE: ("purpose",),
}


@dataclass(slots=True)
class Tried:
    """A form of the page that could not be taken: which one, what was typed, what is wrong by field."""

    form: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()
    faults: Mapping[str, Phrase] = field(default_factory=dict)

    @property
    def fault(self) -> Phrase | None:
        """The first thing that is wrong."""
        return next(iter(self.faults.values()), None)


@dataclass(frozen=True, slots=True)
class Due:
    """The limit that runs: its label, the day, how long it is still, and how it was counted."""

    label: Promise
    left: Phrase | str
    is_late: bool
    is_provisional: bool
    deadline: Deadline
    cite: str


def own_files(case: Case) -> QuerySet[CaseFile]:
    """What the applicant may open: answers that were released, and what the applicant sent."""
    released = Q(kind=FileKind.ANSWER.value, released_at__isnull=False)
    brought = Q(kind__in=[FileKind.ATTACHMENT.value, FileKind.PROXY.value], added_by=None)
    return case.files.filter(released | brought, removed_at=None).select_related("file__blob")


def shown(request: HttpRequest, case: Case, tried: Tried | None = None, *, status: int = 200) -> HttpResponse:
    """The page of a case, with a form that could not be taken as it was typed."""
    tried = tried or Tried()
    told = {
        "section": "ask",
        "case": case,
        "unit": case.unit,
        "code": spoken_code(case.code),
        "tried": tried,
        "is_new": "baru" in request.GET,
        "done": request.GET.get("selesai", ""),
        "refused_files": request.GET.get("tertolak", ""),
        "files": list(own_files(case)),
        "messages": _messages(case),
        "papers": [(NAMES[kind], PAPER_WORDS[kind]) for kind in papers_for(case) if kind in OWN],
        **_ways(case),
    }
    if isinstance(case, Objection):
        return render(request, "asking/objection.html", told | _of_objection(case), status=status)
    return render(request, "asking/case.html", told | _of_request(case, tried), status=status)


@require_safe
@opened_by_code
def case_page(request: HttpRequest, case: Case) -> HttpResponse:
    """The page that the code opens."""
    return shown(request, case)


def _messages(case: Case) -> list[CaseMessage]:
    kinds = [MessageKind.FROM_APPLICANT.value, MessageKind.TO_APPLICANT.value]
    return list(case.messages.filter(kind__in=kinds).order_by("-at", "-pk")[:MOST_MESSAGES])


def _ways(case: Case) -> dict[str, Any]:
    """How the office is reached about this case, and codes that telephones read."""
    contacts = UnitProfile.objects.filter(unit=case.unit).first()
    named = case.number or spoken_code(case.code)
    words = str(say("Saya bertanya tentang permohonan {number}.", number=named))
    chat = whatsapp_link(contacts.whatsapp, words) if contacts else ""
    address = settings.SITE.geturl().rstrip("/") + reverse("case_page", args=[case.code])
    return {
        "contacts": contacts,
        "chat": chat,
        "chat_code": _code(chat) if chat else "",
        "page_code": _code(address),
    }


def _code(link: str) -> SafeString:
    return mark_safe(qr_svg(link))  # noqa: S308  squares alone, made of numbers


def _of_request(case: InformationRequest, tried: Tried) -> dict[str, Any]:
    now = timezone.now()
    clock = clock_of(case, now)
    status = RequestStatus(case.status)
    owes = status in OPEN and status is not RequestStatus.NEEDS_COMPLETION
    is_late = bool(owes and clock and clock.is_late)
    given = case.hand_overs.order_by("-handed_at", "-pk").first()
    objections = list(case.objections.order_by("filed_at", "pk"))
    was_objected = any(one.decided_at for one in objections)
    notice = getattr(case, "notice", None)
    heading = say("Permohonan {number}", number=case.number) if case.number else say("Permohonan Anda")
    return {
        "heading": heading,
        "word": STATUSES[status],
        "standing": standing_of(case, is_late=is_late, was_objected=was_objected),
        "due": _due(case, is_late=is_late) if clock and clock.is_running else None,
        "milestones": milestones(case),
        "notice": notice,
        "refusal": REFUSAL_WORDS[RefusalGround(notice.ground)] if notice and notice.ground else "",
        "costs": _costs(notice.costs) if notice else [],
        "completion": _completion(case, tried),
        "grounds": _grounds(case, is_late=is_late),
        "objections": objections,
        "may_withdraw": bool(may_become(status, RequestStatus.WITHDRAWN)),
        "may_confirm": given is not None and given.confirmed_at is None,
        "may_write": not case.has_ended,
        "may_rate": case.decided_at is not None,
        "ratings": RATINGS,
        "rating": str(case.rating or ""),
        "asks_again": urlencode({"q": case.subject}),
    }


def _due(case: Case, *, is_late: bool) -> Due | None:
    """The limit of a case as it runs now."""
    place = place_of(case.unit)
    running = running_of(case, place)
    if running is None:
        return None
    deadline, today = running.deadline, place.today(timezone.now())
    is_unregistered = isinstance(case, InformationRequest) and case.status == RequestStatus.RECEIVED
    return Due(
        _DUE.get(case.limit_key, _ANSWER_BY),
        left_words(deadline.due, today, place.calendar),
        is_late,
        deadline.is_provisional or is_unregistered,
        deadline,
        str(citation(deadline.limit.cite).label),
    )


def _costs(rows: list[dict[str, Any]]) -> list[tuple[str, int]]:
    lines = [(f"{row['what']} ({row['count']})", row["count"] * row["each"]) for row in rows]
    return [*lines, (str(_("Jumlah")), sum(amount for _what, amount in lines))] if lines else []


def completion_names(case: InformationRequest) -> tuple[list[Lack], list[str]]:
    """What lacks while it may be completed, and the fields for it."""
    waiting = (RequestStatus.RECEIVED, RequestStatus.NEEDS_COMPLETION)
    if RequestStatus(case.status) not in waiting:
        return [], []
    found = list(dict.fromkeys([*lacking(case), *(Lack(one) for one in case.lacking)]))
    return found, [name for lack in found for name in _FIELDS.get(lack, ())]


def _completion(case: InformationRequest, tried: Tried) -> dict[str, Any] | None:
    """The form for what lacks; None where nothing does."""
    lacks, names = completion_names(case)
    if not lacks and case.status != RequestStatus.NEEDS_COMPLETION:
        return None
    entries = [one for one in entries_of(parts_of(needs_identity=True)) if one.name in names]
    is_mine = tried.form == "lengkapi"
    typed = dict(tried.typed) if is_mine else {"details": case.details, "purpose": case.purpose}
    fields: list[Filled] = filled_of(entries, typed, tried.faults if is_mine else {})
    return {"lacks": told_lacks(lacks), "fields": fields, "needs_letter": Lack.PROXY in lacks}


def _grounds(case: InformationRequest, *, is_late: bool) -> list[tuple[str, Phrase]]:
    """The grounds of an objection that fit now; none while the answer is not due, or once one is filed.

    Where the supervisor has answered one, what is left is the Information Commission.
    """
    is_answered = case.decided_at is not None
    if not (is_answered or is_late) or not may_become(RequestStatus(case.status), RequestStatus.OBJECTED):
        return []
    is_open = Q(status__in=[one.value for one in OPEN_OBJECTIONS])
    if case.objections.filter(is_open | Q(decided_at__isnull=False)).exists():
        return []
    now = timezone.now()
    if not is_in_time(case, now):
        return []
    return [(ground.value, GROUND_WORDS[ground]) for ground in grounds_of(case, at=now)]


def _of_objection(case: Objection) -> dict[str, Any]:
    now, place = timezone.now(), place_of(case.unit)
    is_late = is_unanswered_late(case, at=now)
    until = commission_until(case)
    is_open = until is not None and not has_passed(until, now, place)
    heading = say("Keberatan {number}", number=case.number) if case.number else say("Keberatan Anda")
    return {
        "heading": heading,
        "standing": objection_standing(case, is_late=is_late),
        "due": _due(case, is_late=is_late),
        "milestones": objection_milestones(case),
        "grounds": [GROUND_WORDS[Ground(one)] for one in case.grounds],
        "commission_until": until if is_open and (case.decided_at or is_late) else None,
        "may_withdraw": bool(may_objection_become(ObjectionStatus(case.status), ObjectionStatus.WITHDRAWN)),
        "may_write": case.ended_at is None,
    }
