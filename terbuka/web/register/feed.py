"""One's own calendar of what comes due: the page that makes its secret address, and the calendar there."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from terbuka.documents.icalendar import MIME, icalendar
from terbuka.documents.qr import qr_svg
from terbuka.models import DueFeed
from terbuka.rules.language import speaking
from terbuka.services.register.feeds import end_feed, entries_of, feed_owner, make_feed, units_of
from terbuka.web.access import person, signed_in
from terbuka.web.kept import etag_of
from terbuka.web.linked import absolute

_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@never_cache
@signed_in
def due_feed(request: HttpRequest) -> HttpResponse:
    """Make, renew or end the address. A new one is shown in this one answer and never again."""
    who, at, address = person(request), timezone.now(), ""
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act == "akhiri":
        if end_feed(by=who, at=at):
            messages.success(request, _("Alamat kalender dimatikan. Ponsel tidak lagi menerima tenggat."))
        return redirect("due_feed")
    if act:
        address = absolute(reverse("due_feed_ics", args=[make_feed(by=who, at=at)]))
    told = {
        "section": "account",
        "feed": DueFeed.objects.filter(account=who).first(),
        "units": list(units_of(who, at).values()),
        "address": address,
        "webcal": address.replace("http", "webcal", 1),
        "qr": mark_safe(qr_svg(address)) if address else "",  # noqa: S308  squares alone, made of numbers
    }
    response = render(request, "account/due_feed.html", told)
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@require_safe
def due_feed_ics(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, for whoever holds the address. Raises Http404 once account or role has ended."""
    at = timezone.now()
    owner = feed_owner(token)
    units = units_of(owner, at) if owner else {}
    if owner is None or not units:
        raise Http404
    with translation.override(owner.language), speaking(owner.language):
        name = _("Tenggat layanan informasi")
        # What it says decides whether it changed, not when it was asked for.
        made = owner.due_feed.made_at
        body = icalendar(name, entries_of(units, at), stamp=made)
    response = HttpResponse(body, content_type=MIME, headers=_HEADERS | {"ETag": etag_of(body)})
    return get_conditional_response(request, etag=etag_of(body), response=response) or response
