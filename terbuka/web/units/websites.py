"""Addresses of the unit: add, change, confirm, remove."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terbuka.models import Website, WorkUnit
from terbuka.models.units import WebsiteKind
from terbuka.rules.people import Act
from terbuka.services.units import confirm_website, remove_website, save_website
from terbuka.web import words
from terbuka.web.access import person, working
from terbuka.web.units.forms import Entry, Form, done, opened, sent, shown, tried

ENTRIES = (
    Entry(
        "url",
        gettext_lazy("Alamat situs"),
        gettext_lazy("Salin dari bilah alamat peramban; misalnya https://kab-contoh.kpu.go.id."),
        "url",
    ),
    Entry(
        "kind",
        gettext_lazy("Jenis"),
        gettext_lazy("Bila alamat ini menjadi situs utama, situs utama yang sekarang menjadi situs lama."),
        "choice",
        tuple((kind.value, words.WEBSITE_KINDS[kind.value]) for kind in WebsiteKind),
        help="website_kind",
    ),
)


def _texts(website: Website | None) -> dict[str, str]:
    return {"url": website.url, "kind": website.kind} if website else {"url": "", "kind": ""}


def _save(request: HttpRequest, unit: WorkUnit, form: Form, website: Website | None) -> Website:
    return save_website(
        unit, website=website, version=form.version, **_sent(form), by=person(request), at=timezone.now()
    )


def _sent(form: Form) -> dict[str, str]:
    return {"kind": form.typed["kind"], "url": form.typed["url"]}


@working(Act.EDIT_PROFILE)
def profile_website_new(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Add an address."""
    if request.method == "POST":
        form = sent(request, ENTRIES)
        if tried(form, lambda: _save(request, unit, form, None), _texts):
            return done(unit, "situs")
    else:
        form = opened(request, ENTRIES, {"kind": WebsiteKind.PPID.value}, 0)
    return shown(request, unit, "units/form.html", form, title=_("Tambah alamat situs"))


@working(Act.EDIT_PROFILE)
def profile_website(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Change, confirm or remove an address; its forms name the act."""
    website = get_object_or_404(Website.objects.select_related("unit"), pk=pk, unit=unit)
    if request.method == "POST":
        form = sent(request, ENTRIES)
        if _done(request, unit, form, website):
            return done(unit, "situs")
    else:
        form = opened(request, ENTRIES, _texts(website), website.version)
    more = {
        "title": _("Ubah alamat situs"),
        "remove": _("Hapus alamat ini") if website.kind != WebsiteKind.MAIN else "",
    }
    return shown(request, unit, "units/form.html", form, **more)


def _done(request: HttpRequest, unit: WorkUnit, form: Form, website: Website) -> bool:
    by, at = person(request), timezone.now()
    match request.POST.get("act"):
        case "remove":
            return tried(form, lambda: remove_website(website, by=by, at=at), _texts)
        case "confirm":
            # What is confirmed is the address that was on the page.
            website.url = form.typed["url"]
            return tried(form, lambda: confirm_website(website, by=by, at=at), _texts)
    return tried(form, lambda: _save(request, unit, form, website), _texts)
