"""The form of a request: filled in, read over once more, sent; without account, cookie or script."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from terbuka.models import InformationRequest, WorkUnit
from terbuka.rules.language import Phrase, say
from terbuka.rules.limits import Regime, limit
from terbuka.rules.register.clocks import ANSWER
from terbuka.rules.ruling import Refused
from terbuka.services.register.receiving import settings_of
from terbuka.services.register.taking import take_form
from terbuka.services.units import BadFields
from terbuka.web.asking import proof
from terbuka.web.asking.arriving import brought
from terbuka.web.asking.begin import others_meant, typed_in
from terbuka.web.asking.door import SENT, is_foreign, is_over, unkept
from terbuka.web.asking.fields import FIRST, TRAP, Part, entries_of, faults_of, filled_of, parts_of, values_of
from terbuka.web.units.forms import Filled, Text

CHECK, SEND, MEND = "periksa", "kirim", "perbaiki"


@dataclass(frozen=True, slots=True)
class Shown:
    """A part of the form as it is drawn."""

    title: Text
    fields: list[Filled]


@dataclass(slots=True)
class Page:
    """One showing of the form: its unit and parts, what was typed, what is wrong, the pass it was given."""

    unit: WorkUnit
    needs_identity: bool
    parts: tuple[Part, ...]
    typed: dict[str, str]
    faults: dict[str, Phrase] = field(default_factory=dict)
    given: str = ""

    @property
    def shown(self) -> list[Shown]:
        """Each part with its fields."""
        return [Shown(part.title, filled_of(part.entries, self.typed, self.faults)) for part in self.parts]

    @property
    def wrong(self) -> list[tuple[str, object, Phrase]]:
        """Name, label and fault of each field to mend, for the summary."""
        labels = {entry.name: entry.label for entry in entries_of(self.parts)}
        return [(name, labels.get(name, ""), fault) for name, fault in self.faults.items()]


def _page(request: HttpRequest, unit: WorkUnit) -> Page:
    needs_identity = settings_of(unit).needs_identity
    parts = parts_of(needs_identity=needs_identity)
    if request.method == "POST":
        names = [entry.name for entry in entries_of(parts)]
        typed = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in names}
    else:
        typed = FIRST | {"details": typed_in(request)}
    given = request.POST.get("izin", "")
    return Page(unit, needs_identity, parts, typed, given=given if proof.key_of(given, unit) else "")


@csrf_exempt
def request_new(request: HttpRequest, slug: str) -> HttpResponse:
    """The form to one unit. Raises Http404 for a unit that does not exist today."""
    unit = WorkUnit.objects.open(timezone.localdate()).filter(slug=slug).first()
    if unit is None:
        raise Http404
    page = _page(request, unit)
    steps: dict[str, Callable[[HttpRequest, Page], HttpResponse]] = {CHECK: _check, SEND: _send}
    step = request.POST.get("langkah", "") if request.method == "POST" else ""
    if is_foreign(request):
        step = ""  # words that another site put together are read over first
    return unkept(steps.get(step, _form)(request, page))


def _form(request: HttpRequest, page: Page, *, status: int = 200, told: Phrase | None = None) -> HttpResponse:
    """The form with what was typed. Whoever comes back to mend something has proven enough."""
    text, ticket = proof.fresh(page.unit)
    shown = {
        "section": "ask",
        "unit": page.unit,
        "page": page,
        "told": told,
        "ticket": text,
        "ticket_key": ticket.key,
        "bits": proof.BITS,
        "question": ticket.question,
        "pass": page.given,
        "trap": TRAP,
        "trapped": request.POST.get(TRAP, ""),
        "others": others_meant(page.typed.get("details", ""), page.unit),
        "days": limit(ANSWER, Regime.UMUM, on=timezone.localdate()).amount,
    }
    return render(request, "asking/form.html", shown, status=status)


def _check(request: HttpRequest, page: Page) -> HttpResponse:
    """Show what will be sent, or the form again with what is to be mended."""
    page.faults = faults_of(page.typed, needs_identity=page.needs_identity)
    if request.POST.get(TRAP, ""):
        page.faults[TRAP] = say("Kosongkan isian ini.")
    if not page.given:
        _prove(request, page)
    return _form(request, page, status=400) if page.faults else _read_over(request, page)


def _prove(request: HttpRequest, page: Page) -> None:
    """Give the form its pass where the sum or the puzzle was right; else put a fault beside it.

    Where something else is to be mended, the sum is not asked again.
    """
    ticket = proof.ticket_of(request.POST.get("tiket", ""), page.unit)
    number, answer = request.POST.get("angka", ""), request.POST.get("jumlah", "")
    if ticket is not None and proof.is_proven(ticket, number, answer):
        page.given = proof.passed(ticket)
    elif ticket is None:
        page.faults["jumlah"] = say("Formulir ini sudah lama terbuka: jawab pertanyaan yang baru.")
    else:
        page.faults["jumlah"] = say("Jawabannya belum tepat. Ini pertanyaan yang baru.")


def _read_over(
    request: HttpRequest, page: Page, *, status: int = 200, told: Phrase | None = None
) -> HttpResponse:
    shown = {
        "section": "ask",
        "unit": page.unit,
        "page": page,
        "pass": page.given,
        "told": told,
        "most": settings.FORM_OPEN // 1024 // 1024,
        "needs_letter": bool(page.typed.get("proxy_name")),
        "may_scan": page.needs_identity and page.typed.get("identity_kind") != "at_desk",
    }
    return render(request, "asking/check.html", shown, status=status)


def _send(request: HttpRequest, page: Page) -> HttpResponse:
    """Take the request in and lead to its receipt; whatever fails, the typed text stands there again."""
    key = proof.key_of(page.given, page.unit)
    page.faults = faults_of(page.typed, needs_identity=page.needs_identity)
    if not key or page.faults:
        page.faults = page.faults or {"jumlah": say("Formulir ini sudah lama terbuka: jawab pertanyaan ini.")}
        return _form(request, page, status=400)
    known = InformationRequest.objects.filter(unit=page.unit, key=key).first()
    if known is not None:
        return _receipt(known)
    if is_over(request, "sent", SENT, counts=False):
        return _read_over(request, page, status=429, told=_too_many())
    return _taken(request, page, key)


def _taken(request: HttpRequest, page: Page, key: str) -> HttpResponse:
    now = timezone.now()
    came = brought(request, page.unit, at=now)
    try:
        values = values_of(page.typed)
        case = take_form(page.unit, values=values, key=key, files=came.files, scan=came.scan, at=now)
    except BadFields as fault:
        page.faults = dict(fault.fields)
        return _form(request, page, status=400)
    except Refused as refusal:
        return _read_over(request, page, status=403, told=refusal.ruling.reason)
    is_over(request, "sent", SENT)
    return _receipt(case, refused=came.refused)


def _receipt(case: InformationRequest, *, refused: int = 0) -> HttpResponse:
    told: Mapping[str, Any] = {"baru": 1} | ({"tertolak": refused} if refused else {})
    return redirect(f"{reverse('case_page', args=[case.code])}?{urlencode(told)}")


def _too_many() -> Phrase:
    return say(
        "Dari jaringan Anda sudah banyak permohonan dikirim dalam satu jam ini. Isian Anda tidak hilang: "
        "biarkan halaman ini terbuka dan kirim lagi nanti, atau hubungi kantornya langsung."
    )
