"""What was done at one's own account: signing in, failures, changed keys, ended sessions; nobody else's."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from terbuka.models import Account, Event
from terbuka.rules.language import Values
from terbuka.services import signin
from terbuka.web.access import person, signed_in
from terbuka.web.tags import device_of, number

EACH_PAGE, RECENT = 30, timedelta(days=30)
_FAILED = "sign_in_failed"
# Verb and what its payload says, in words; "" is any other payload.
_TOLD = {
    "create": {"": gettext_lazy("Akun dibuat dari undangan")},
    "sign_in": {
        "password": gettext_lazy("Masuk dengan kata sandi"),
        "webauthn": gettext_lazy("Masuk dengan kunci sandi"),
        "invitation": gettext_lazy("Masuk lewat undangan"),
        "": gettext_lazy("Masuk dengan kata sandi dan langkah kedua"),
    },
    _FAILED: {
        "password": gettext_lazy("Gagal masuk: kata sandi tidak cocok"),
        "code": gettext_lazy("Gagal masuk: kode langkah kedua tidak cocok"),
        "": gettext_lazy("Ditolak masuk: terlalu banyak percobaan"),
    },
    "password_changed": {"": gettext_lazy("Kata sandi diganti; perangkat lain keluar")},
    "password_reset": {"": gettext_lazy("Kata sandi diganti lewat tautan; semua perangkat keluar")},
    "reset_asked": {"": gettext_lazy("Tautan kata sandi baru diminta di halaman masuk")},
    "reset_link_made": {"": gettext_lazy("Tautan kata sandi baru dibuatkan untuk Anda")},
    "factor_changed": {
        "app_added": gettext_lazy("Aplikasi kode dipasang"),
        "app_removed": gettext_lazy("Aplikasi kode dilepas"),
        "passkey_added": gettext_lazy("Kunci sandi dipasang"),
        "passkey_removed": gettext_lazy("Kunci sandi dilepas"),
        "": gettext_lazy("Kode cadangan dibuat baru"),
    },
    "factors_cleared": {"": gettext_lazy("Langkah kedua dihapus oleh tingkat di atas Anda")},
    "sessions_ended": {"": gettext_lazy("Perangkat lain dikeluarkan")},
}
_SAYS = {"sign_in": "method", _FAILED: "reason", "factor_changed": "change"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened. `helper` is who did it for the owner, "" where nobody else did."""

    at: datetime
    text: str
    device: str
    helper: str
    is_failure: bool


def _line(event: Event, names: dict[int, str], own: int) -> Line:
    told = _TOLD[event.verb]
    says = str(event.payload.get(_SAYS.get(event.verb, ""), ""))
    return Line(
        at=event.at,
        text=str(told.get(says, told[""])),
        device=event.payload.get("device", ""),
        helper=names.get(event.by_id or 0, "") if event.by_id != own else "",
        is_failure=event.verb == _FAILED,
    )


def _not_me(request: HttpRequest) -> HttpResponse:
    """Everybody else out first, then a new password."""
    who = person(request)
    ended = signin.end_other_sessions(
        who,
        keep=request.session.session_key or "",
        device=device_of(request.headers.get("User-Agent", "")),
        by=who,
        at=timezone.now(),
    )
    told = _("%(number)s perangkat lain dikeluarkan. Sekarang ganti kata sandi Anda.")
    messages.warning(request, told % Values(number=number(ended)))
    return redirect("account_change_password")


@never_cache
@signed_in
def activity(request: HttpRequest) -> HttpResponse:
    """The trail of the own account, the newest first; "not me" signs everybody else out."""
    if request.method == "POST":
        return _not_me(request)
    own = person(request).pk
    events = Event.objects.about(signin.SUBJECT, own).filter(verb__in=_TOLD).order_by("-at", "-id")
    page = Paginator(events, EACH_PAGE).get_page(request.GET.get("hal"))
    others = {event.by_id for event in page if event.by_id} - {own}
    names = dict(Account.objects.filter(pk__in=others).values_list("pk", "name")) if others else {}
    context = {
        "section": "account",
        "page": page,
        "lines": [_line(event, names, own) for event in page],
        "failed": events.filter(verb=_FAILED, at__gte=timezone.now() - RECENT).count(),
    }
    return render(request, "account/activity.html", context)
