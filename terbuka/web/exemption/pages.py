"""The consequence tests of a unit: the list, one test with its documents and clock, its head as a form."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from terbuka.models import Account, ConsequenceTest, Event, ExemptDocument, WorkUnit
from terbuka.rules.consequence import (
    may_decide,
    may_escalate,
    may_propose,
    may_reopen,
    may_write,
    must_escalate,
)
from terbuka.rules.exemption import ExemptStatus, Letter, TestMoment, TestStatus
from terbuka.rules.language import Phrase
from terbuka.rules.people import Act
from terbuka.rules.ruling import Refused
from terbuka.rules.sources import citation
from terbuka.services.catalogue import exempting
from terbuka.services.catalogue.exemptrows import KIND, clock_of_test, deciding_unit, proposal_of
from terbuka.web.access import person, today_at, working
from terbuka.web.exemption.doors import Rights, all_tests, found_test, frame, handling, rights_of
from terbuka.web.exemption.forms import HEAD, head_texts, head_values
from terbuka.web.exemption.wording import ACTS, DOCUMENTS, STATUSES, ground_of, term_of
from terbuka.web.units.forms import Form, opened, sent, tried
from terbuka.web.words import Word

_LISTED = 200
_OPEN = (TestStatus.DRAFT.value, TestStatus.PROPOSED.value, TestStatus.ESCALATED.value)


@dataclass(frozen=True, slots=True)
class Row:
    """One test as the list shows it."""

    test: ConsequenceTest
    word: Word
    documents: int
    is_mine: bool
    is_from_below: bool


def _is_mine(test: ConsequenceTest, unit: WorkUnit, rights: Rights) -> bool:
    """Must somebody with these rights at the unit act next?"""
    own = test.unit_id == unit.pk
    match TestStatus(test.status):
        case TestStatus.DRAFT:
            return own and rights.propose
        case TestStatus.PROPOSED:
            return own and rights.decide
        case TestStatus.ESCALATED:
            return test.escalated_to_id == unit.pk and rights.decide
    return False


@handling
def listed_tests(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """All tests of the unit and those handed up to it; what waits for who asks stands first."""
    rights, today = rights_of(request, unit), today_at(unit)
    found = all_tests(unit).annotate(n=Count("documents"))
    rows = [
        Row(
            test=test,
            word=STATUSES[TestStatus(test.status)],
            documents=test.n,
            is_mine=_is_mine(test, unit, rights),
            is_from_below=test.unit_id != unit.pk,
        )
        for test in found.order_by("-began_at", "-pk")[:_LISTED]
    ]
    told = {
        "rights": rights,
        "mine": [row for row in rows if row.is_mine],
        "others": [row for row in rows if not row.is_mine],
        "running": sum(row.test.status in _OPEN for row in rows),
        "withheld": ExemptDocument.objects.listed(today).filter(test__unit=unit).count(),
        "today": today,
    }
    return render(request, "exemption/tests.html", frame(unit, **told))


@working(Act.PROPOSE_EXEMPTION)
def new_test(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Begin a test: what is tested, when, for which request."""
    texts = {"moment": TestMoment.BEFORE_REQUEST.value, "regime": "", "held_in": ""}
    if request.method != "POST":
        return _form(request, unit, opened(request, HEAD, texts, 0), None)
    form, made = sent(request, HEAD), list[ConsequenceTest]()
    by, at = person(request), timezone.now()

    def begin() -> None:
        made.append(exempting.begin_test(unit, head_values(form.typed), by=by, at=at))

    if not _kept(form, begin):
        return _form(request, unit, form, None)
    return redirect("test_document_new", unit.slug, made[0].pk)


