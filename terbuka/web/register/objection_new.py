"""An objection that came to the desk, by telephone or by letter: typed, read back, registered."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terbuka.models import InformationRequest, Objection, RequiredItem, StoredFile, WorkUnit
from terbuka.rules.language import Phrase, say
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.objections import GROUND_WORDS, Ground
from terbuka.rules.register.post import FileKind
from terbuka.rules.ruling import BadInput, Refused
from terbuka.services.register.grounds import grounds_of, is_in_time
from terbuka.services.register.objecting import check_objection, file_objection
from terbuka.services.units import BadFields
from terbuka.web.access import person
from terbuka.web.exemption.steps import reason_of
from terbuka.web.register.doors import case_of, frame, serving
from terbuka.web.register.fields import CAME, WHO, received_at
from terbuka.web.register.wording import BY_HAND
from terbuka.web.sending import sent_file
from terbuka.web.units.forms import Entry, Form, opened, sent

LONGEST_KEY = 64
_SAID = (
    Entry(
        "position",
        _("Apa yang terjadi"),
        _("Dengan kata-kata pemohon: apa yang diminta, apa yang diterima, apa keberatannya."),
        "textarea",
    ),
    Entry("wanted", _("Yang dikehendaki"), _("Boleh kosong."), "textarea"),
)
_PROXY = tuple(entry for entry in WHO if entry.name == "proxy_name")
_REACHED = tuple(entry for entry in WHO if entry.name not in ("identity_kind", "identity"))
_ITEM = Entry(
    "item", _("Kode informasi wajib"), _("Butir yang seharusnya diumumkan berkala. Contoh: KEU-01.")
)
_BEGINNING = {"channel": Channel.DESK.value, "kind": "person"}


@serving
def objection_new(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """To a request, by its number; or to periodic information that is not published (ground b)."""
    number, fault = request.POST.get("number", "").strip(), ""
    if request.method == "POST" and "number" in request.POST:
        found = (
            InformationRequest.objects.filter(unit=unit, number__iexact=number).first() if number else None
        )
        if found is not None:
            return redirect("case_objection", unit.slug, found.pk)
        fault = str(say("Nomor ini tidak ada di register satker ini; periksa lagi nomornya."))
    if request.method == "POST" and not fault:
        return _typed(request, unit, None)
    form = opened(request, _entries(None), _BEGINNING, 0)
    told = {"number": number, "number_fault": fault}
    return _typing(request, unit, None, form, status=400 if fault else 200, **told)


@serving
def case_objection(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """To this request: only the grounds that its course opens are offered."""
    asked = case_of(unit, pk)
    if request.method != "POST":
        return _typing(request, unit, asked, opened(request, _entries(asked), _BEGINNING, 0))
    return _typed(request, unit, asked)


def _entries(asked: InformationRequest | None) -> tuple[Entry, ...]:
    return (*CAME, *_SAID, *_PROXY) if asked else (*CAME, _ITEM, *_SAID, *_REACHED)


def _typed(request: HttpRequest, unit: WorkUnit, asked: InformationRequest | None) -> HttpResponse:
    """`act=periksa` reads it back, `act=ubah` goes back to typing, `act=simpan` keeps it."""
    form, act = sent(request, _entries(asked)), request.POST.get("act", "")
    try:
        form.file = sent_file(request, unit, by=person(request), at=timezone.now())
    except BadInput as fault:
        form.faults["berkas"] = fault.phrase
    kept = None if form.faults else _tried(request, unit, asked, form, is_kept=act == "simpan")
    if kept is not None:
        return redirect("objection", unit.slug, kept.pk)
    if form.faults or act != "periksa":
        return _typing(request, unit, asked, form, status=400 if form.faults else 200)
    return _read_back(request, unit, asked, form)


def _tried(
    request: HttpRequest, unit: WorkUnit, asked: InformationRequest | None, form: Form, *, is_kept: bool
) -> Objection | None:
    """Keep it, or only look it over; None where it is not kept. Faults stand in the form."""
    by, at = person(request), timezone.now()
    try:
        item = None if asked else _item(form.typed["item"])
        values = _values(request, form)
        if not is_kept:
            check_objection(values, asked, item, at=received_at(unit, form.typed) or at)
            return None
        return file_objection(
            unit=unit,
            request=asked,
            item=item,
            values=values,
            channel=next((one for one in BY_HAND if one.value == form.typed["channel"]), Channel.DESK),
            key=_key(request),
            files=_files(form),
            filed_at=received_at(unit, form.typed),
            by=by,
            at=at,
        )
    except BadFields as fault:
        form.faults |= {
            "received_on" if name == "filed_at" else name: why for name, why in fault.fields.items()
        }
    except BadInput as fault:
        form.faults["position"] = fault.phrase
    except Refused as refusal:
        form.faults["position"] = reason_of(refusal)
    return None


def _values(request: HttpRequest, form: Form) -> dict[str, Any]:
    left_out = {entry.name for entry in CAME} | {_ITEM.name}
    said = {name: text for name, text in form.typed.items() if name not in left_out}
    return said | {"grounds": request.POST.getlist("grounds")}


def _item(code: str) -> RequiredItem:
    found = RequiredItem.objects.filter(code__iexact=code.strip()).first()
    if found is None:
        raise BadFields({"item": say("Kode ini tidak ada di daftar informasi wajib.")})
    return found


def _files(form: Form) -> list[tuple[StoredFile, FileKind]]:
    if form.file is None:
        return []
    is_proxied = bool(form.typed.get("proxy_name", "").strip())
    return [(form.file, FileKind.PROXY if is_proxied else FileKind.LETTER)]


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:LONGEST_KEY] or uuid4().hex


def _offered(asked: InformationRequest | None) -> list[tuple[str, Phrase]]:
    grounds = (Ground.B,) if asked is None else grounds_of(asked, at=timezone.now())
    return [(one.value, GROUND_WORDS[one]) for one in grounds]


def _typing(
    request: HttpRequest,
    unit: WorkUnit,
    asked: InformationRequest | None,
    form: Form,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    offered = _offered(asked)
    ticked = request.POST.getlist("grounds") or [letter for letter, _words in offered if len(offered) == 1]
    told = {
        "asked": asked,
        "form": form,
        "key": _key(request),
        "offered": offered,
        "ticked": ticked,
        "is_late": asked is not None and bool(offered) and not is_in_time(asked, timezone.now()),
    }
    return render(request, "register/objection_new.html", frame(unit, **told | more), status=status)


def _read_back(
    request: HttpRequest, unit: WorkUnit, asked: InformationRequest | None, form: Form
) -> HttpResponse:
    ticked = request.POST.getlist("grounds")
    told = {
        "asked": asked,
        "form": form,
        "key": _key(request),
        "ticked": ticked,
        "grounds": [(one, GROUND_WORDS[Ground(one)]) for one in ticked if one in set(Ground)],
        "rows": [
            (entry.label, dict(entry.options).get(form.typed[entry.name], form.typed[entry.name]))
            for entry in _entries(asked)
            if form.typed.get(entry.name)
        ],
        "is_spoken": form.typed["channel"] != Channel.LETTER,
    }
    return render(request, "register/objection_read_back.html", frame(unit, **told))
