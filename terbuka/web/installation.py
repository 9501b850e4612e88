"""The installation, for its system administrator: is it well, and who keeps it and the two institutions."""

import shutil
import sqlite3
from collections.abc import Callable
from functools import wraps
from importlib.metadata import version
from typing import Any, Concatenate

from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from terbuka.models import Appointment, AuditRun, Invitation, Job, OutboxMail, Worker, WorkUnit
from terbuka.models.jobs import JobState
from terbuka.models.leases import LEASE
from terbuka.models.notify import MailState
from terbuka.rules.language import say
from terbuka.rules.people import ROLE_WORDS, Role
from terbuka.rules.units import Level
from terbuka.services import notify
from terbuka.services import people as service
from terbuka.web.access import held, person, signed_in
from terbuka.web.people import (
    InviteForm,
    attempt,
    change_invitation,
    invitations_of,
    invited,
    manage,
    rows_of,
    say_invited,
)

KEEPERS = (Role.SYSTEM_ADMINISTRATOR, Role.NATIONAL_ADMINISTRATOR)
_HERE = "installation"


def administering[**P](
    page: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page for system administrators; for everybody else it is not there."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        today = service.day_at(None, timezone.now())
        if not person(request).holds(Role.SYSTEM_ADMINISTRATOR, on=today):
            raise Http404
        return page(request, *args, **kwargs)

    return signed_in(guarded)


def _places() -> dict[str, tuple[Role, WorkUnit | None]]:
    """What can be given here, by the key of the choice."""
    roots = WorkUnit.objects.filter(level=Level.NATIONAL.value).order_by("id")
    places: dict[str, tuple[Role, WorkUnit | None]] = {
        unit.slug: (Role.NATIONAL_ADMINISTRATOR, unit) for unit in roots
    }
    return places | {_HERE: (Role.SYSTEM_ADMINISTRATOR, None)}


def _said(role: Role, unit: WorkUnit | None) -> str:
    return f"{ROLE_WORDS[role]}, {service.place_of(unit)}"


def _database() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"


def _waiting() -> list[tuple[str, int]]:
    """What waits, by name; only what is worth a look when it grows."""
    jobs = dict(Job.objects.order_by().values_list("state").annotate(n=Count("id")))
    mail = dict(OutboxMail.objects.order_by().values_list("state").annotate(n=Count("id")))
    return [
        (_("Pekerjaan menunggu"), jobs.get(JobState.WAITING.value, 0)),
        (_("Pekerjaan berjalan"), jobs.get(JobState.RUNNING.value, 0)),
        (_("Pekerjaan gagal"), jobs.get(JobState.FAILED.value, 0)),
        (_("Pemeriksaan situs menunggu atau berjalan"), AuditRun.objects.living().count()),
        (_("Surel menunggu"), mail.get(MailState.WAITING.value, 0) + mail.get(MailState.SENDING.value, 0)),
        (_("Surel gagal"), mail.get(MailState.FAILED.value, 0)),
    ]


def _health() -> dict[str, Any]:
    """How the installation is, as the page shows it."""
    now = timezone.now()
    disk = shutil.disk_usage(settings.DATA)
    copies = Job.objects.filter(kind="nightly_copy", finished_at__isnull=False).order_by("-finished_at")
    return {
        "version": version("terbuka"),
        "database": _database(),
        "site": settings.SITE.geturl(),
        "folder": settings.DATA,
        "free": disk.free // 1024**2,
        "is_full": disk.free < settings.DISK_RESERVE,
        "mail": settings.MAIL_SERVER.get("host", ""),
        "copy": copies.first(),
        "workers": Worker.objects.filter(seen_at__gt=now - LEASE).count(),
        "waiting": _waiting(),
    }


@never_cache
@administering
def installation(request: HttpRequest) -> HttpResponse:
    """Version, database, disk, mail, last copy, queues; who administers, and inviting them."""
    by, now = person(request), timezone.now()
    today, places = service.day_at(None, now), _places()
    kept = held(request) if request.method == "GET" else None
    data = {name: values[-1] for name, values in kept.items() if values} if kept else None
    choices = [(key, _said(*place)) for key, place in places.items()]
    form = InviteForm(request.POST if request.method == "POST" else data, roles=choices, today=today)
    fault = None
    if request.method == "POST" and form.is_valid():
        role, unit = places[form.cleaned_data["role"]]
        made: list[Invitation] = []
        fault = attempt(form, lambda: made.append(invited(form, unit=unit, role=role, by=by, at=now)))
        if made:
            say_invited(request, made[0])
            return redirect("installation")
    keepers = Appointment.objects.standing(today).filter(role__in=[role.value for role in KEEPERS])
    context = _health() | {
        "section": "desk",
        "rows": rows_of(keepers, KEEPERS, today),
        "invitations": [one for role, unit in places.values() for one in invitations_of(unit, [role], now)],
        "form": form,
        "fault": fault,
        "has_mail": bool(settings.MAIL_SERVER),
    }
    return render(
        request, "people/installation.html", context, status=422 if request.method == "POST" else 200
    )


@require_POST
@administering
def send_test(request: HttpRequest) -> HttpResponse:
    """A test letter to the administrator's own address."""
    by, now = person(request), timezone.now()
    letter = notify.send(
        key=f"test-{by.pk}-{now.isoformat()}",
        to=by.email,
        subject=str(say("Surel uji dari Terbuka")),
        body=str(say("Surel dari Terbuka sampai di alamat ini.")),
        at=now,
    )
    if letter:
        told = _("Surel uji menuju %(email)s. Tunggu satu menit, lalu lihat kotak suratnya.")
        messages.success(request, told % {"email": by.email})
    else:
        messages.error(request, _("Server surel belum dipasang: isi TERBUKA_SMTP, lalu jalankan ulang."))
    return redirect("installation")


@never_cache
@administering
def keeper(request: HttpRequest, pk: int) -> HttpResponse:
    """One administrator: end the appointment, hand over a reset link, clear the second factor."""
    keepers = Appointment.objects.filter(role__in=[role.value for role in KEEPERS])
    held_here = get_object_or_404(keepers.select_related("account", "unit__parent"), pk=pk)
    return manage(request, held_here, back=reverse("installation"), frame="base.html")


@require_POST
@administering
def keeper_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an administrator's open invitation a new link, or take it back."""
    invitations = Invitation.objects.filter(role__in=[role.value for role in KEEPERS])
    return change_invitation(
        request,
        get_object_or_404(invitations.select_related("unit__parent"), pk=pk),
        back=reverse("installation"),
    )
