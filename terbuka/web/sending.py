"""A file that comes with a form: sent in parts before it, or whole within it where no script runs.

Columns of every height take files with their forms, so this stands beside the columns.
"""

from datetime import datetime

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from terbuka.models import Account, StoredFile, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.services.files import LARGEST, store_file

FIELD = "berkas"
_TOO_LARGE = "terbuka.too_large"
_LEFT_OUT = "terbuka.left_out"


class Quota(FileUploadHandler):
    """Lets go of a file over 20 MB while it comes in; the other words of the form are still read."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """The piece as it came. Raises SkipFile beyond 20 MB."""
        if start + len(raw_data) > LARGEST:
            if self.request is not None:
                self.request.META[_TOO_LARGE] = self.field_name
                self.request.META.setdefault(_LEFT_OUT, []).append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing: the next handler keeps the file."""


def left_out(request: HttpRequest) -> list[str]:
    """The names of files that came whole with a form and were let go of because they are over 20 MB."""
    return [name for name in request.META.get(_LEFT_OUT, []) if name]


def sent_file(
    request: HttpRequest,
    unit: WorkUnit,
    *,
    field: str = FIELD,
    is_collected: bool = False,
    by: Account,
    at: datetime,
) -> StoredFile | None:
    """The file that came with the form, stored; None where none came.

    A form from components/upload.html names one that was sent before it
    (`berkas_id`), or carries it. `is_collected`: it comes to be published, so of
    more kinds. Raises BadInput with what to do instead.
    """
    fresh = request.FILES.get(field)
    if request.META.get(_TOO_LARGE) == field:
        raise BadInput(
            say("Berkas ini lebih dari 20 MB. Perkecil, atau bagi menjadi beberapa berkas, lalu pilih lagi.")
        )
    if fresh is not None:
        return store_file(
            unit=unit,
            name=fresh.name or "",
            content=fresh.read(),
            is_collected=is_collected,
            by=by,
            at=at,
        )
    number = request.POST.get(f"{field}_id", "")
    if not (number.isdecimal() and len(number) < 19):
        return None
    return StoredFile.objects.filter(pk=int(number), unit=unit).select_related("blob").first()
