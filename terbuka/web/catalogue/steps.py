"""The steps of a version on its way: each on a page of its own that says what happens."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terbuka.models import Publication, PublicationVersion, WorkUnit
from terbuka.rules.language import Phrase, say
from terbuka.rules.people import Act
from terbuka.rules.publishing import (
    VersionStatus,
    may_become,
    may_check,
    may_publish,
    may_submit,
)
from terbuka.rules.ruling import BadInput, Refused, Ruling, Stale, refuse
from terbuka.services import catalogue
from terbuka.services.catalogue import facts_of, four_eyes
from terbuka.services.jobs import enqueue
from terbuka.web.access import person, today_at, working
from terbuka.web.catalogue.doors import frame, moving_version, publication_of
from terbuka.web.units.forms import number

_NOTHING = refuse(say("Tidak ada versi yang sedang dikerjakan pada informasi ini."))
CHANGED = say("Orang lain baru saja mengubahnya. Baca lagi keadaannya, lalu putuskan.")


@dataclass(frozen=True, slots=True)
class Step:
    """How the page of a step reads. `note` is the label of a text that goes with it, "" for none."""

    title: Promise
    lead: Promise
    button: Promise
    note: Promise | str = ""
    is_grave: bool = False


_SUBMIT = Step(
    gettext_lazy("Kirim untuk diperiksa"),
    gettext_lazy("Pemeriksa mendapat pemberitahuan. Selama diperiksa isinya tidak dapat diubah."),
    gettext_lazy("Kirim"),
)
_RETURN = Step(
    gettext_lazy("Kembalikan dengan catatan"),
    gettext_lazy("Yang mengirim mendapat catatan Anda dan memperbaikinya sebagai konsep."),
    gettext_lazy("Kembalikan"),
    gettext_lazy("Apa yang harus diperbaiki?"),
)
_CHECK = Step(
    gettext_lazy("Setujui"),
    gettext_lazy("Anda menyatakan isinya benar, milik satker ini, dan boleh dibaca siapa pun."),
    gettext_lazy("Setujui"),
)
_PUBLISH = Step(
    gettext_lazy("Umumkan"),
    gettext_lazy("Begitu diumumkan, siapa pun menemukannya lewat pencarian dan mengunduhnya."),
    gettext_lazy("Umumkan"),
)


def shown(
    request: HttpRequest,
    unit: WorkUnit,
    publication: Publication,
    step: Step,
    ruling: Ruling,
    *,
    fault: Phrase | str | None = None,
    **more: Any,
) -> HttpResponse:
    """The page of a step; what was typed stays. 409 where somebody else was quicker, else 400 at a fault."""
    version: PublicationVersion | None = more.pop("version", None)
    told = {
        "publication": publication,
        "version": version or publication.public,
        "expected": version.version if version else publication.version,
        "title": step.title,
        "lead": step.lead,
        "button": step.button,
        "note_label": step.note,
        "is_grave": step.is_grave,
        "ruling": ruling,
        "fault": fault or "",
        "typed": request.POST.get("note", ""),
    }
    status = 200 if fault is None else 409 if fault is CHANGED else 400
    return render(request, "catalogue/step.html", frame(unit, **told | more), status=status)


def tried(act: Callable[[], object]) -> Phrase | str | None:
    """Do it; None, or why it did not go through."""
    try:
        act()
    except Stale:
        return CHANGED
    except Refused as refusal:
        return refusal.ruling.reason or ""
    except BadInput as fault:
        return fault.phrase
    return None


def expected_of(request: HttpRequest) -> int | None:
    """The version of the row that the person had read; None where the form says none."""
    text = request.POST.get("version", "")
    return number(text) if text else None


def _on_version(
    request: HttpRequest,
    unit: WorkUnit,
    pk: int,
    step: Step,
    asked: Callable[[PublicationVersion], Ruling],
    act: Callable[[PublicationVersion], object],
    **more: Any,
) -> HttpResponse:
    """A step of the version on its way: asked about, shown, done."""
    publication = publication_of(unit, pk)
    version = moving_version(publication)
    if version is None:
        gone = _NOTHING.reason if request.method == "POST" else None
        return shown(request, unit, publication, step, _NOTHING, fault=gone)
    fault: Phrase | str | None = None
    if request.method == "POST":
        fault = tried(partial(act, version))
        if fault is None:
            if step in (_CHECK, _PUBLISH):
                enqueue("redraft", unit.pk, at=timezone.now())
            return redirect("publication_work", unit.slug, pk)
        version = moving_version(publication) or version
    return shown(request, unit, publication, step, asked(version), fault=fault, version=version, **more)


@working(Act.COLLECT)
def version_submit(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Hand the draft in; with `act=buang` throw it away instead."""
    by, at = person(request), timezone.now()

    def act(version: PublicationVersion) -> object:
        if request.POST.get("act") == "buang":
            return catalogue.discard_version(version, by=by, at=at)
        return catalogue.submit_version(version, expected=expected_of(request), by=by, at=at)

    answer = _on_version(request, unit, pk, _SUBMIT, lambda one: may_submit(facts_of(one)), act)
    is_gone = request.POST.get("act") == "buang" and answer.status_code == 302
    return redirect("catalogue", unit.slug) if is_gone and not _is_public(unit, pk) else answer


def _is_public(unit: WorkUnit, pk: int) -> bool:
    return Publication.objects.filter(unit=unit, pk=pk).exclude(published_at=None).exists()


@working(Act.CHECK)
def version_return(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Send it back with a note."""
    return _on_version(
        request,
        unit,
        pk,
        _RETURN,
        lambda one: may_become(VersionStatus(one.status), VersionStatus.DRAFT),
        lambda one: catalogue.return_version(
            one,
            note_text=request.POST.get("note", ""),
            expected=expected_of(request),
            by=person(request),
            at=timezone.now(),
        ),
    )


@working(Act.CHECK)
def version_check(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Find it good; who may also publish may do both at once (`act=umumkan`)."""
    who, at = person(request), timezone.now()
    may_both = who.may(Act.PUBLISH, unit, on=today_at(unit))
    is_both = may_both and request.POST.get("act") == "umumkan"
    done = catalogue.check_and_publish if is_both else catalogue.check_version
    return _on_version(
        request,
        unit,
        pk,
        _CHECK,
        lambda one: may_check(facts_of(one), who.pk, four_eyes()),
        lambda one: done(one, expected=expected_of(request), by=who, at=at),
        both=_("Setujui dan umumkan") if may_both else "",
    )


@working(Act.PUBLISH)
def version_publish(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Make it what the public reads."""
    return _on_version(
        request,
        unit,
        pk,
        _PUBLISH,
        lambda one: may_publish(facts_of(one)),
        lambda one: catalogue.publish_version(
            one, expected=expected_of(request), by=person(request), at=timezone.now()
        ),
    )
