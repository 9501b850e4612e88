"""The page of one's own keys for the public API: the list, making one, revoking one."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from terbuka.models import ApiKey
from terbuka.rules.ruling import BadInput
from terbuka.services import keys
from terbuka.web.access import person, signed_in


@never_cache
@signed_in
def api_keys(request: HttpRequest) -> HttpResponse:
    """The keys of this person. A new one is shown in this one answer and never again."""
    if request.method == "POST" and request.POST.get("act") == "cabut":
        return _revoked(request)
    typed, fault, secret = request.POST.get("name", ""), "", ""
    if request.method == "POST":
        try:
            _key, secret = keys.make_key(name=typed, by=person(request), at=timezone.now())
            typed = ""
        except BadInput as refusal:
            fault = str(refusal)
    mine = list(ApiKey.objects.filter(account=person(request)))
    shown = {
        "section": "account",
        "living": [key for key in mine if key.revoked_at is None],
        "ended": [key for key in mine if key.revoked_at is not None],
        "most": keys.MOST,
        "rate": settings.API_RATE,
        "key_rate": settings.API_KEY_RATE,
        "typed": typed,
        "fault": fault,
        "secret": secret,
    }
    return render(request, "account/keys.html", shown, status=422 if fault else 200)


def _revoked(request: HttpRequest) -> HttpResponse:
    number = request.POST.get("key", "")
    pk = int(number) if number.isascii() and number.isdecimal() and len(number) < 16 else 0
    key = get_object_or_404(ApiKey, pk=pk, account=person(request))
    keys.revoke_key(key, by=person(request), at=timezone.now())
    messages.success(
        request,
        _("Kunci %(name)s dicabut. Program yang memakainya ditolak mulai sekarang.") % {"name": key.name},
    )
    return redirect("api_keys")
