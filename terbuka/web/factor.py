"""Who must have a second factor and has none sets one up first, then goes on to where they were going.

By TERBUKA_SECOND_FACTOR. Nothing that was typed is lost on the way: it is kept as
for an ended session. The pages of the own account stay open, so that the factor
can be set up and one can leave, and so do the help and the signs of life.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from terbuka.rules.factors import Demand
from terbuka.services import people
from terbuka.web.access import lead_away, page_of, person

ONWARD = "factor_next"
_MET, _BETWEEN_LOOKS = "factor_met", 60
_OPEN = frozenset({"healthz", "help", "guide", "guide_pdf", "accessibility", "unsubscribe"})


class AskSecondFactor:
    """Looks once a minute at who is in; after the check of forms, so that no foreign page fills one."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """The way to the factors, or None: go on."""
        if settings.SECOND_FACTOR == Demand.NONE or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        if request.path.startswith(reverse("account")) or (match and match.url_name in _OPEN):
            return None
        if is_met(request):
            return None
        if "HX-Polling" not in request.headers:
            page = page_of(request)
            if url_has_allowed_host_and_scheme(page, None):
                request.session[ONWARD] = page
        return lead_away(request, reverse("mfa_index"))


def is_met(request: HttpRequest) -> bool:
    """Is all demanded of this person there? Remembered in the session for a minute."""
    now, seen = int(timezone.now().timestamp()), request.session.get(_MET)
    if seen is not None and 0 <= now - seen < _BETWEEN_LOOKS:
        return True
    who = person(request)
    if people.why_second_factor(who, on=timezone.localdate()) and not people.has_second_factor(who):
        request.session.pop(_MET, None)
        return False
    request.session[_MET] = now
    request.session.pop(ONWARD, None)
    return True
