"""The way back to a case by its code; the code is typed into a form, so that no address holds a wrong one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from terbuka.services.register.sealing import CODE_LENGTH, tidy_code
from terbuka.web.asking.door import MISSES, case_of, is_over, secret, unkept, unknown
from terbuka.web.errors import too_many


@csrf_exempt
def track(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and lead to its case."""
    typed = request.POST.get("kode", "")[: 4 * CODE_LENGTH]
    if request.method != "POST" or not typed.strip():
        return unkept(render(request, "asking/track.html", {"section": "ask", "typed": ""}))
    if is_over(request, "code", MISSES, counts=False):
        return secret(too_many(request))
    case = case_of(tidy_code(typed))
    return (
        unknown(request, typed) if case is None else secret(redirect(reverse("case_page", args=[case.code])))
    )
