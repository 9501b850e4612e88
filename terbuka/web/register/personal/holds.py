"""Cases held from destruction for an audit or a lawsuit: which, why, and set or lifted with a reason."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from terbuka.models import Event, InformationRequest, Objection, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.ruling import allow
from terbuka.services.register.destroying import set_hold
from terbuka.services.register.rows import OBJECTION, REQUEST
from terbuka.web.access import person
from terbuka.web.register.case_doors import objection_of, subject_of
from terbuka.web.register.doors import case_of, frame, reading, rights_of
from terbuka.web.register.stepping import Opened, Step, stepped
from terbuka.web.units.forms import Entry, Form

type Held = InformationRequest | Objection

_REASON = (
    Entry(
        "reason",
        gettext_lazy("Alasan"),
        gettext_lazy("Misalnya nomor surat pemeriksaan. Tanpa nama orang; tinggal di riwayat perkara."),
    ),
)
# The sorts of cases by their names in addresses.
KINDS = {"permohonan": InformationRequest, "keberatan": Objection}


@dataclass(frozen=True, slots=True)
class Row:
    """A held case as the list shows it."""

    case: Held
    subject: str
    href: str
    reason: str


def _subject(case: Held) -> str:
    return case.subject if isinstance(case, InformationRequest) else subject_of(case)


def _href(unit: WorkUnit, case: Held) -> str:
    kind = next(name for name, model in KINDS.items() if isinstance(case, model))
    return reverse("hold", args=[unit.slug, kind, case.pk])


def _reason_of(case: Held) -> str:
    kind = REQUEST if isinstance(case, InformationRequest) else OBJECTION
    last = Event.objects.about(kind, case.pk).filter(verb="hold").last()
    return str(last.payload.get("reason", "")) if last else ""


@require_safe
@reading
def holds(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """What is held and why; `?nomor=` leads to the case that is to be held."""
    rights, wish, fault = rights_of(request, unit), " ".join(request.GET.get("nomor", "").split()), None
    if wish:
        found = _named(unit, wish)
        if found is not None:
            return redirect(_href(unit, found))
        fault = say("Tidak ada perkara satker ini dengan nomor itu.")
    held: list[Held] = [
        *InformationRequest.objects.filter(unit=unit, is_held=True),
        *Objection.objects.filter(unit=unit, is_held=True).select_related("request", "item"),
    ]
    told = {
        "rows": [Row(one, _subject(one), _href(unit, one), _reason_of(one)) for one in held],
        "may": rights.answer or rights.consent,
        "wish": wish,
        "fault": fault,
    }
    return render(request, "register/personal/holds.html", frame(unit, **told))


def _named(unit: WorkUnit, number: str) -> Held | None:
    asked = InformationRequest.objects.filter(unit=unit, number__iexact=number).first()
    return asked or Objection.objects.filter(unit=unit, number__iexact=number).first()


@reading
def hold(request: HttpRequest, unit: WorkUnit, kind: str, pk: int) -> HttpResponse:
    """Hold a case, or let it go, with the reason: for the PPID and the supervisor."""
    rights = rights_of(request, unit)
    if not (rights.answer or rights.consent):
        raise PermissionDenied
    if kind not in KINDS:
        raise Http404
    case: Held = case_of(unit, pk) if kind == "permohonan" else objection_of(unit, pk)
    back = reverse("holds", args=[unit.slug])
    step = Step(
        _("Lepas penahanan berkas") if case.is_held else _("Tahan berkas dari pemusnahan"),
        _lead(case),
        _("Lepas") if case.is_held else _("Tahan"),
        _REASON,
        is_grave=case.is_held,
        template="register/objection_step.html",
    )

    def act(form: Form) -> None:
        set_hold(
            case,
            is_held=not case.is_held,
            reason=form.typed["reason"],
            by=person(request),
            at=timezone.now(),
        )

    told: dict[str, Any] = {
        "subject": _subject(case),
        "back": back,
        "head": case.number or _("Berkas yang ditahan"),
    }
    return stepped(request, unit, Opened(), step, allow(), act, to=back, **told)


def _lead(case: Held) -> str:
    if case.is_held:
        return _("Sesudah dilepas, berkasnya ikut dimusnahkan begitu masa simpannya lewat.")
    return _("Selama ditahan, data dan berkasnya tidak dapat dihapus atau dimusnahkan, juga bila diminta.")
