"""The log of breaches of personal data: its hours counted down, who was told, the letters to send."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terbuka.models import DataBreach, WorkUnit
from terbuka.rules.language import say, speaking
from terbuka.rules.register.personal import left_until
from terbuka.rules.ruling import allow
from terbuka.rules.zones import zone_of
from terbuka.services.register.breaches import note_breach, save_breach
from terbuka.services.units import BadFields
from terbuka.web.access import person
from terbuka.web.register.case_doors import keeping
from terbuka.web.register.doors import frame
from terbuka.web.register.fields import received_at
from terbuka.web.register.personal.noticetext import to_agency, to_people
from terbuka.web.register.stepping import Opened, Step, cite_of, form_of, stepped, tried
from terbuka.web.units.forms import Entry, Form

HAPPENED = (
    Entry(
        "happened",
        gettext_lazy("Apa yang terjadi, kapan, dan bagaimana"),
        gettext_lazy("Tanpa menyalin data yang bocor."),
        "textarea",
    ),
    Entry(
        "data",
        gettext_lazy("Data apa yang terungkap"),
        gettext_lazy("Misalnya nama, alamat, nomor identitas."),
        "textarea",
    ),
    Entry("people_count", gettext_lazy("Berapa orang"), gettext_lazy("Kosongkan bila belum diketahui.")),
    Entry(
        "handling",
        gettext_lazy("Penanganan dan pemulihannya"),
        gettext_lazy("Yang sudah dan akan dilakukan."),
        "textarea",
    ),
)
KNOWN = (
    Entry(
        "known_at",
        gettext_lazy("Diketahui pada tanggal"),
        gettext_lazy("Kosongkan bila baru saja. Dari sini 3 x 24 jam dihitung."),
        "date",
    ),
    Entry("known_time", gettext_lazy("Jamnya"), gettext_lazy("Contoh: 10.30.")),
)
TOLD = (
    Entry("people_told_at", gettext_lazy("Orang yang terdampak diberi tahu pada"), "", "date"),
    Entry("people_told_time", gettext_lazy("Jam orang diberi tahu"), gettext_lazy("Contoh: 10.30.")),
    Entry("agency_told_at", gettext_lazy("Lembaga pelindungan data diberi tahu pada"), "", "date"),
    Entry("agency_told_time", gettext_lazy("Jam lembaga diberi tahu"), gettext_lazy("Contoh: 10.30.")),
)
_TOLD = ("people_told", "agency_told")


def _values(unit: WorkUnit, typed: dict[str, str], *names: str) -> dict[str, Any]:
    """What was typed as services take it. Raises BadFields."""
    values: dict[str, Any] = {name: typed[name] for name in ("happened", "data", "handling")}
    count = typed["people_count"].strip().replace(".", "")
    if count and not (count.isdecimal() and len(count) < 11):
        raise BadFields({"people_count": say("Tulis jumlahnya dengan angka.")})
    values["people_count"] = int(count) if count else None
    for name in names:
        values[f"{name}_at"] = received_at(unit, typed, on=f"{name}_at", time_of_day=f"{name}_time")
    return values


@keeping
def breach_new(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Note a breach: the hours run from the moment at which it became known."""
    back, made = reverse("personal_data", args=[unit.slug]), list[DataBreach]()
    step = Step(
        _("Catat pelanggaran data pribadi"),
        _("Orang yang terdampak dan lembaga pelindungan data diberi tahu dalam 3 x 24 jam sejak diketahui."),
        _("Catat"),
        (*KNOWN, *HAPPENED),
        template="register/objection_step.html",
    )

    def act(form: Form) -> None:
        at = timezone.now()
        known = received_at(unit, form.typed, on="known_at", time_of_day="known_time") or at
        made.append(
            note_breach(unit, values=_values(unit, form.typed), known_at=known, by=person(request), at=at)
        )

    told: dict[str, Any] = {"subject": "", "back": back, "head": _("Data pribadi")}
    answer = stepped(request, unit, Opened(), step, allow(), act, to=back, **told)
    if made:
        answer["Location"] = reverse("breach", args=[unit.slug, made[0].pk])
    return answer


@keeping
def breach(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """One breach: the hours left, what is known, who was told, the letters, and its end."""
    row = DataBreach.objects.filter(unit=unit, pk=pk).select_related("noted_by", "closed_by").first()
    if row is None:
        raise Http404
    row.unit = unit
    step = Step("", "", "", () if row.closed_at else (*HAPPENED, *TOLD))
    form = form_of(request, Opened(version=row.version), step, _texts(row))
    fault = None
    if request.method == "POST":
        fault = tried(form, lambda filled: _save(request, row, filled))
        if fault is None and not form.faults:
            return redirect("breach", unit.slug, pk)
    at = timezone.now()
    with speaking("id"):
        letters = (to_people(row), to_agency(row))
    told = {
        "row": row,
        "form": form,
        "fault": fault,
        "fault_cite": cite_of(fault) if fault else None,
        "ruling": allow(),
        "left": left_until(row.due_at, at),
        "is_late": row.due_at < at,
        "is_told": bool(row.agency_told_at and row.people_told_at),
        "letters": letters,
    }
    status = 400 if fault is not None or form.faults else 200
    return render(request, "register/personal/breach.html", frame(unit, **told), status=status)


def _save(request: HttpRequest, row: DataBreach, form: Form) -> None:
    save_breach(
        row,
        values=_values(row.unit, form.typed, *_TOLD),
        is_closed=request.POST.get("act") == "tutup",
        expected=form.version,
        by=person(request),
        at=timezone.now(),
    )


def _texts(row: DataBreach) -> dict[str, str]:
    """The fields as they stand."""
    zone = zone_of(row.unit.region_code).clock
    texts = {name: str(getattr(row, name) or "") for name in ("happened", "data", "people_count", "handling")}
    for name in _TOLD:
        moment: datetime | None = getattr(row, f"{name}_at")
        local = moment.astimezone(zone) if moment else None
        texts[f"{name}_at"] = local.date().isoformat() if local else ""
        texts[f"{name}_time"] = f"{local:%H.%M}" if local else ""
    return texts
