"""The annual service report at work: what the office writes of its year, its counts, making it public."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from terbuka.models import ServiceYear, WorkUnit
from terbuka.rules.people import Act
from terbuka.rules.register.reporting import QUARTERS, TEXT_WORDS, Period, Text, report_due
from terbuka.rules.ruling import Refused, Stale
from terbuka.services.register.reporting import (
    EARLIEST_YEAR,
    TEXTS,
    Report,
    made_report,
    publish_report,
    publish_ruling,
    published_report,
    save_year,
    year_of,
)
from terbuka.web.access import person, today_at
from terbuka.web.exemption.steps import reason_of
from terbuka.web.register.counting import counting
from terbuka.web.register.doors import frame, reading
from terbuka.web.register.reportpaper import HEAD, report_json, report_paper, report_rows
from terbuka.web.register.reportwords import groups_of
from terbuka.web.tables import KINDS, as_csv
from terbuka.web.units.forms import Entry, Form, number, opened, sent, tried

_HINTS = {
    Text.POLICY: _("Aturan, SK, dan arah layanan informasi sepanjang tahun."),
    Text.MEANS: _("Ruang, meja layanan, situs, sarana bagi penyandang disabilitas."),
    Text.STAFF: _("Berapa orang, siapa, pendidikan atau pelatihannya."),
    Text.OBSTACLES_INSIDE: _("Misalnya: dokumen tersebar di banyak bagian."),
    Text.OBSTACLES_OUTSIDE: _("Misalnya: permohonan tanpa data yang lengkap."),
    Text.RECOMMENDATIONS: _("Apa yang diperbaiki tahun depan, oleh siapa."),
}
_WRITTEN = tuple(Entry(text.value, TEXT_WORDS[text], _HINTS[text], "textarea") for text in Text)
_MONEY = (
    Entry(
        "budget",
        _("Anggaran layanan informasi (rupiah)"),
        _("Angka saja; 0 bila tidak ada anggaran khusus."),
    ),
    Entry("budget_spent", _("Anggaran yang digunakan (rupiah)"), _("Angka saja; boleh kosong.")),
)
ENTRIES = (*_WRITTEN[:3], *_MONEY, *_WRITTEN[3:])
KINDS_OF_REPORT = ("pdf", "csv", "json")


def _checked(unit: WorkUnit, year: int) -> int:
    if not EARLIEST_YEAR <= year <= today_at(unit).year:
        raise Http404
    return year


def _texts_of(row: ServiceYear) -> dict[str, str]:
    money = {"budget": row.budget, "budget_spent": row.budget_spent}
    texts = {name: getattr(row, name) for name in TEXTS}
    return texts | {name: str(many) for name, many in money.items() if many is not None}


@counting
def service_year(request: HttpRequest, unit: WorkUnit, year: int) -> HttpResponse:
    """What the office writes of a year, beside its counts; written by who serves."""
    row, who = year_of(unit, _checked(unit, year)), person(request)
    if request.method != "POST":
        return _page(request, unit, row, opened(request, ENTRIES, _texts_of(row), row.version))
    if not who.may(Act.SERVE, unit, on=today_at(unit)):
        raise PermissionDenied
    form, at = sent(request, ENTRIES), timezone.now()
    try:
        is_saved = tried(
            form,
            lambda: save_year(unit, year, values=form.typed, expected=form.version, by=who, at=at),
            _texts_of,
        )
    except Refused as refusal:
        form.faults["berkas"] = reason_of(refusal)
        is_saved = False
    if is_saved:
        return redirect(f"{reverse('service_year', args=[unit.slug, year])}?tersimpan=1")
    return _page(request, unit, row, form)


def _page(request: HttpRequest, unit: WorkUnit, row: ServiceYear, form: Form, **more: Any) -> HttpResponse:
    who, today = person(request), today_at(unit)
    report = made_report(unit, Period(row.year), row, at=timezone.now())
    told = frame(
        unit,
        form=form,
        row=row,
        year=row.year,
        due=report_due(row.year),
        may_write=who.may(Act.SERVE, unit, on=today),
        may_publish=who.may(Act.PUBLISH, unit, on=today),
        ruling=publish_ruling(row, timezone.now()),
        groups=groups_of(report.own),
        whole=groups_of(report.whole) if report.whole else [],
        quarters=QUARTERS,
        is_saved="tersimpan" in request.GET,
        is_published="diumumkan" in request.GET,
        **more,
    )
    status = 409 if form.now is not None else 400 if form.faults else 200
    return render(request, "register/year.html", told, status=status)


@require_POST
@reading
def service_year_publish(request: HttpRequest, unit: WorkUnit, year: int) -> HttpResponse:
    """Make the report public with the counts of this moment."""
    who, row = person(request), year_of(unit, _checked(unit, year))
    if not who.may(Act.PUBLISH, unit, on=today_at(unit)):
        raise PermissionDenied
    here = reverse("service_year", args=[unit.slug, year])
    try:
        publish_report(row, expected=number(request.POST.get("version", "")), by=who, at=timezone.now())
    except Stale:
        return redirect(here)
    except Refused as refusal:
        form = Form(ENTRIES, _texts_of(row), row.version, {"berkas": reason_of(refusal)})
        return _page(request, unit, row, form)
    return redirect(f"{here}?diumumkan=1")


def answer_with(report: Report, kind: str) -> HttpResponse:
    """The report as a file. Raises Http404 for a kind that nobody writes."""
    if kind not in KINDS_OF_REPORT:
        raise Http404
    if kind == "pdf":
        # A published report is the same file on every day.
        made_at = None if report.period.quarter else report.row.published_at
        content, mime = report_paper(report, at=made_at or timezone.now()), "application/pdf"
    elif kind == "json":
        content, mime = report_json(report), KINDS["json"]
    else:
        content, mime = as_csv(HEAD, report_rows(report)), KINDS["csv"]
    quarter = f"-triwulan-{report.period.quarter}" if report.period.quarter else ""
    name = f"laporan-layanan-{report.unit.slug}-{report.period.year}{quarter}.{kind}"
    answer = HttpResponse(content, content_type=mime)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@counting
def service_report(request: HttpRequest, unit: WorkUnit, year: int, kind: str) -> HttpResponse:
    """The report as it was published, else as it stands now; a quarter with `?triwulan=`."""
    quarter = request.GET.get("triwulan", "")
    if quarter and quarter not in map(str, QUARTERS):
        raise Http404
    period = Period(_checked(unit, year), int(quarter or 0))
    published = None if quarter else published_report(unit, year)
    return answer_with(published or made_report(unit, period, at=timezone.now()), kind)
