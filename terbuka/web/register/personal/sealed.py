"""Scans of identity cards in a case: an ordinary file is sealed as one, a sealed one shown with an event."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terbuka.models import IdentityScan, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.services.register.scans import may_seal, seal_file, show_scan
from terbuka.web.access import person
from terbuka.web.register.case import shown
from terbuka.web.register.doors import case_of, reading, rights_of, serving
from terbuka.web.register.stepping import Opened, Step, stepped
from terbuka.web.units.forms import Form


@serving
def case_seal(request: HttpRequest, unit: WorkUnit, pk: int, file: int) -> HttpResponse:
    """Seal a file that the applicant sent as an identity card."""
    case = case_of(unit, pk)
    found = case.files.filter(pk=file, removed_at=None).select_related("file__blob", "message").first()
    if found is None:
        raise Http404
    back = reverse("case", args=[unit.slug, pk])
    step = Step(
        _("Segel sebagai kartu identitas"),
        _(
            "Berkasnya disandikan dan hanya dibuka petugas meja dan PPID, setiap kali tercatat. Salinan "
            "terbukanya dihapus, juga dari surat atau ekspor percakapan yang membawanya. Segelnya sendiri "
            "dihapus begitu perkara selesai."
        ),
        _("Segel"),
        template="register/objection_step.html",
    )

    def act(form: Form) -> None:
        try:
            seal_file(case, found, by=person(request), at=timezone.now())
        except FileNotFoundError:
            raise BadInput(say("Berkas ini tidak ada lagi di server.")) from None

    told: dict[str, Any] = {"subject": found.title or found.file.name, "back": back, "head": case.number}
    return stepped(request, unit, Opened(), step, may_seal(found), act, to=back, **told)


@require_POST
@reading
def case_scan(request: HttpRequest, unit: WorkUnit, pk: int, scan: int) -> HttpResponse:
    """A sealed scan, opened this once; who looked is recorded."""
    case = case_of(unit, pk)
    if not rights_of(request, unit).identity:
        raise PermissionDenied
    found = IdentityScan.objects.filter(applicant=case.applicant_id, unit=unit, pk=scan).first()
    if found is None:
        raise Http404
    try:
        content = show_scan(case, found, by=person(request), at=timezone.now())
    except BadInput as fault:
        return shown(request, unit, case, identity_fault=fault.phrase)
    return HttpResponse(
        content,
        content_type=found.mime,
        headers={
            "Content-Disposition": f'inline; filename="pindaian-{found.pk}"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
