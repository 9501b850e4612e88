"""The questionnaire of a unit: its rounds, the overview by groups, submitting, the receipt, the way back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terbuka.models import SelfAssessment, WorkUnit
from terbuka.rules.assessment import Need, RoundStatus, SaqStatus, StepKind, may_reopen, may_submit
from terbuka.rules.followup import gaps
from terbuka.rules.language import Values
from terbuka.rules.people import Act
from terbuka.rules.ruling import Refused, Stale
from terbuka.services import assessment
from terbuka.web.access import person, today_at, working
from terbuka.web.assessment.showing import Book, book_of, questionnaire, shown_value
from terbuka.web.charts import score_bar
from terbuka.web.middleware import always_indonesian

_WEAKEST = 8


@working(Act.SEE)
def saqs(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The rounds that ask this unit, the newest first."""
    listed = (
        SelfAssessment.objects.filter(unit=unit)
        .exclude(round__status=RoundStatus.PREPARED.value)
        .select_related("round")
        .prefetch_related("round__steps")
        .order_by("-round__year", "-round_id")
    )
    today = today_at(unit)
    rows = [(one, one.round.schedule, assessment.filling(one, today)) for one in listed]
    may_edit = not rows and _may(request, unit, Act.EDIT_PROFILE)
    waiting = sum(one.status == SaqStatus.FILLING and bool(ruling) for one, _schedule, ruling in rows)
    context = {"unit": unit, "tab": "saq", "rows": rows, "waiting": waiting, "may_edit": may_edit}
    return render(request, "assessment/saqs.html", context)


def _may(request: HttpRequest, unit: WorkUnit, act: Act) -> bool:
    return person(request).may(act, unit, on=today_at(unit))


@working(Act.SEE)
def overview(request: HttpRequest, unit: WorkUnit, round_slug: str) -> HttpResponse:
    """Where the questionnaire stands, by proof, and the next question that needs a person."""
    book = book_of(questionnaire(unit, round_slug), today_at(unit))
    may_fill = _may(request, unit, Act.FILL)
    return render(
        request,
        "assessment/overview.html",
        {
            "unit": unit,
            "tab": "saq",
            "book": book,
            "next": book.next_waiting(),
            "may_fill": may_fill and book.ruling.allowed,
            "may_submit": _may(request, unit, Act.SUBMIT),
            "bar": score_bar(book.card.bands, book.card.total),
            "is_own_instrument": book.instrument.institution == unit.institution,
        },
    )


@require_POST
@working(Act.FILL)
def confirm_group(request: HttpRequest, unit: WorkUnit, round_slug: str) -> HttpResponse:
    """Confirm all drafts of the chosen groups at once."""
    saq = questionnaire(unit, round_slug)
    try:
        n = assessment.confirm_drafts(
            saq, groups=request.POST.getlist("group"), by=person(request), at=timezone.now()
        )
        messages.success(request, _("%(n)s jawaban otomatis disetujui.") % Values(n=n))
    except Refused as fault:
        messages.error(request, str(fault))
    back = "saq_submit" if "submit" in request.POST else "saq"
    return redirect(back, unit.slug, round_slug)


@require_POST
@working(Act.FILL)
def redraft(request: HttpRequest, unit: WorkUnit, round_slug: str) -> HttpResponse:
    """Draft anew from the newest audit and the profile."""
    saq = questionnaire(unit, round_slug)
    n = assessment.redraft(saq, at=timezone.now())
    if n:
        messages.success(
            request, _("%(n)s jawaban otomatis diperbarui. Jawaban Anda tidak diubah.") % Values(n=n)
        )
    else:
        messages.success(request, _("Jawaban otomatis sudah sesuai dengan situs dan profil terakhir."))
    return redirect("saq", unit.slug, round_slug)


def _weak(book: Book) -> dict[str, object]:
    """What is still weak and what it costs, for the page before sending."""
    drafts = [one.draft for one in book.asked]
    found = gaps(book.card, drafts)
    by_need: dict[Need, list[object]] = {need: [] for need in Need}
    for one in book.asked:
        if one.need:
            by_need[one.need].append(one)
    return {
        "gaps": found[:_WEAKEST],
        "more_gaps": len(found) - _WEAKEST,
        "unanswered": by_need[Need.ANSWER],
        "unproven": by_need[Need.PROVE],
        "broken": by_need[Need.MEND_LINK],
        "unconfirmed_groups": [group for group in book.groups if group.unconfirmed],
        "lost": 100 - book.card.total,
    }


@working(Act.SUBMIT)
def submit(request: HttpRequest, unit: WorkUnit, round_slug: str) -> HttpResponse:
    """What is still weak and what it costs; sending; a second click lands on the receipt."""
    saq = questionnaire(unit, round_slug)
    if saq.status != SaqStatus.FILLING:
        return redirect("saq_receipt", unit.slug, round_slug)
    fault = ""
    if request.method == "POST":
        try:
            assessment.submit(saq, by=person(request), at=timezone.now())
            return redirect("saq_receipt", unit.slug, round_slug)
        except Refused as refused:
            fault = str(refused)
        except Stale:
            fault = _("Ada jawaban yang baru saja berubah. Lihat lagi daftarnya, lalu kirim.")
    book = book_of(saq, today_at(unit))
    context = {
        "unit": unit,
        "tab": "saq",
        "book": book,
        "ruling": may_submit(book.ruling, book.unconfirmed),
        "may_fill": _may(request, unit, Act.FILL),
        "fault": fault,
        **_weak(book),
    }
    return render(request, "assessment/submit.html", context, status=409 if fault else 200)


@working(Act.SEE)
@always_indonesian
def receipt(request: HttpRequest, unit: WorkUnit, round_slug: str) -> HttpResponse:
    """The receipt: hash, moment, person, and every answer that the hash is over; made to be printed."""
    saq = questionnaire(unit, round_slug)
    if saq.status == SaqStatus.FILLING:
        return redirect("saq", unit.slug, round_slug)
    book = book_of(saq, today_at(unit))
    reopening = may_reopen(
        RoundStatus(saq.round.status),
        SaqStatus(saq.status),
        saq.round.schedule[StepKind.FILL],
        book.today,
    )
    return render(
        request,
        "assessment/receipt.html",
        {
            "unit": unit,
            "tab": "saq",
            "book": book,
            "rows": [(one, shown_value(one.question, one.answer.value)) for one in book.asked],
            "reopening": reopening,
            "may_reopen": _may(request, unit, Act.SUBMIT) or _may(request, unit, Act.VERIFY),
        },
    )


@require_POST
@working(Act.SEE)
def reopen(request: HttpRequest, unit: WorkUnit, round_slug: str) -> HttpResponse:
    """Back to filling, asked by the unit or by who verifies it."""
    saq = questionnaire(unit, round_slug)
    if not (_may(request, unit, Act.SUBMIT) or _may(request, unit, Act.VERIFY)):
        return render(request, "403.html", status=403)
    try:
        assessment.reopen(saq, reason=request.POST.get("reason", ""), by=person(request), at=timezone.now())
        messages.success(request, _("Kuesioner dibuka lagi. Kirim ulang sebelum pengisian berakhir."))
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("saq_receipt", unit.slug, round_slug)
    return redirect("saq", unit.slug, round_slug)
