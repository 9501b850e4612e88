"""The service pledge at work: read, written with help, announced by who publishes, set as a paper."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from terbuka.models import PpidMember, ServicePledge, UnitProfile, WorkUnit
from terbuka.models.units import PpidRole
from terbuka.rules.language import Phrase
from terbuka.rules.people import Act
from terbuka.rules.pledges import PART_WORDS, Part, beginning, lacks
from terbuka.rules.ruling import BadInput, Refused, Stale
from terbuka.services.catalogue.pledges import announce_pledge, pledge_draft, pledge_in_force, save_pledge
from terbuka.services.jobs import enqueue
from terbuka.services.units import BadFields
from terbuka.web.access import person, today_at, working
from terbuka.web.catalogue.doors import frame, rights_of
from terbuka.web.outreach.lists import as_file
from terbuka.web.outreach.pledge_paper import paper
from terbuka.web.sending import sent_file
from terbuka.web.units.forms import Entry, Form, day_of, number, opened, sent, tried

_HINTS = {
    Part.BASIS: _("Aturan yang mewajibkan layanan ini."),
    Part.PROCEDURE: _("Lewat mana orang meminta, dan apa yang terjadi sesudahnya."),
    Part.TIME: _("Kapan dijawab, dan jam buka meja layanan."),
    Part.COST: _("Apa yang gratis, dan apa yang berbiaya."),
    Part.GUARANTEE: _("Apa yang pasti diterima setiap pemohon."),
    Part.EVALUATION: _("Bagaimana dan kapan kinerja petugas dinilai."),
}
ENTRIES = (
    *(Entry(part.value, PART_WORDS[part], _HINTS[part], "textarea") for part in Part),
    Entry("signer", _("Nama penanda tangan"), _("Pimpinan satker; lengkap dengan gelarnya.")),
    Entry("signer_position", _("Jabatan"), _("Misalnya Ketua KPU Kabupaten Contoh.")),
    Entry("signed_on", _("Tanggal ditandatangani"), "", "date"),
)


@working()
def pledge(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """What is in force, and the form of the next one for who collects or publishes."""
    rights = rights_of(request, unit)
    draft = pledge_draft(unit)
    if request.method == "POST":
        if not rights.handle:
            raise PermissionDenied
        form = sent(request, ENTRIES)
        if _saved(request, unit, form):
            return redirect(f"{reverse('pledge', args=[unit.slug])}?tersimpan=1")
        return _page(request, unit, form, draft)
    texts = texts_of(draft or pledge_in_force(unit)) or _first_texts(unit)
    form = opened(request, ENTRIES, texts, draft.version if draft else 0)
    return _page(request, unit, form, draft)


def texts_of(row: ServicePledge | None) -> dict[str, str]:
    """The fields of a pledge as a form shows them; empty for none."""
    if row is None:
        return {}
    signed = row.signed_on.isoformat() if row.signed_on else ""
    words = {"signer": row.signer, "signer_position": row.signer_position, "signed_on": signed}
    return {part.value: row.clauses.get(part.value, "") for part in Part} | words


def _first_texts(unit: WorkUnit) -> dict[str, str]:
    """Words to begin with: what the law says, the unit's own hours, its supervisor."""
    profile = UnitProfile.objects.filter(unit=unit).first()
    head = PpidMember.objects.filter(unit=unit, role=PpidRole.SUPERVISOR.value).first()
    signer = {"signer": head.name, "signer_position": head.position} if head else {}
    return beginning(today_at(unit), profile.hours.rstrip(".") if profile else "") | signer


def _reason(refusal: Refused) -> Phrase:
    assert refusal.ruling.reason
    return refusal.ruling.reason


def _saved(request: HttpRequest, unit: WorkUnit, form: Form) -> bool:
    by, at = person(request), timezone.now()

    def save() -> None:
        form.file = sent_file(request, unit, by=by, at=at)
        values: dict[str, Any] = dict(form.typed)
        values["signed_on"] = day_of("signed_on", form.typed["signed_on"])
        save_pledge(unit, values=values, expected=form.version, file=form.file, by=by, at=at)

    try:
        return tried(form, save, lambda row: texts_of(row or pledge_in_force(unit)))
    except Refused as refusal:
        form.faults["berkas"] = _reason(refusal)
        return False


def _page(request: HttpRequest, unit: WorkUnit, form: Form, draft: ServicePledge | None) -> HttpResponse:
    """The page; 400 where something is to be mended, 409 where somebody else had saved."""
    missing = lacks(draft.clauses, signer=draft.signer, signed_on=draft.signed_on) if draft else {}
    words = {entry.name: entry.label for entry in ENTRIES}
    told = frame(
        unit,
        form=form,
        draft=draft,
        kept=draft.file if draft else None,
        in_force=pledge_in_force(unit),
        rights=rights_of(request, unit),
        missing=[(name, words[name]) for name in missing],
        saved="tersimpan" in request.GET,
        announced="diumumkan" in request.GET,
    )
    status = 409 if form.now is not None else 400 if form.faults else 200
    return render(request, "outreach/pledge.html", told, status=status)


@require_POST
@working(Act.PUBLISH)
def pledge_announce(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Make the draft public; what it lacks is shown at its fields."""
    draft, here = pledge_draft(unit), reverse("pledge", args=[unit.slug])
    if draft is None:
        return redirect(here)
    expected = number(request.POST.get("version", ""))
    form = Form(ENTRIES, texts_of(draft), draft.version)
    try:
        announce_pledge(draft, expected=expected, by=person(request), at=timezone.now())
    except Stale:
        return redirect(here)
    except BadFields as fault:
        form.faults |= fault.fields
    except BadInput as fault:
        form.faults["berkas"] = fault.phrase
    except Refused as refusal:
        form.faults["berkas"] = _reason(refusal)
    else:
        enqueue("redraft", unit.pk, at=timezone.now())
        return redirect(f"{here}?diumumkan=1")
    return _page(request, unit, form, draft)


@require_safe
@working()
def pledge_pdf(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The pledge to sign and hang up: the draft, marked as one, or what is in force. Raises Http404."""
    wants_draft = "konsep" in request.GET and rights_of(request, unit).handle
    row = (pledge_draft(unit) if wants_draft else None) or pledge_in_force(unit)
    if row is None:
        row = pledge_draft(unit) if rights_of(request, unit).handle else None
    if row is None:
        raise Http404
    row.unit = unit
    return as_file(paper(row, at=timezone.now()), f"maklumat-{unit.slug}")
