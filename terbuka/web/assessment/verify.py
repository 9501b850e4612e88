"""Verifying one unit: its answers as a list, one answer beside its proof, the marks and the end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terbuka.models import Answer, Event, SelfAssessment, Verification, WorkUnit
from terbuka.rules.assessment import EvidenceKind, LinkState, SaqStatus
from terbuka.rules.instruments import HALF, AnswerType, Instrument, Question
from terbuka.rules.language import say
from terbuka.rules.people import Act
from terbuka.rules.ruling import BadInput, Refused, Stale
from terbuka.rules.scorecard import ZERO
from terbuka.rules.scoring import parse_score
from terbuka.services.assessment import answers_of, card_of, claimed, draft_of, instrument_of, mark_of
from terbuka.services.assessment.results import finish_verification
from terbuka.services.assessment.submission import reopen
from terbuka.services.assessment.verification import (
    accept_untouched,
    mark,
    resume_verification,
    time_spent,
    undo_mark,
    verifying,
)
from terbuka.services.jobs import enqueue
from terbuka.web.access import held, person, working
from terbuka.web.words import Word

ONE = Fraction(1)
LINKS = {
    LinkState.WAITING.value: Word(gettext_lazy("Sedang diperiksa"), "none", "circle-dashed"),
    LinkState.OPENS.value: Word(gettext_lazy("Terbuka bagi publik"), "success", "circle-check"),
    LinkState.CLOSED.value: Word(gettext_lazy("Tertutup bagi publik"), "danger", "file-lock"),
    LinkState.NOT_FOUND.value: Word(gettext_lazy("Tidak ditemukan"), "danger", "circle-x"),
    LinkState.COULD_NOT_LOOK.value: Word(gettext_lazy("Tidak dapat diperiksa"), "unknown", "eye-off"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a verifier may give: what it is called, its points, its key, whether it is lower."""

    value: Fraction
    label: str
    points: Fraction
    key: str
    is_lower: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer in the list of a unit."""

    question: Question
    answer: Answer
    claimed: Fraction | None
    mark: Verification | None


def _saq(unit: WorkUnit, round_slug: str) -> SelfAssessment:
    """The questionnaire of a unit in a round with its steps at hand. Raises Http404."""
    found = SelfAssessment.objects.select_related("round", "verified_by", "submitted_by")
    saq: SelfAssessment = get_object_or_404(
        found.prefetch_related("round__steps"), unit=unit, round__slug=round_slug
    )
    saq.unit = unit
    return saq


def _entries(saq: SelfAssessment, instrument: Instrument) -> list[Entry]:
    by_code = {question.code: question for question in instrument.questions}
    return [
        Entry(by_code[answer.code], answer, claimed(answer), mark_of(answer)) for answer in answers_of(saq)
    ]


def _minutes(entries: list[Entry]) -> int:
    spent = time_spent(entry.mark.marked_at for entry in entries if entry.mark)
    return -(-spent // timedelta(minutes=1))


def _address(saq: SelfAssessment, code: str = "") -> str:
    """The page of an answer, or of the unit."""
    place = [saq.round.slug, saq.unit.slug]
    return reverse("verify_answer", args=[*place, code]) if code else reverse("verify_unit", args=place)


def _next_unmarked(saq: SelfAssessment, after: int = -1) -> str:
    """Code of the next answer without a mark, from a position on and around; "" when all are marked."""
    left = list(
        Answer.objects.filter(self_assessment=saq, verification__value_numerator=None)
        .order_by("position")
        .values_list("position", "code")
    )
    return next((code for position, code in left if position > after), left[0][1] if left else "")


# --- the unit -----------------------------------------------------------------------------------


def _accept(request: HttpRequest, saq: SelfAssessment) -> None:
    confirmed = request.POST.get("sudah") == "ya"
    accept_untouched(saq, is_confirmed=confirmed, by=person(request), at=timezone.now())


def _finish(request: HttpRequest, saq: SelfAssessment) -> None:
    finish_verification(saq, by=person(request), at=timezone.now())
    enqueue("propose_gaps", saq.pk, at=timezone.now())


def _reopen(request: HttpRequest, saq: SelfAssessment) -> None:
    reopen(saq, reason=_reason(request), by=person(request), at=timezone.now())


def _resume(request: HttpRequest, saq: SelfAssessment) -> None:
    resume_verification(saq, reason=_reason(request), by=person(request), at=timezone.now())


def _reason(request: HttpRequest) -> str:
    """Why something goes back. Raises BadInput for none."""
    written = request.POST.get("alasan", "").strip()
    if not written:
        raise BadInput(say("Tulis alasannya: satker perlu tahu apa yang harus diperbaiki."))
    return written


_ACTS: dict[str, Callable[[HttpRequest, SelfAssessment], None]] = {
    "terima": _accept,
    "selesai": _finish,
    "kembalikan": _reopen,
    "lanjutkan": _resume,
}


@working(Act.VERIFY)
def verify_unit(request: HttpRequest, unit: WorkUnit, round_slug: str) -> HttpResponse:
    """All answers of a unit, how far the marking is, and what may be done with the whole."""
    saq, fault, act = _saq(unit, round_slug), None, request.POST.get("tindakan", "")
    if request.method == "POST":
        if act not in _ACTS:
            raise Http404
        try:
            _ACTS[act](request, saq)
            return redirect(_address(saq))
        except (BadInput, Refused) as told:
            fault = str(told)
    instrument = instrument_of(saq.round)
    entries = _entries(saq, instrument)
    marked = sum(entry.mark is not None for entry in entries)
    typed = request.POST or {name: values[0] for name, values in (held(request) or {}).items() if values}
    context = {
        "section": "queue",
        "unit": unit,
        "saq": saq,
        "groups": [
            (words, [entry for entry in entries if entry.question.group == letter])
            for letter, words in instrument.groups.items()
        ],
        "marked": marked,
        "total": len(entries),
        "left": len(entries) - marked,
        "minutes": _minutes(entries),
        "ruling": verifying(saq, timezone.now()),
        "is_submitted": saq.status == SaqStatus.SUBMITTED,
        "is_verified": saq.status == SaqStatus.VERIFIED,
        "next_code": _next_unmarked(saq),
        "card": card_of(saq),
        "returned": _returned(saq),
        "fault": fault,
        "act": act,
        "reason": typed.get("alasan", ""),
    }
    return render(request, "verify/unit.html", context, status=422 if fault else 200)


def _returned(saq: SelfAssessment) -> Event | None:
    """The last time that this questionnaire went back, with its reason."""
    return (
        Event.objects.about("self_assessment", saq.pk)
        .filter(verb__in=("reopen", "resume_verification"))
        .last()
    )


# --- one answer ---------------------------------------------------------------------------------


def _name(value: Fraction) -> str:
    if value == ONE:
        return _("penuh")
    if value == HALF:
        return _("setengah")
    return _("nol") if value == 0 else str(value)


def _choices(question: Question, said: Fraction) -> list[Choice]:
    """The values that may be given, best first; the claimed one has key 1, nothing 0, half 5."""
    values = {said, ZERO, HALF, *(question.steps or (ONE,))}
    keys = {HALF: "5", ZERO: "0", said: "1"}
    return [
        Choice(value, _name(value), value * question.weight, keys.get(value, ""), value < said)
        for value in sorted(values, reverse=True)
    ]


def _given(request: HttpRequest) -> Fraction | None:
    """The value that was pressed; None where only the note was saved. Raises BadInput."""
    pressed = request.POST.get("nilai", "")
    if pressed == "persen":
        return parse_score(request.POST.get("persen", "")) / 100
    if not pressed:
        return None
    try:
        return Fraction(pressed[:30])
    except (ValueError, ZeroDivisionError):
        raise BadInput(say("Nilai itu tidak dikenal; pilih salah satu tombol nilai.")) from None


def _earlier(saq: SelfAssessment, code: str) -> Answer | None:
    """The same unit's answer to the same question of the same instrument in the round before."""
    return (
        Answer.objects.filter(
            self_assessment__unit=saq.unit,
            self_assessment__round__instrument=saq.round.instrument_id,
            self_assessment__round__year__lt=saq.round.year,
            self_assessment__submitted_at__isnull=False,
            code=code,
        )
        .select_related("verification", "self_assessment__round")
        .order_by("-self_assessment__round__year")
        .first()
    )


