"""WhatsApp at the door: notices of the platform, signed; and the number of a unit, for its PPID to set."""

import hmac

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from terbuka.models import WorkUnit
from terbuka.rules.ruling import BadInput
from terbuka.rules.whatsapp import LARGEST_NOTICE, TEMPLATE_TEXT, Payload, is_signed, read_payload
from terbuka.services.files import DiskFull
from terbuka.services.jobs import enqueue
from terbuka.services.register.incoming_chats import take_message
from terbuka.services.register.receiving import settings_of
from terbuka.services.register.whatsapp import is_connected, note_notice, save_number
from terbuka.web.access import person
from terbuka.web.register.doors import frame, reading, rights_of
from terbuka.web.units.forms import Entry, opened, sent, tried

_SETTINGS = (
    Entry("number", _("ID nomor telepon"), _("Dari WhatsApp Manager, hanya angka. Bukan nomor teleponnya.")),
    Entry(
        "template",
        _("Nama templat"),
        _("Templat berbahasa Indonesia yang sudah disetujui Meta. Contoh: pesan_ppid."),
    ),
)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def whatsapp_hook(request: HttpRequest) -> HttpResponse:
    """Where the platform calls: GET proves that the address is ours, POST brings messages and notices."""
    way = settings.WHATSAPP
    if way is None:
        raise Http404
    return _verified(request, way.verify) if request.method == "GET" else _taken(request, way.secret)


def _plain(text: str, status: int) -> HttpResponse:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8", headers=headers)


def _verified(request: HttpRequest, word: str) -> HttpResponse:
    told = request.GET.get("hub.verify_token", "")
    is_ours = hmac.compare_digest(told.encode(), word.encode())
    if request.GET.get("hub.mode") != "subscribe" or not is_ours:
        return _plain("", 403)
    return _plain(request.GET.get("hub.challenge", "")[:200], 200)


def _taken(request: HttpRequest, secret: str) -> HttpResponse:
    """200 once everything is safe here; what the platform gets no 200 for it brings again."""
    raw = request.read(LARGEST_NOTICE + 1)
    if len(raw) > LARGEST_NOTICE:
        return _plain("", 413)
    if not is_signed(raw, request.headers.get("X-Hub-Signature-256", ""), secret):
        return _plain("", 403)
    try:
        _keep(read_payload(raw))
    except (DiskFull, DatabaseError, OSError):
        return _plain("", 503)
    except BadInput:
        return _plain("", 400)
    return _plain("", 200)


def _keep(payload: Payload) -> None:
    at = timezone.now()
    for message in payload.messages:
        mail = take_message(message, at=at)
        if mail is not None:
            enqueue("read_chat", mail.pk, at=at)
    for notice in payload.notices:
        note_notice(notice, at=at)


@reading
def letters_whatsapp(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The number and template of the unit: for the PPID to set, for all of the office to see."""
    row = settings_of(unit)
    may_set = rights_of(request, unit).answer
    texts = {"number": row.whatsapp_id, "template": row.whatsapp_template}
    form = opened(request, _SETTINGS, texts, row.version)
    if request.method == "POST":
        if not may_set:
            raise PermissionDenied
        form, by, at = sent(request, _SETTINGS), person(request), timezone.now()
        expected = form.version if row.pk else None
        number, template = form.typed["number"], form.typed["template"]
        if tried(
            form,
            lambda: save_number(unit, number, template, expected=expected, by=by, at=at),
            lambda now: {"number": now.whatsapp_id, "template": now.whatsapp_template},
        ):
            return redirect("letters_whatsapp", unit.slug)
    told = {
        "form": form,
        "may_set": may_set,
        "is_connected": is_connected(),
        "number": row.whatsapp_id,
        "template": row.whatsapp_template,
        "template_text": TEMPLATE_TEXT,
    }
    status = 409 if form.now is not None else 400 if form.faults else 200
    return render(request, "register/letters_whatsapp.html", frame(unit, **told), status=status)
