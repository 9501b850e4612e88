"""One facility: whether it is there, a note, and its dated photos."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terbuka.models import Facility, FacilityPhoto, StoredFile, WorkUnit
from terbuka.models.units import FacilityKind
from terbuka.rules.language import say
from terbuka.rules.people import Act
from terbuka.services.files import camera_day
from terbuka.services.jobs import enqueue
from terbuka.services.units import BadFields, add_photo, remove_photo, save_facility
from terbuka.web import words
from terbuka.web.access import person, today_at, working
from terbuka.web.sending import sent_file
from terbuka.web.units.forms import Entry, Form, day_of, done, opened, sent, shown, tried

IS_THERE = {"ya": True, "tidak": False, "": None}
_WORD_OF = {value: word for word, value in IS_THERE.items()}
SAYING = (
    Entry(
        "is_there",
        _("Apakah ada di kantor ini?"),
        "",
        "choice",
        (("ya", _("Ada")), ("tidak", _("Tidak ada")), ("", _("Belum diisi"))),
    ),
    Entry("note", _("Catatan"), _("Misalnya letaknya, atau apa yang masih kurang."), "textarea"),
)
PHOTO = (
    Entry(
        "taken_on",
        _("Tanggal foto diambil"),
        _("Isi hanya bila fotonya tidak menyimpan tanggal; tanggal dari kamera didahulukan."),
        "date",
    ),
)


def _texts(facility: Facility) -> dict[str, str]:
    return {"is_there": _WORD_OF[facility.is_there], "note": facility.note}


def _said(request: HttpRequest, unit: WorkUnit, kind: str, form: Form) -> bool:
    """Save what was said of the facility; False where the form is shown again."""
    return tried(
        form,
        lambda: save_facility(
            unit,
            kind=kind,
            is_there=IS_THERE.get(form.typed["is_there"]),
            note=form.typed["note"],
            version=form.version,
            by=person(request),
            at=timezone.now(),
        ),
        _texts,
    )


def _day(unit: WorkUnit, file: StoredFile, typed: str) -> tuple[date | None, bool]:
    """The photo's day and whether the camera told it; a camera whose clock runs ahead is not believed."""
    told = camera_day(file)
    if told and told <= today_at(unit):
        return told, True
    return day_of("taken_on", typed), False


def _photo(request: HttpRequest, unit: WorkUnit, kind: str, form: Form) -> None:
    """Store the photo before anything else may be found wrong, then give it its day."""
    by, at = person(request), timezone.now()
    form.file = sent_file(request, unit, by=by, at=at)
    if form.file is None:
        raise BadFields({"berkas": say("Pilih fotonya.")})
    day, by_camera = _day(unit, form.file, form.typed["taken_on"])
    add_photo(unit, kind=kind, file=form.file, taken_on=day, is_dated_by_camera=by_camera, by=by, at=at)


@working(Act.EDIT_PROFILE)
def profile_facility(request: HttpRequest, unit: WorkUnit, kind: str) -> HttpResponse:
    """Say whether the facility is there, add photos, take one off; the forms name the act."""
    if kind not in set(FacilityKind):
        raise Http404
    facility = Facility.objects.filter(unit=unit, kind=kind).first() or Facility(
        unit=unit, kind=kind, version=0
    )
    saying, photo = Form(SAYING, _texts(facility), facility.version), Form(PHOTO, {}, 0)
    match request.method, request.POST.get("act"):
        case "POST", "photo":
            photo = sent(request, PHOTO)
            if tried(photo, lambda: _photo(request, unit, kind, photo), _texts):
                enqueue("redraft", unit.pk, at=timezone.now())
                return redirect("profile_facility", unit.slug, kind)
        case "POST", "remove_photo":
            number = request.POST.get("photo", "")
            mine = FacilityPhoto.objects.filter(facility__unit=unit, facility__kind=kind)
            row = get_object_or_404(mine, pk=int(number) if number.isdecimal() and len(number) < 19 else 0)
            remove_photo(row, by=person(request), at=timezone.now())
            enqueue("redraft", unit.pk, at=timezone.now())
            return redirect("profile_facility", unit.slug, kind)
        case "POST", _:
            saying = sent(request, SAYING)
            if _said(request, unit, kind, saying):
                return done(unit, "sarana")
        case _:
            saying = opened(request, SAYING, _texts(facility), facility.version)
    return _shown(request, unit, facility, saying, photo)


def _shown(
    request: HttpRequest, unit: WorkUnit, facility: Facility, saying: Form, photo: Form
) -> HttpResponse:
    living = FacilityPhoto.objects.filter(facility=facility.pk, removed_at=None).select_related("file")
    more = {
        "title": words.FACILITIES[facility.kind],
        "saying": saying,
        "photo": photo,
        "photos": list(living),
        "today": today_at(unit),
    }
    return shown(request, unit, "units/facility.html", photo if photo.is_wrong else saying, **more)
