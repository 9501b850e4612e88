"""The steps of what is or was public: still valid, withdrawn, public again, superseded by another."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy

from terbuka.models import Publication, WorkUnit
from terbuka.rules.language import Phrase, say
from terbuka.rules.people import Act
from terbuka.rules.publishing import PublicationStatus, may_confirm, may_turn
from terbuka.rules.ruling import Ruling
from terbuka.services import catalogue
from terbuka.services.jobs import enqueue
from terbuka.web.access import person, working
from terbuka.web.catalogue.doors import publication_of
from terbuka.web.catalogue.steps import Step, expected_of, shown, tried

MOST_FOLLOWERS = 200
_WITHDRAW = Step(
    gettext_lazy("Tarik dari umum"),
    gettext_lazy("Alamatnya tetap ada dan menyebut tanggal serta alasan Anda; isinya tidak terbuka lagi."),
    gettext_lazy("Tarik"),
    gettext_lazy("Alasan yang akan dibaca masyarakat"),
    is_grave=True,
)
_REINSTATE = Step(
    gettext_lazy("Umumkan kembali"),
    gettext_lazy("Isi yang sama terbuka lagi di alamat yang sama."),
    gettext_lazy("Umumkan kembali"),
)
_CONFIRM = Step(
    gettext_lazy("Masih berlaku"),
    gettext_lazy("Anda sudah membacanya lagi dan isinya tetap benar; tanggal perubahannya tidak berganti."),
    gettext_lazy("Ya, masih berlaku"),
)
_SUPERSEDE = Step(
    gettext_lazy("Ganti dengan informasi lain"),
    gettext_lazy("Yang membuka alamat lama diantar ke penggantinya. Pakai versi baru bila dokumennya sama."),
    gettext_lazy("Ganti"),
    is_grave=True,
)


def _on_public(
    request: HttpRequest,
    unit: WorkUnit,
    pk: int,
    step: Step,
    ruling: Callable[[Publication], Ruling],
    act: Callable[[Publication], object],
) -> HttpResponse:
    """A step of what is or was public."""
    publication, fault = publication_of(unit, pk), None
    if request.method == "POST":
        fault = tried(lambda: act(publication))
        if fault is None:
            enqueue("redraft", unit.pk, at=timezone.now())
            return redirect("publication_work", unit.slug, pk)
        publication = publication_of(unit, pk)
    return shown(request, unit, publication, step, ruling(publication), fault=fault)


@working(Act.PUBLISH)
def publication_withdraw(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Take back what is public, with a reason; or make public again what was withdrawn."""
    by, at = person(request), timezone.now()
    is_withdrawn = publication_of(unit, pk).status == PublicationStatus.WITHDRAWN
    if is_withdrawn:
        return _on_public(
            request,
            unit,
            pk,
            _REINSTATE,
            lambda one: may_turn(PublicationStatus(one.status), PublicationStatus.PUBLIC),
            lambda one: catalogue.reinstate(one, expected=expected_of(request), by=by, at=at),
        )
    return _on_public(
        request,
        unit,
        pk,
        _WITHDRAW,
        lambda one: may_turn(PublicationStatus(one.status), PublicationStatus.WITHDRAWN),
        lambda one: catalogue.withdraw(
            one, reason=request.POST.get("note", ""), expected=expected_of(request), by=by, at=at
        ),
    )


@working(Act.COLLECT)
def publication_confirm(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Say that what is public still holds."""
    return _on_public(
        request,
        unit,
        pk,
        _CONFIRM,
        lambda one: may_confirm(PublicationStatus(one.status)),
        lambda one: catalogue.confirm_valid(
            one, expected=expected_of(request), by=person(request), at=timezone.now()
        ),
    )


@working(Act.PUBLISH)
def publication_supersede(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Name another public publication that takes its place; the old address leads there."""
    publication = publication_of(unit, pk)
    ruling = may_turn(PublicationStatus(publication.status), PublicationStatus.SUPERSEDED)
    others = Publication.objects.public().filter(unit=unit).exclude(pk=pk)
    fault: Phrase | str | None = None
    if request.method == "POST":
        chosen = request.POST.get("pengganti", "")
        follower = others.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 19 else None
        if follower is None:
            fault = ruling.reason or say("Pilih informasi penggantinya.")
        else:
            fault = tried(
                lambda: catalogue.supersede(
                    publication,
                    by_publication=follower,
                    expected=expected_of(request),
                    by=person(request),
                    at=timezone.now(),
                )
            )
        if fault is None:
            enqueue("redraft", unit.pk, at=timezone.now())
            return redirect("publication_work", unit.slug, pk)
    more = {
        "followers": others.order_by("-changed_on", "-pk")[:MOST_FOLLOWERS],
        "chosen": request.POST.get("pengganti", ""),
    }
    return shown(request, unit, publication, _SUPERSEDE, ruling, fault=fault, **more)
