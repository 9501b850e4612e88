"""A step of a case on a page of its own: what happens, whether it may be, its form, what went wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from terbuka.models import WorkUnit
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput, Refused, Ruling, Stale, refuse
from terbuka.rules.sources import citation
from terbuka.services.register.places import Case
from terbuka.services.units import BadFields
from terbuka.web.register.doors import frame
from terbuka.web.units.forms import Entry, Form, opened, sent

CHANGED = say("Orang lain baru saja mengubah permohonan ini. Baca lagi keadaannya, lalu putuskan.")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a form without a case is about: the version that was read, 0 where there is none yet."""

    version: int = 0
    pk: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """How the page of a step reads: `lead` says what happens once the button is pressed."""

    title: Promise | str
    lead: Promise | str
    button: Promise | str
    entries: tuple[Entry, ...] = ()
    is_grave: bool = False
    template: str = "register/step.html"


def cite_of(ruling: Ruling) -> Phrase | None:
    """The article behind a refusal, as people read it."""
    return citation(ruling.cite).label if ruling.cite else None


def shown(
    request: HttpRequest,
    unit: WorkUnit,
    case: Case | Opened,
    step: Step,
    ruling: Ruling,
    form: Form,
    *,
    fault: Ruling | None = None,
    **more: Any,
) -> HttpResponse:
    """The page; 409 where somebody else was quicker, 400 at a fault."""
    is_stale = fault is not None and fault.reason == CHANGED
    is_wrong = fault is not None or form.faults
    told = {
        "case": case,
        "step": step,
        "form": form,
        "ruling": ruling,
        "cite": cite_of(ruling),
        "fault": fault,
        "fault_cite": cite_of(fault) if fault is not None else None,
        "other_faults": [one for name, one in form.faults.items() if name not in form.typed],
    }
    status = 409 if is_stale else 400 if is_wrong else 200
    return render(request, step.template, frame(unit, **told | more), status=status)


def form_of(
    request: HttpRequest, case: Case | Opened, step: Step, texts: Mapping[str, str] | None = None
) -> Form:
    """The form as it was sent, else as it begins or was typed before the session ended."""
    if request.method == "POST":
        return sent(request, step.entries)
    return opened(request, step.entries, texts or {}, case.version)


def tried(form: Form, act: Callable[[Form], object]) -> Ruling | None:
    """Do it; None where it went through or its faults stand in the form, else why it did not."""
    try:
        act(form)
    except Stale as stale:
        form.version = getattr(stale.current, "version", 0)
        return refuse(CHANGED)
    except Refused as refusal:
        return refusal.ruling
    except BadFields as fault:
        form.faults |= fault.fields
    except BadInput as fault:
        return refuse(fault.phrase)
    return None


def stepped(
    request: HttpRequest,
    unit: WorkUnit,
    case: Case | Opened,
    step: Step,
    ruling: Ruling,
    act: Callable[[Form], object],
    *,
    texts: Mapping[str, str] | None = None,
    to: str = "",
    **more: Any,
) -> HttpResponse:
    """Show the step, or do it under the version that was read; then back to the case, or `to`."""
    form = form_of(request, case, step, texts)
    if request.method != "POST":
        return shown(request, unit, case, step, ruling, form, **more)
    fault = tried(form, act)
    if fault is not None or form.faults:
        return shown(request, unit, case, step, ruling, form, fault=fault, **more)
    return redirect(to) if to else redirect("case", unit.slug, case.pk)
