"""Help: what this is, the guides per role as page and as paper, the questions people ask first."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from terbuka.documents.typesetting import typeset
from terbuka.models import Account, Appointment
from terbuka.rules.people import Role
from terbuka.web.help.above import NATIONAL, READER, SYSTEM, VERIFIER
from terbuka.web.help.office import DESK, OFFICER, PPID, SUPERVISOR
from terbuka.web.help.parts import Guide
from terbuka.web.help.texts import HELP, QUESTIONS
from terbuka.web.kept import kept

GUIDES = {one.slug: one for one in (OFFICER, PPID, SUPERVISOR, DESK, VERIFIER, NATIONAL, SYSTEM, READER)}
_BY_ROLE = {role: one for one in GUIDES.values() for role in one.roles}
# The day these texts were last looked through: the only date in the papers made of them.
REVISED = datetime(2026, 11, 22, tzinfo=UTC)


def own_guides(who: Any) -> list[Guide]:
    """The guides of the roles that somebody holds today, without a repeat."""
    if not isinstance(who, Account):
        return []
    held = Appointment.objects.living(timezone.localdate()).filter(account=who).values_list("role", flat=True)
    return list({one.slug: one for role in held for one in [_BY_ROLE[Role(role)]]}.values())


@kept
def help_page(request: HttpRequest) -> HttpResponse:
    """What this is, where the guides are, what people ask first, where to write to."""
    questions = [HELP[key] for key in QUESTIONS]
    own = own_guides(request.user)
    context = {
        "section": "help",
        "guides": GUIDES.values(),
        "own": own,
        "questions": questions,
        "feedback": settings.FEEDBACK,
    }
    return render(request, "help/help.html", context)


@kept
def guide(request: HttpRequest, role: str) -> HttpResponse:
    """The guide of one role; under the role's name in code it leads to its address."""
    if role not in GUIDES and role in set(Role):
        return redirect("guide", _BY_ROLE[Role(role)].slug)
    if role not in GUIDES:
        raise Http404
    context = {"section": "help", "guide": GUIDES[role], "guides": GUIDES.values()}
    return render(request, "help/guide.html", context)


@cache
def _paper(slug: str, language: str) -> bytes:
    """The guide as PDF in the language now spoken: sixteen papers at most, each set once in a process."""
    one = GUIDES[slug]
    parts = [
        {"heading": str(part.heading), "kind": part.kind.value, "sentences": [str(s) for s in part.sentences]}
        for part in one.parts
    ]
    data = {
        "running": _("Panduan Terbuka"),
        "page": _("Hal."),
        "foot": settings.SITE.netloc,
        "lead": str(one.lead),
        "parts": parts,
    }
    return typeset("guide", data, title=str(one.title), language=language, at=REVISED)


def guide_pdf(request: HttpRequest, role: str) -> HttpResponse:
    """The same guide on A4, in the reader's language."""
    if role not in GUIDES:
        raise Http404
    content = _paper(role, "en" if get_language() == "en" else "id")
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="panduan-{role}.pdf"'
    return response
