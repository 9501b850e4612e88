"""The product's addresses and one page more: a form behind the sign-in that gives back what was typed."""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from terbuka.urls import handler400, handler403, handler404, handler500
from terbuka.urls import urlpatterns as product
from terbuka.web.access import held, person, signed_in

PLACE = "/uji/"
_PAGE = Engine().from_string("{{ name }}: {{ text }}")


@signed_in
def form(request: HttpRequest) -> HttpResponse:
    """Says who asks, and the text that was typed here before."""
    kept = held(request) or {}
    text = (request.POST.getlist("text") or kept.get("text", [""]))[0]
    return HttpResponse(_PAGE.render(Context({"name": person(request).name, "text": text})))


urlpatterns = [*product, path("uji/", form, name="form"), path("uji/simpan/", form, name="form_save")]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