def _evidence(answer: Answer) -> list[dict[str, Any]]:
    """What was handed in: pictures to look at, papers to open, links with what an outsider saw."""
    shown = []
    for one in answer.living_evidence:  # type: ignore[attr-defined]
        mime = one.file.blob.mime if one.kind == EvidenceKind.FILE and one.file else ""
        shown.append({"row": one, "is_image": mime.startswith("image/"), "word": LINKS.get(one.link_state)})
    return shown


@dataclass(slots=True)
class Typed:
    """What the form holds: what was typed and could not be saved, else the mark that stands."""

    note: str
    version: int
    percent: str = ""
    fault: str = ""
    other: Verification | None = None


def _mark(request: HttpRequest, answer: Answer, typed: Typed) -> bool:
    """Save what was pressed or typed; False with `typed.fault` where it may not be."""
    try:
        saved = mark(
            answer,
            value=_given(request),
            note=typed.note,
            version=typed.version,
            by=person(request),
            at=timezone.now(),
        )
    except Stale as told:
        other = told.current
        typed.other = other if isinstance(other, Verification) else None
        typed.version = typed.other.version if typed.other else 0
        typed.fault = _(
            "Orang lain menandai butir ini saat Anda menulis. Keduanya ada di bawah; "
            "tandai lagi bila nilai Anda yang berlaku."
        )
        return False
    except (BadInput, Refused) as told:
        typed.fault = str(told)
        return False
    typed.version = saved.version
    return True


