"""Uploads in parts, and stored files opened by their row: who may not see the unit finds nothing."""

import uuid
from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import condition, require_POST, require_safe

from terbuka.documents.accepting import Taken
from terbuka.documents.photos import bare, small
from terbuka.models import StoredFile, Upload, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.people import Act
from terbuka.rules.ruling import BadInput
from terbuka.services.catalogue.reading import is_source
from terbuka.services.files import (
    PART,
    DiskFull,
    Incomplete,
    begin_upload,
    finish_upload,
    missing_parts,
    open_blob,
    receive_part,
)
from terbuka.services.register.showing import is_of_case
from terbuka.services.slots import Busy
from terbuka.web.access import UnitPage, person, today_at, working

# Whoever may bring proof of any sort may bring a file.
BRINGING = (Act.EDIT_PROFILE, Act.FILL, Act.FOLLOW_UP, Act.COLLECT)
# A word in the form or address of an upload: the file comes to be published, so of more kinds.
COLLECTED = "informasi"
# Only these open a file as it came to be published: it may hold what is blacked out (UU 14/2008 art. 22).
_HANDLING = (Act.COLLECT, Act.CHECK, Act.PUBLISH)


def bringing[**P](page: UnitPage[P]) -> Callable[..., HttpResponse]:
    """A page for those who may bring a file to the unit; a fault is told as JSON.

    400: the file cannot be taken. 409: parts are missing, by number. 503: try again. 507: no room.
    """

    @wraps(page)
    def guarded(request: HttpRequest, unit: WorkUnit, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not any(person(request).may(act, unit, on=today_at(unit)) for act in BRINGING):
            raise PermissionDenied
        try:
            return page(request, unit, *args, **kwargs)
        except Incomplete as fault:
            return JsonResponse({"fault": str(fault), "missing": fault.missing}, status=409)
        except Busy as fault:
            return JsonResponse({"fault": str(fault)}, status=503, headers={"Retry-After": "5"})
        except BadInput as fault:
            return JsonResponse({"fault": str(fault)}, status=507 if isinstance(fault, DiskFull) else 400)

    return require_POST(working(Act.SEE)(guarded))


def _mine(request: HttpRequest, unit: WorkUnit, upload: uuid.UUID) -> Upload:
    return get_object_or_404(Upload, pk=upload, unit=unit, account=person(request))


@bringing
def upload_begin(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Begin, or go on with what was begun: where to send parts, how large, which are missing."""
    size = request.POST.get("size", "")
    upload = begin_upload(
        unit=unit,
        name=request.POST.get("name", ""),
        size=int(size) if size.isdecimal() and len(size) < 16 else 0,
        sha256=request.POST.get("sha256", ""),
        is_collected=COLLECTED in request.POST,
        by=person(request),
        at=timezone.now(),
    )
    finish = reverse("upload_finish", args=[unit.slug, upload.pk])
    finish += f"?{COLLECTED}" if COLLECTED in request.POST else ""
    return JsonResponse(
        {"id": str(upload.pk), "part": PART, "missing": missing_parts(upload), "finish": finish}
    )


@bringing
def upload_part(request: HttpRequest, unit: WorkUnit, upload: uuid.UUID, number: int) -> HttpResponse:
    """Take one part, its SHA-256 in the header X-Part-SHA256 where the browser can reckon it."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > PART:
        raise BadInput(say("Kiriman berkas ini tidak dapat disambung. Muat ulang halaman, lalu unggah lagi."))
    row = receive_part(
        _mine(request, unit, upload),
        number=number,
        content=request.body,
        sha256=request.headers.get("X-Part-SHA256", ""),
        by=person(request),
        at=timezone.now(),
    )
    return JsonResponse({"missing": missing_parts(row)})


@bringing
def upload_finish(request: HttpRequest, unit: WorkUnit, upload: uuid.UUID) -> HttpResponse:
    """Put the parts together: the number and name of the stored file."""
    row, is_collected = _mine(request, unit, upload), COLLECTED in request.GET
    file = finish_upload(row, is_collected=is_collected, by=person(request), at=timezone.now())
    address = reverse("file", args=[unit.slug, file.pk])
    return JsonResponse({"file": file.pk, "name": file.name, "size": file.blob.size, "url": address})


def _within(request: HttpRequest, unit: WorkUnit, pk: int) -> StoredFile:
    """A file that this person may open. Raises Http404."""
    stored = get_object_or_404(StoredFile.objects.select_related("blob"), pk=pk, unit=unit)
    who, today = person(request), today_at(unit)
    if is_source(stored) and not any(who.may(act, unit, on=today) for act in _HANDLING):
        raise Http404
    if is_of_case(stored) and not who.may(Act.SEE_CASES, unit, on=today):
        raise Http404
    return stored


def _tag(request: HttpRequest, unit: WorkUnit, pk: int) -> str:
    suffix = "-kecil" if "kecil" in request.GET else ""
    return f'"{_within(request, unit, pk).blob_id}{suffix}"'


@require_safe
@working(Act.SEE)
@condition(etag_func=_tag)
def file(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """The file's bytes; a photo without its place. `?kecil` gives a small picture of a photo.

    A browser asks again each time, so that who lost the right loses the file.
    """
    stored = _within(request, unit, pk)
    kind = Taken(stored.blob.mime)
    with open_blob(stored.blob) as bytes_:
        content = bare(bytes_.read(), kind)
    mime, name = kind.value, stored.name
    little = small(content) if "kecil" in request.GET and kind.is_picture else None
    if little is not None:
        content, mime, name = little, Taken.JPEG.value, f"{stored.pk}.jpg"
    is_shown = kind.is_picture or kind is Taken.PDF
    return HttpResponse(
        content,
        content_type=mime,
        headers={
            "Content-Disposition": content_disposition_header(not is_shown, name) or "inline",
            "Cache-Control": "private, no-cache",
            "X-Content-Type-Options": "nosniff",
            # These kinds are compressed already.
            "Content-Encoding": "identity",
        },
    )
