"""How one wants to be told: the page in the account, and the page that a letter's link opens for anybody."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from terbuka.models import NotificationWish
from terbuka.rules.notify import KIND_WORDS, MUST_BE_TOLD, Kind, Rhythm, may_stop
from terbuka.rules.ruling import BadInput, Stale
from terbuka.services import notify
from terbuka.web.access import held, person, signed_in

_RHYTHMS = (
    (
        Rhythm.AT_ONCE.value,
        gettext_lazy("Segera"),
        gettext_lazy("Satu surel untuk setiap kabar; yang datang bersamaan digabung."),
    ),
    (
        Rhythm.DIGEST.value,
        gettext_lazy("Sehari sekali"),
        gettext_lazy("Satu surel pukul 07.00 waktu satker Anda, berisi semua kabar sehari."),
    ),
    (
        Rhythm.INBOX_ONLY.value,
        gettext_lazy("Hanya di kotak masuk"),
        gettext_lazy("Tanpa surel, kecuali kabar yang wajib sampai."),
    ),
)
_STOPPABLE = [kind for kind in Kind if may_stop(kind)]


class WishForm(forms.Form):
    """What the page sends; `mailed` are the kinds that come by mail."""

    rhythm = forms.CharField(max_length=20, required=False)
    quiet_from = forms.IntegerField(min_value=0, max_value=23)
    quiet_to = forms.IntegerField(min_value=0, max_value=23)
    mailed = forms.MultipleChoiceField(
        choices=[(kind.value, kind.value) for kind in _STOPPABLE], required=False
    )
    version = forms.IntegerField(min_value=0)


def _stored(wish: NotificationWish) -> dict[str, Any]:
    return {
        "rhythm": wish.rhythm,
        "quiet_from": wish.quiet_from,
        "quiet_to": wish.quiet_to,
        "mailed": [kind.value for kind in _STOPPABLE if kind not in wish.muted],
    }


def _typed(data: Any) -> dict[str, Any]:
    """What was sent, as the page shows it again."""
    values = {name: data.get(name, "") for name in ("rhythm", "quiet_from", "quiet_to")}
    for name in ("quiet_from", "quiet_to"):
        values[name] = int(values[name]) if str(values[name]).isdecimal() else values[name]
    return values | {"mailed": data.getlist("mailed")}


@never_cache
@signed_in
def wishes(request: HttpRequest) -> HttpResponse:
    """Rhythm of mail, quiet hours, kinds without mail; what to do about an address that came back."""
    by, now, fault = person(request), timezone.now(), ""
    if request.method == "POST" and request.POST.get("act") == "alamat":
        notify.confirm_address(by, by=by, at=now)
        messages.success(request, _("Surel dikirim lagi ke %(email)s.") % {"email": by.email})
        return redirect("account_notifications")
    wish = notify.wish_of(by)
    shown, stale = _stored(wish), None
    kept = held(request) if request.method == "GET" else None
    if kept:
        data = request.GET.copy()
        for name, values in kept.items():
            data.setlist(name, values)
        shown = _typed(data)
    if request.method == "POST":
        shown = _typed(request.POST)
        try:
            _save(request)
        except BadInput as refused:
            fault = str(refused)
        except Stale as changed:
            stale = changed.current
            fault = _("Pilihan ini sudah diubah di tempat lain. Bandingkan, lalu simpan lagi.")
        else:
            messages.success(request, _("Pilihan pemberitahuan tersimpan."))
            return redirect("account_notifications")
    context = _page(wish, shown, stale) | {"fault": fault}
    return render(request, "inbox/wishes.html", context, status=_status(fault, stale))


def _status(fault: str, stale: object) -> int:
    if stale is not None:
        return 409
    return 422 if fault else 200


def _page(wish: NotificationWish, shown: dict[str, Any], stale: object) -> dict[str, Any]:
    other = _stored(stale) if isinstance(stale, NotificationWish) else None
    words = {value: label for value, label, _meaning in _RHYTHMS}
    return {
        "section": "account",
        "has_mail": bool(settings.MAIL_SERVER),
        "wish": wish,
        "shown": shown,
        "other": other,
        "other_rhythm": words[other["rhythm"]] if other else "",
        "other_muted": [KIND_WORDS[kind] for kind in _STOPPABLE if other and kind not in other["mailed"]],
        "rhythms": _RHYTHMS,
        "hours": range(24),
        "stoppable": [(kind.value, KIND_WORDS[kind]) for kind in _STOPPABLE],
        "certain": [(KIND_WORDS[kind], MUST_BE_TOLD[kind]) for kind in Kind if kind in MUST_BE_TOLD],
    }


def _save(request: HttpRequest) -> None:
    """Keep what was sent. Raises BadInput, Stale."""
    form, by = WishForm(request.POST), person(request)
    # A form that does not hold was not made by our page; the service names what is wrong.
    typed = form.cleaned_data if form.is_valid() else {}
    mailed = set(typed.get("mailed", []))
    notify.save_wish(
        by,
        rhythm=typed.get("rhythm", ""),
        quiet_from=typed.get("quiet_from", -1),
        quiet_to=typed.get("quiet_to", -1),
        muted=[kind.value for kind in _STOPPABLE if kind not in mailed],
        version=typed.get("version", 0),
        by=by,
        at=timezone.now(),
    )


@csrf_exempt
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The link at the end of a letter: says what it ends, ends it by a button, takes that back.

    Mail programs send the form by themselves (RFC 8058), without session or
    token of ours; looking alone, as scanners of mail do, ends nothing.
    """
    sort = notify.sort_of(token)
    if sort is None:
        return render(request, "inbox/unsubscribe.html", {"is_unknown": True}, status=404)
    if request.method == "POST":
        change = notify.resume if request.POST.get("act") == "lanjut" else notify.unsubscribe
        wish = change(sort, at=timezone.now())
    else:
        wish = notify.wish_of(sort.account)
    is_stopped = wish.rhythm == Rhythm.INBOX_ONLY if sort.kind is None else sort.kind in wish.muted
    context = {
        "word": KIND_WORDS[sort.kind] if sort.kind else "",
        "is_stopped": is_stopped,
        "certain": [KIND_WORDS[kind] for kind in MUST_BE_TOLD],
    }
    return render(request, "inbox/unsubscribe.html", context)
