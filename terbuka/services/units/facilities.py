"""What an office has for those who come to ask, and dated photos of it that later serve as proof."""

from datetime import date, datetime

from django.db import transaction

from terbuka.models import Account, Facility, FacilityPhoto, StoredFile, WorkUnit
from terbuka.models.units import FacilityKind
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput, Stale
from terbuka.rules.zones import zone_of
from terbuka.services.events import record
from terbuka.services.units.checks import BadFields, each, lines
from terbuka.services.units.succession import check_open

PICTURES = ("image/jpeg", "image/png")
EARLIEST = date(2010, 1, 1)


def _held(unit: WorkUnit, kind: str) -> Facility:
    """The row of a facility, made when nothing was said of it yet, held until the transaction ends."""
    if kind not in set(FacilityKind):
        raise BadInput(say("Sarana ini tidak dikenal."))
    Facility.objects.get_or_create(unit=unit, kind=kind, defaults={"version": 0})
    return Facility.objects.select_for_update().get(unit=unit, kind=kind)


def save_facility(
    unit: WorkUnit, *, kind: str, is_there: bool | None, note: str, version: int, by: Account, at: datetime
) -> Facility:
    """Say whether a facility is there, with a note; `version` as read, 0 for nothing said yet.

    Raises BadFields, Refused, or Stale with what stands now.
    """
    check_open(unit, at)
    kept = each({"note": note}, {"note": lines(2000)}) | {"is_there": is_there}
    with transaction.atomic():
        row = _held(unit, kind)
        if all(getattr(row, field) == value for field, value in kept.items()):
            return row
        if row.version != version:
            raise Stale(row)
        row.is_there, row.note, row.version = is_there, kept["note"], row.version + 1
        row.save(update_fields=["is_there", "note", "version"])
        record("facility", row.pk, "saved", by=by, at=at, payload={"unit": unit.pk, "kind": kind, **kept})
    return row


def add_photo(
    unit: WorkUnit,
    *,
    kind: str,
    file: StoredFile,
    taken_on: date | None,
    is_dated_by_camera: bool,
    by: Account,
    at: datetime,
) -> FacilityPhoto:
    """Add a photo with its day. Of a facility of which nothing was said, it says that it is there.

    The same file twice is one photo. Raises BadFields for the day or the kind of file, Refused.
    """
    check_open(unit, at)
    day = _photo_day(unit, file, taken_on, at)
    with transaction.atomic():
        row = _held(unit, kind)
        if row.is_there is False:
            raise BadFields(
                {"berkas": say("Sarana ini tercatat tidak ada. Tandai dahulu bahwa sarananya ada.")}
            )
        same = row.photos.filter(file__blob=file.blob_id, removed_at=None).first()
        if same:
            return same
        if row.is_there is None:
            row.is_there, row.version = True, row.version + 1
            row.save(update_fields=["is_there", "version"])
        photo = row.photos.create(file=file, taken_on=day, is_dated_by_camera=is_dated_by_camera)
        told = {"unit": unit.pk, "photo": photo.pk, "file": file.pk, "taken_on": str(day)}
        record("facility", row.pk, "photo_added", by=by, at=at, payload=told)
    return photo


def _photo_day(unit: WorkUnit, file: StoredFile, taken_on: date | None, at: datetime) -> date:
    """The day of a photo that can stand as proof. Raises BadFields."""
    if file.unit_id != unit.pk or file.blob.mime not in PICTURES:
        raise BadFields({"berkas": say("Ini bukan foto. Pilih foto JPEG atau PNG.")})
    if taken_on is None:
        raise BadFields(
            {
                "taken_on": say(
                    "Foto ini tidak menyimpan tanggalnya. Tulis tanggal diambilnya; fotonya tersimpan."
                )
            }
        )
    if taken_on > at.astimezone(zone_of(unit.region_code).clock).date():
        raise BadFields({"taken_on": say("Tanggal foto tidak dapat di masa depan.")})
    if taken_on < EARLIEST:
        raise BadFields({"taken_on": say("Tanggal foto terlalu lama; periksa tahunnya.")})
    return taken_on


@transaction.atomic
def remove_photo(photo: FacilityPhoto, *, by: Account, at: datetime) -> None:
    """Take a photo off the page; its file stays stored, for it may be proof elsewhere. Twice is fine."""
    row = FacilityPhoto.objects.select_for_update().get(pk=photo.pk)
    if row.removed_at is None:
        row.removed_at = at
        row.save(update_fields=["removed_at"])
        record("facility", row.facility_id, "photo_removed", by=by, at=at, payload={"photo": row.pk})
