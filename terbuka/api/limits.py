"""How many questions a minute: counted by address, or by key, for all workers together."""

from django.conf import settings
from django.http import HttpRequest

from terbuka.models import ApiKey
from terbuka.services.pace import Count
from terbuka.services.whence import network_of, origin_of


def headers_of(count: Count) -> dict[str, str]:
    """What every answer says of it."""
    told = {
        "RateLimit-Limit": str(count.limit),
        "RateLimit-Remaining": str(count.left),
        "RateLimit-Reset": str(count.reset),
    }
    return told | ({"Retry-After": str(count.reset)} if count.is_over else {})


def caller_of(request: HttpRequest, key: ApiKey | None) -> tuple[str, int]:
    """Who asks and how often a minute they may; an office with IPv6 is known by its /64."""
    if key is not None:
        return f"key:{key.pk}", key.per_minute
    found = origin_of(str(request.META.get("REMOTE_ADDR", "")), request.headers.get("X-Forwarded-For", ""))
    return f"api {network_of(found)}", settings.API_RATE
