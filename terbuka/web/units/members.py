"""People in the roles that the PPID decree names: add, change, remove."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terbuka.models import PpidMember, WorkUnit
from terbuka.models.units import PpidRole
from terbuka.rules.people import Act
from terbuka.services.units import remove_member, save_member
from terbuka.web import words
from terbuka.web.access import person, working
from terbuka.web.units.forms import Entry, Form, done, opened, sent, shown, tried

ENTRIES = (
    Entry(
        "role",
        gettext_lazy("Peran"),
        "",
        "choice",
        tuple((role.value, words.PPID_ROLES[role.value]) for role in PpidRole),
    ),
    Entry("name", gettext_lazy("Nama lengkap"), gettext_lazy("Seperti tertulis dalam keputusannya.")),
    Entry("position", gettext_lazy("Jabatan"), gettext_lazy("Misalnya Sekretaris KPU Kabupaten Contoh.")),
)


def _texts(member: PpidMember | None) -> dict[str, str]:
    return {entry.name: str(getattr(member, entry.name)) if member else "" for entry in ENTRIES}


def _save(request: HttpRequest, unit: WorkUnit, form: Form, member: PpidMember | None) -> PpidMember:
    typed = {name: form.typed[name] for name in ("role", "name", "position")}
    return save_member(
        unit, member=member, version=form.version, **typed, by=person(request), at=timezone.now()
    )


@working(Act.EDIT_PROFILE)
def profile_member_new(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Add a person."""
    if request.method == "POST":
        form = sent(request, ENTRIES)
        if tried(form, lambda: _save(request, unit, form, None), _texts):
            return done(unit, "petugas")
    else:
        form = opened(request, ENTRIES, {"role": request.GET.get("peran", "")}, 0)
    return shown(request, unit, "units/form.html", form, title=_("Tambah orang dalam keputusan PPID"))


@working(Act.EDIT_PROFILE)
def profile_member(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Change a person or take them off the list; the forms name the act."""
    member = get_object_or_404(PpidMember.objects.select_related("unit"), pk=pk, unit=unit)
    if request.method == "POST":
        form = sent(request, ENTRIES)
        if request.POST.get("act") == "remove":
            remove_member(member, by=person(request), at=timezone.now())
            return done(unit, "petugas")
        if tried(form, lambda: _save(request, unit, form, member), _texts):
            return done(unit, "petugas")
    else:
        form = opened(request, ENTRIES, _texts(member), member.version)
    more = {"title": _("Ubah orang dalam keputusan PPID"), "remove": _("Hapus orang ini dari daftar")}
    return shown(request, unit, "units/form.html", form, **more)
