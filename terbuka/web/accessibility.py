"""What everybody may expect of these pages, what was tested, what is known to be wrong, and whom to tell."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from terbuka.web.kept import kept


@kept
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement; without a contact of the installation it names the PPID of the unit."""
    return render(request, "accessibility.html", {"contact": settings.FEEDBACK})
