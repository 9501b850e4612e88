"""A request that came to the desk, by telephone or letter: typed, read back, registered, with its receipt."""

from typing import Any
from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from terbuka.models import InformationRequest, StoredFile, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.post import FileKind
from terbuka.rules.ruling import BadInput, Refused
from terbuka.services.register.receiving import (
    checked_values,
    lacking,
    receive_request,
    tell_received,
)
from terbuka.services.register.registering import register_request
from terbuka.services.units import BadFields
from terbuka.web.access import person
from terbuka.web.register.clock import clock_of
from terbuka.web.register.doors import case_of, frame, reading, serving
from terbuka.web.register.fields import ASKED, BEGINNING, CAME, WHO, received_at, values_of
from terbuka.web.register.wording import BY_HAND
from terbuka.web.sending import sent_file
from terbuka.web.units.forms import Form, opened, sent

_ENTRIES = (*CAME, *ASKED, *WHO)
LONGEST_KEY = 64


@serving
def case_new(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Type it in; `act=periksa` reads it back, `act=ubah` goes back to typing, `act=simpan` keeps it."""
    if request.method != "POST":
        return _typing(request, unit, opened(request, _ENTRIES, BEGINNING, 0))
    form = sent(request, _ENTRIES)
    try:
        form.file = sent_file(request, unit, by=person(request), at=timezone.now())
    except BadInput as fault:
        form.faults["berkas"] = fault.phrase
    act = request.POST.get("act", "")
    if act == "simpan" and not form.faults:
        kept = _kept(request, unit, form)
        if kept is not None:
            return redirect("case_receipt" if kept.number else "case", unit.slug, kept.pk)
    elif act == "periksa":
        _looked_over(unit, form)
    if form.faults or act != "periksa":
        return _typing(request, unit, form)
    return _read_back(request, unit, form)


def _typing(request: HttpRequest, unit: WorkUnit, form: Form) -> HttpResponse:
    told: dict[str, Any] = {"form": form, "key": _key(request)}
    return render(request, "register/new.html", frame(unit, **told), status=400 if form.faults else 200)


def _read_back(request: HttpRequest, unit: WorkUnit, form: Form) -> HttpResponse:
    told = {
        "form": form,
        "key": _key(request),
        "rows": [
            (entry.label, dict(entry.options).get(form.typed[entry.name], form.typed[entry.name]))
            for entry in _ENTRIES
            if form.typed.get(entry.name)
        ],
        "is_spoken": form.typed["channel"] != Channel.LETTER,
    }
    return render(request, "register/read_back.html", frame(unit, **told))


def _key(request: HttpRequest) -> str:
    """Names this submission: sent twice, it is one request."""
    return request.POST.get("key", "")[:LONGEST_KEY] or uuid4().hex


def _looked_over(unit: WorkUnit, form: Form) -> None:
    """Find what cannot be kept, so that only what will stand is read back."""
    try:
        received_at(unit, form.typed)
        checked_values(values_of(form.typed))
        if not (form.typed["details"].strip() or form.file):
            raise BadFields({"details": say("Tulis informasi apa yang diminta.")})
    except BadFields as fault:
        form.faults |= fault.fields


def _kept(request: HttpRequest, unit: WorkUnit, form: Form) -> InformationRequest | None:
    """Take it in, and into the register where nothing lacks; None where something is to be mended."""
    by, at = person(request), timezone.now()
    try:
        with transaction.atomic():
            kept = receive_request(
                unit,
                values=values_of(form.typed),
                channel=_channel(form),
                key=_key(request),
                files=_files(form),
                received_at=received_at(unit, form.typed),
                by=by,
                at=at,
            )
            if kept.number:
                return kept
            if not lacking(kept):
                return register_request(kept, by=by, at=at)
            tell_received(kept, by=by, at=at)
            return kept
    except BadFields as fault:
        # The moment of receipt is two fields here.
        form.faults |= {
            "received_on" if name == "received_at" else name: why for name, why in fault.fields.items()
        }
    except BadInput as fault:
        form.faults["details"] = fault.phrase
    except Refused as refusal:
        form.faults["details"] = refusal.ruling.reason or say("Belum dapat disimpan.")
    return None


def _channel(form: Form) -> Channel:
    named = form.typed["channel"]
    return next((one for one in BY_HAND if one.value == named), Channel.DESK)


def _files(form: Form) -> list[tuple[StoredFile, FileKind]]:
    if form.file is None:
        return []
    kind = FileKind.PROXY if form.typed["proxy_name"].strip() else FileKind.ATTACHMENT
    return [(form.file, FileKind.LETTER if _channel(form) is Channel.LETTER else kind)]


@require_safe
@reading
def case_receipt(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """The receipt to print and hand over: number, moment, due date, code, how to follow it."""
    one = case_of(unit, pk)
    told = {"case": one, "clock": clock_of(one, timezone.now())}
    return render(request, "register/receipt.html", frame(unit, **told))