def _typed(request: HttpRequest, stands: Verification | None) -> Typed:
    """The form as it was sent, as it was when the session ended, or as it stands."""
    sent = request.POST if request.method == "POST" else None
    kept = {name: values[0] for name, values in (held(request) or {}).items() if values}
    source: Any = sent or kept
    if not source:
        return Typed(stands.note if stands else "", stands.version if stands else 0)
    version = str(source.get("versi", "0"))
    note = str(source.get("catatan", "")).replace("\r\n", "\n").strip()
    return Typed(note, int(version) if version.isdecimal() else 0, str(source.get("persen", "")))


@working(Act.VERIFY)
def verify_answer(request: HttpRequest, unit: WorkUnit, round_slug: str, code: str) -> HttpResponse:
    """One question: its rule, what the unit claims with its proof beside it, and the mark."""
    saq = _saq(unit, round_slug)
    answers = answers_of(saq)
    answer = next((one for one in answers if one.code == code), None)
    if answer is None:
        raise Http404
    answer.self_assessment = saq
    act = request.POST.get("tindakan", "")
    if request.method == "POST" and act == "batal":
        return _undo(request, answer)
    typed = _typed(request, getattr(answer, "verification", None))
    if request.method == "POST":
        is_saved = _mark(request, answer, typed)
        if "HX-Request" in request.headers:
            return render(
                request,
                "verify/answer.html#tersimpan",
                {"typed": typed, "saved_at": is_saved and timezone.now()},
            )
        if is_saved and request.POST.get("nilai"):
            following = _next_unmarked(saq, answer.position)
            return redirect(f"{_address(saq, following)}?dari={code}")
        if is_saved:
            return redirect(_address(saq, code))
    context = _context(saq, answers, answer, typed)
    context["marked_before"] = _marked_before(request, saq)
    return render(request, "verify/answer.html", context, status=422 if typed.fault else 200)


def _undo(request: HttpRequest, answer: Answer) -> HttpResponse:
    try:
        undo_mark(answer, by=person(request), at=timezone.now())
    except Refused:
        return redirect(_address(answer.self_assessment))
    return redirect(_address(answer.self_assessment, answer.code))


def _marked_before(request: HttpRequest, saq: SelfAssessment) -> Verification | None:
    """The mark made a moment ago, to be taken back from the next page."""
    code = request.GET.get("dari", "")
    mine = Verification.objects.filter(marked_by=person(request), value_numerator__isnull=False)
    return mine.filter(answer__self_assessment=saq, answer__code=code[:10]).select_related("answer").first()


def _context(saq: SelfAssessment, answers: list[Answer], answer: Answer, typed: Typed) -> dict[str, Any]:
    """What the page of one answer shows."""
    question = instrument_of(saq.round).question(answer.code)
    said = claimed(answer)
    place = answers.index(answer)
    earlier = _earlier(saq, answer.code)
    return {
        "section": "queue",
        "unit": saq.unit,
        "saq": saq,
        "answer": answer,
        "question": question,
        "claimed": said,
        "claimed_points": (said or ZERO) * question.weight,
        "choices": _choices(question, said or ZERO),
        "is_share": question.answer is AnswerType.SHARE,
        "mark": mark_of(answer),
        "draft": draft_of(answer),
        "is_drafted": said is not None and said == answer.draft_value,
        "evidence": _evidence(answer),
        "earlier": earlier,
        "earlier_claimed": claimed(earlier) if earlier else None,
        "typed": typed,
        "ruling": verifying(saq, timezone.now()),
        "marked": sum(mark_of(one) is not None for one in answers),
        "total": len(answers),
        "minutes": _minutes([Entry(question, one, None, mark_of(one)) for one in answers]),
        "before": answers[place - 1].code if place else "",
        "after": answers[place + 1].code if place + 1 < len(answers) else "",
    }
