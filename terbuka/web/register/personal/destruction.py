"""What the next destruction would destroy and when; the run with its minutes; how long papers are kept."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from terbuka.models import DestructionRun, InformationRequest, Objection, WorkUnit
from terbuka.rules.language import say, speaking
from terbuka.rules.people import Act
from terbuka.rules.ruling import allow, refuse
from terbuka.services.register.destroying import (
    Held,
    destroy,
    destroyable,
    ended_cases,
    old_letters,
    save_years,
    years_of,
)
from terbuka.services.register.receiving import settings_of
from terbuka.web.access import UnitPage, person, today_at
from terbuka.web.register.case_doors import subject_of
from terbuka.web.register.case_papers import pdf_answer
from terbuka.web.register.doors import frame, reading, rights_of, serving
from terbuka.web.register.personal.papers import minutes_paper
from terbuka.web.register.stepping import Opened, Step, stepped
from terbuka.web.units.forms import Entry, Form

MOST_COMING, MOST_RUNS = 20, 50
_RUN = (
    Entry(
        "witnesses",
        gettext_lazy("Saksi"),
        gettext_lazy("Satu baris satu orang: nama, jabatan. Contoh: Rina, Sekretaris."),
        "textarea",
    ),
)
_YEARS = (
    Entry(
        "years",
        gettext_lazy("Masa simpan sesudah perkara selesai (tahun)"),
        gettext_lazy("Kosongkan untuk yang baku."),
    ),
    Entry("reason", gettext_lazy("Dasarnya"), gettext_lazy("Misalnya nomor keputusan jadwal retensi arsip.")),
)


def answering[**P](page: UnitPage[P]) -> Callable[..., HttpResponse]:
    """A page for the PPID, who answers for what is destroyed."""
    return serving(page, Act.ANSWER_REQUEST)


def _about(case: Held) -> tuple[str, str, str]:
    """How a case is named on the page: its number, what about, its address."""
    if isinstance(case, InformationRequest):
        return case.number or f"#{case.pk}", case.subject, "case"
    return case.number or f"#{case.pk}", subject_of(case), "objection"


@require_safe
@reading
def destruction(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """What is ready to be destroyed, what comes next and when, and the runs there were."""
    today = today_at(unit)
    ended = ended_cases(unit)
    told = {
        "rights": rights_of(request, unit),
        "ready": [(one, *_about(one.case)) for one in ended if one.kept_until < today],
        "letters": len(old_letters(unit, today)),
        "coming": [(one, *_about(one.case)) for one in ended if one.kept_until >= today][:MOST_COMING],
        "runs": DestructionRun.objects.filter(unit=unit).select_related("done_by")[:MOST_RUNS],
        "years": years_of(unit),
    }
    return render(request, "register/personal/destruction.html", frame(unit, **told))


@answering
def destruction_run(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Destroy the chosen cases under minutes; each box says which."""
    today = today_at(unit)
    ready = destroyable(unit, today)
    letters = len(old_letters(unit, today))
    back = reverse("destruction", args=[unit.slug])
    chosen = set(request.POST.getlist("pilih")) if request.method == "POST" else {_mark(one) for one in ready}
    step = Step(
        _("Musnahkan berkas"),
        _(
            "Nama, kontak, identitas, pesan, dan berkasnya dihapus dan tidak dapat dikembalikan. "
            "Baris registernya tetap."
        ),
        _("Musnahkan dan buat berita acara"),
        _RUN,
        is_grave=True,
        template="register/personal/run.html",
    )

    def act(form: Form) -> None:
        cases = [one for one in ready if _mark(one) in chosen]
        with speaking("id"):
            destroy(unit, cases, witnesses=form.typed["witnesses"], by=person(request), at=timezone.now())

    nothing = refuse(say("Belum ada berkas yang masa simpannya lewat."))
    told: dict[str, Any] = {
        "back": back,
        "head": _("Pemusnahan berkas"),
        "letters": letters,
        "boxes": [(_mark(one), *_about(one)[:2], _mark(one) in chosen) for one in ready],
    }
    return stepped(
        request, unit, Opened(), step, allow() if ready or letters else nothing, act, to=back, **told
    )


def _mark(case: Held) -> str:
    return f"{'o' if isinstance(case, Objection) else 'r'}{case.pk}"


@require_safe
@reading
def destruction_minutes(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """The minutes of a run as PDF."""
    run = DestructionRun.objects.filter(unit=unit, pk=pk).select_related("done_by").first()
    if run is None:
        raise Http404
    run.unit = unit
    with speaking("id"):
        made = minutes_paper(run, at=timezone.now())
    return pdf_answer(made, f"berita-acara-pemusnahan-{unit.slug}-{run.pk}.pdf")


@answering
def retention(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Set how long papers are kept, with its basis."""
    row = settings_of(unit)
    back = reverse("destruction", args=[unit.slug])
    step = Step(
        _("Masa simpan berkas perkara"),
        _("Jadwal retensi arsip tidak menyebut berkas permohonan; satker menetapkannya sendiri."),
        _("Simpan"),
        _YEARS,
        template="register/objection_step.html",
    )

    def act(form: Form) -> None:
        expected = form.version if row.pk else None
        typed = form.typed
        by, at = person(request), timezone.now()
        save_years(unit, typed["years"], reason=typed["reason"], expected=expected, by=by, at=at)

    texts = {"years": str(row.retention_years or "")}
    told: dict[str, Any] = {"subject": "", "back": back, "head": _("Pemusnahan berkas")}
    opened = Opened(version=row.version if row.pk else 0)
    return stepped(request, unit, opened, step, allow(), act, texts=texts, to=back, **told)
