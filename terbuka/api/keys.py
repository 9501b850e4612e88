"""The key that a program sends as `Authorization: Bearer` or `X-API-Key`. It raises the rate, no more."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from terbuka.api.faults import Fault
from terbuka.models import ApiKey
from terbuka.services.keys import living_key, note_use

_LONGEST = 200


def key_of(request: HttpRequest, at: datetime) -> ApiKey | None:
    """The key that came with the question; None without one. Raises Fault for one that holds no more."""
    sent = _sent(request)
    if sent is None:
        return None
    key = living_key(sent) if 0 < len(sent) <= _LONGEST else None
    if key is None:
        raise Fault(401, _("Kunci ini tidak dikenal atau sudah dicabut. Tanpa kunci pun data dapat dibaca."))
    today = localdate(at)
    if key.used_on != today:
        note_use(key, on=today, by=None, at=at)
    return key


def _sent(request: HttpRequest) -> str | None:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    return request.headers.get("X-API-Key")