@working(Act.PROPOSE_EXEMPTION)
def edit_test(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Write the head and the minutes of a draft; a stale save shows both texts."""
    test = found_test(unit, pk, is_own=True)
    if not may_write(TestStatus(test.status)):
        return redirect("consequence_test", unit.slug, pk)
    if request.method != "POST":
        return _form(request, unit, opened(request, HEAD, head_texts(test), test.version), test)
    form, by, at = sent(request, HEAD), person(request), timezone.now()

    def save() -> None:
        exempting.save_test(test, head_values(form.typed), expected=form.version, by=by, at=at)

    if not _kept(form, save):
        return _form(request, unit, form, test)
    return redirect("consequence_test", unit.slug, pk)


def _kept(form: Form, save: Any) -> bool:
    """Save; False where the form is shown again. What the state refuses stands at the first field."""
    try:
        return tried(form, save, head_texts)
    except Refused as refusal:
        form.faults |= {"subject": refusal.ruling.reason} if refusal.ruling.reason else {}
        return False


def _form(request: HttpRequest, unit: WorkUnit, form: Form, test: ConsequenceTest | None) -> HttpResponse:
    status = 409 if form.now is not None else 400 if form.faults else 200
    title = _("Isian uji konsekuensi") if test else _("Mulai uji konsekuensi")
    told = frame(unit, form=form, test=test, title=title)
    return render(request, "exemption/head.html", told, status=status)


@dataclass(frozen=True, slots=True)
class Part:
    """One document as the page of its test shows it."""

    document: ExemptDocument
    word: Word
    ground: Phrase
    term: Phrase
    may_open: bool


def parts_of(test: ConsequenceTest) -> list[Part]:
    """The documents of a test; one query."""
    return [
        Part(
            document=one,
            word=DOCUMENTS[ExemptStatus(one.status)],
            ground=ground_of(one),
            term=term_of(one),
            may_open=bool(may_reopen(ExemptStatus(one.status), Letter(one.letter), "-")),
        )
        for one in test.documents.select_related("item")
    ]


def _history(test: ConsequenceTest) -> list[tuple[Event, Any, str]]:
    """What happened, newest first, in words, and by whom."""
    events = list(Event.objects.about(KIND, test.pk).order_by("-id"))
    names = dict(Account.objects.filter(pk__in={one.by_id for one in events}).values_list("pk", "name"))
    return [(one, ACTS.get(one.verb, one.verb), names.get(one.by_id or 0, "")) for one in events]


@handling
def consequence_test(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """One test: its state, its clock with how it was counted, its documents, what may be done now."""
    test, rights, today = found_test(unit, pk), rights_of(request, unit), today_at(unit)
    facts = proposal_of(test, on=today)
    place = deciding_unit(test)
    is_own = test.unit_id == unit.pk
    has_standing = person(request).may(Act.DECIDE_EXEMPTION, place, on=today_at(place))
    told = {
        "test": test,
        "word": STATUSES[facts.status],
        "rights": rights,
        "is_own": is_own,
        "may_write": is_own and rights.propose and bool(may_write(facts.status)),
        "propose": may_propose(facts, on=today),
        "may_escalate": is_own and (rights.propose or rights.decide) and bool(may_escalate(facts)),
        "may_decide": bool(may_decide(facts, person(request).pk, has_standing=has_standing)),
        "decide": may_decide(facts, person(request).pk, has_standing=has_standing),
        "is_waiting": facts.status in (TestStatus.PROPOSED, TestStatus.ESCALATED),
        "may_return": has_standing and facts.status in (TestStatus.PROPOSED, TestStatus.ESCALATED),
        "is_handed_up": must_escalate(facts),
        "basis_above": citation(facts.level_above.cite).label if facts.level_above else "",
        "above": test.unit.parent,
        "clock": clock_of_test(test),
        "today": today,
        "parts": parts_of(test),
        "people": _people(test),
        "history": _history(test),
    }
    return render(request, "exemption/test.html", frame(unit, **told))


def _people(test: ConsequenceTest) -> dict[str, str]:
    """The names of who began, proposed and decided; one query."""
    wanted = Q(pk__in=[pk for pk in (test.began_by_id, test.proposed_by_id, test.decided_by_id) if pk])
    names = dict(Account.objects.filter(wanted).values_list("pk", "name"))
    return {
        "began": names.get(test.began_by_id, ""),
        "proposed": names.get(test.proposed_by_id or 0, ""),
        "decided": names.get(test.decided_by_id or 0, ""),
    }
