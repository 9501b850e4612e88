"""Files of units: received in parts or whole, kept once under their SHA-256, opened by the row.

Bytes are written, flushed and named before any row says that they are there,
and never while a transaction is open. A part that arrives is progress, not a
change of state, so it leaves no event; beginning, storing and refusing do.

Photos keep their bytes as they came, because their hash is evidence; they are
shown without the place where they were taken (documents/photos.py).
"""

import errno
import hashlib
import os
import re
import shutil
import tempfile
import unicodedata
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from terbuka.documents.accepting import Taken, kind_collected, kind_taken
from terbuka.documents.photos import taken_on
from terbuka.models import Account, Blob, StoredFile, Upload, WorkUnit
from terbuka.models.files import UploadState
from terbuka.rules.language import Phrase, say
from terbuka.rules.phrases import in_both, phrase_of
from terbuka.rules.ruling import BadInput
from terbuka.services.events import record
from terbuka.services.slots import slot

LARGEST = 20 * 1024 * 1024
# Archives of files and films that come to be published.
LARGEST_COLLECTED = 100 * 1024 * 1024
PART = 262_144
# Seconds for which a file that has arrived waits until it is looked at: that takes memory.
PATIENCE = 20.0
ABANDONED = timedelta(days=1)
LONGEST_NAME = 200
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_FULL = (errno.ENOSPC, errno.EDQUOT)


class DiskFull(BadInput):
    """There is no room for the file: nothing was begun, or what had arrived is kept."""


class Incomplete(BadInput):
    """Parts are missing or broken; `missing` are their numbers, to be sent again."""

    def __init__(self, phrase: Phrase, missing: tuple[int, ...]) -> None:
        super().__init__(phrase)
        self.missing = missing


# Room and size


def has_room(size: int = LARGEST) -> bool:
    """Is there room for `size` bytes more beside the reserve that the installation keeps free?"""
    return bool(shutil.disk_usage(settings.DATA).free - settings.DISK_RESERVE >= size)


def check_size(size: int, most: int = LARGEST) -> None:
    """Raises BadInput for an empty file and for one above `most`, DiskFull where there is no room for it."""
    if size <= 0:
        raise BadInput(say("Berkas ini kosong. Pilih berkas yang berisi."))
    if size > most:
        raise BadInput(
            say(
                "Berkas ini {size} MB; paling besar {most} MB. Perkecil, atau bagi menjadi beberapa berkas.",
                size=f"{size / 1024 / 1024:.1f}".replace(".", ","),
                most=most // 1024 // 1024,
            )
        )
    if not has_room(size):
        raise _no_room()


def _no_room() -> DiskFull:
    return DiskFull(
        say(
            "Ruang simpan server penuh; berkas belum dikirim. Beri tahu administrator sistem, lalu coba lagi."
        )
    )


def clean_name(name: str, kind: Taken | None = None) -> str:
    """The file's own name, safe in a header: no folders, no control or direction signs, at most 200 letters.

    Where the bytes are of another kind than the ending says, the true ending is added.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    tidy = " ".join(kept.split()).strip(". ") or "berkas"
    stem, ending = os.path.splitext(tidy)
    tidy = stem[: LONGEST_NAME - len(ending[:12])] + ending[:12]
    if kind and not tidy.lower().endswith(kind.endings):
        tidy += kind.endings[0]
    return tidy


# Blobs


def blob_path(blob: Blob) -> Path:
    """Where the bytes lie: files/ab/cd/abcd... in the data folder."""
    return _place(blob.sha256)


def open_blob(blob: Blob) -> BinaryIO:
    """The bytes, opened for reading. Raises FileNotFoundError where the copy in the data folder is gone."""
    return blob_path(blob).open("rb")


def put_blob(content: bytes, mime: str, *, at: datetime) -> Blob:
    """Keep bytes once under their SHA-256: flushed to disk and named before the row. Raises DiskFull.

    Call it outside any transaction.
    """
    sha256 = _keep(content)
    blob, _made = Blob.objects.get_or_create(
        sha256=sha256, defaults={"size": len(content), "mime": mime, "stored_at": at}
    )
    return blob


def _place(sha256: str) -> Path:
    return Path(settings.DATA) / "files" / sha256[:2] / sha256[2:4] / sha256


def _keep(content: bytes) -> str:
    """Write the bytes under their name in one step, unless they are there. Returns the SHA-256."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = _place(sha256)
    if place.exists() and place.stat().st_size == len(content):
        return sha256
    fresh = ""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, fresh = tempfile.mkstemp(dir=place.parent, prefix=".")
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(fresh, place)
        for folder in place.parents[:3]:
            _flush_folder(folder)
    except OSError as fault:
        if fresh:
            Path(fresh).unlink(missing_ok=True)
        if fault.errno in _FULL:
            raise _no_room() from fault
        raise
    return sha256


def _flush_folder(folder: Path) -> None:
    """Make the names in a folder outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# A file that came whole


def store_file(
    *,
    unit: WorkUnit,
    name: str,
    content: bytes,
    is_collected: bool = False,
    by: Account | None,
    at: datetime,
) -> StoredFile:
    """Store a file that came with a plain form; `is_collected`: to be published, so of more kinds and larger.

    `by` is None for an applicant's: its name, which may be theirs, stays out of the event. Raises
    BadInput for size or kind, DiskFull.
    """
    check_size(len(content), LARGEST_COLLECTED if is_collected else LARGEST)
    with slot("arriving", settings.UPLOADS_AT_ONCE, patience=PATIENCE):
        kind = kind_collected(content, name) if is_collected else kind_taken(content)
    blob = put_blob(content, kind.value, at=at)
    with transaction.atomic():
        return _give(unit, blob, clean_name(name, kind), by=by, at=at)


def store_evidence(
    *, unit: WorkUnit, name: str, content: bytes, mime: str, by: Account | None, at: datetime
) -> StoredFile:
    """Store what is kept as it came because its hash is evidence; never shown. Raises BadInput."""
    check_size(len(content))
    blob = put_blob(content, mime, at=at)
    with transaction.atomic():
        return _give(unit, blob, clean_name(name), by=by, at=at)


def _give(unit: WorkUnit, blob: Blob, name: str, *, by: Account | None, at: datetime) -> StoredFile:
    file = StoredFile.objects.create(unit=unit, blob=blob, name=name, uploaded_at=at, uploaded_by=by)
    payload = {"unit": unit.pk, "size": blob.size, "sha256": blob.sha256} | ({"name": name} if by else {})
    record("stored_file", file.pk, "stored", by=by, at=at, payload=payload)
    return file


def camera_day(file: StoredFile) -> date | None:
    """The day that the camera wrote into a photo; None where it wrote none."""
    with open_blob(file.blob) as content:
        return taken_on(content.read())


# A file that comes in parts


def begin_upload(
    *,
    unit: WorkUnit,
    name: str,
    size: int,
    sha256: str = "",
    is_collected: bool = False,
    by: Account,
    at: datetime,
) -> Upload:
    """Make ready for a file of `size` bytes; one that the same person had begun goes on where it stopped.

    `sha256` is of the whole, empty where the browser cannot reckon it. Raises
    BadInput for size or hash, DiskFull.
    """
    check_size(size, LARGEST_COLLECTED if is_collected else LARGEST)
    if sha256 and not _SHA256.match(sha256):
        raise BadInput(
            say("Berkas belum terkirim: pemeriksaan keutuhannya gagal. Muat ulang halaman, lalu unggah lagi.")
        )
    same = {"unit": unit, "account": by, "size": size, "sha256": sha256, "state": UploadState.RECEIVING.value}
    with transaction.atomic():
        begun = Upload.objects.filter(**same).first() if sha256 else None
        if begun:
            begun.started_at = at
            begun.save(update_fields=["started_at"])
            return begun
        upload = Upload.objects.create(**same, name=clean_name(name), started_at=at)
        payload = {"upload": str(upload.pk), "name": upload.name, "size": size}
        record("work_unit", unit.pk, "upload_begun", by=by, at=at, payload=payload)
    return upload


def parts_of(upload: Upload) -> range:
    """The numbers of all its parts, from 0."""
    return range(-(-upload.size // PART))


def missing_parts(upload: Upload) -> tuple[int, ...]:
    """The numbers of the parts that have not arrived."""
    return tuple(number for number in parts_of(upload) if str(number) not in upload.parts)


def receive_part(
    upload: Upload, *, number: int, content: bytes, sha256: str = "", by: Account, at: datetime
) -> Upload:
    """Write one part to its place. The same part twice is fine.

    Raises BadInput for a number or length that is not the file's, and for a part that arrived broken.
    """
    if upload.account_id != by.pk or number not in parts_of(upload):
        raise BadInput(say("Kiriman berkas ini tidak dapat disambung. Muat ulang halaman, lalu unggah lagi."))
    _still_receiving(upload)
    digest = hashlib.sha256(content).hexdigest()
    expected = min(PART, upload.size - number * PART)
    if len(content) != expected or (sha256 and sha256 != digest):
        raise BadInput(say("Bagian {n} rusak saat dikirim; pengirimannya diulang.", n=number + 1))
    if upload.state == UploadState.STORED or upload.parts.get(str(number)) == digest:
        return upload
    _write_part(upload, number * PART, content)
    with transaction.atomic():
        fresh = Upload.objects.select_for_update().get(pk=upload.pk)
        fresh.parts[str(number)] = digest
        fresh.save(update_fields=["parts"])
    return fresh


def _still_receiving(upload: Upload) -> None:
    """Raises BadInput with the reason where the upload was refused."""
    if upload.state == UploadState.REFUSED:
        raise BadInput(phrase_of(upload.fault or {"id": "", "en": ""}))


def _parts_file(upload: Upload) -> Path:
    return Path(settings.DATA) / "uploads" / upload.pk.hex


def _write_part(upload: Upload, place: int, content: bytes) -> None:
    target = _parts_file(upload)
    try:
        target.parent.mkdir(exist_ok=True)
        with os.fdopen(os.open(target, os.O_CREAT | os.O_RDWR, 0o600), "r+b") as out:
            out.seek(place)
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    except OSError as fault:
        if fault.errno in _FULL:
            raise _no_room() from fault
        raise


def finish_upload(upload: Upload, *, is_collected: bool = False, by: Account, at: datetime) -> StoredFile:
    """Put the parts together, check the whole and its kind, store it. A second call gives the same file.

    `is_collected`: to be published, so of more kinds.

    Raises Incomplete where parts are missing or no longer match their hash, BadInput where
    the file is refused; a refused upload stays refused, with its reason.
    """
    upload.refresh_from_db()
    if upload.state == UploadState.STORED and upload.file:
        return upload.file
    _still_receiving(upload)
    missing = missing_parts(upload)
    if missing:
        raise Incomplete(say("Belum lengkap: {n} bagian belum sampai.", n=len(missing)), missing)
    with slot("arriving", settings.UPLOADS_AT_ONCE, patience=PATIENCE):
        content = _whole(upload)
        try:
            kind = kind_collected(content, upload.name) if is_collected else kind_taken(content)
        except BadInput as fault:
            _refuse(upload, fault.phrase, by=by, at=at)
            raise
        blob = put_blob(content, kind.value, at=at)
    with transaction.atomic():
        fresh = Upload.objects.select_for_update().get(pk=upload.pk)
        if fresh.file is None:
            fresh.file = _give(fresh.unit, blob, clean_name(fresh.name, kind), by=by, at=at)
            fresh.state = UploadState.STORED.value
            fresh.save(update_fields=["file", "state"])
    _parts_file(upload).unlink(missing_ok=True)
    upload.refresh_from_db()
    return fresh.file


def _whole(upload: Upload) -> bytes:
    """The parts as one; those that do not match their hash are forgotten. Raises Incomplete."""
    content = _parts_file(upload).read_bytes() if _parts_file(upload).exists() else b""
    whole = memoryview(content)
    pieces = {number: whole[number * PART : (number + 1) * PART] for number in parts_of(upload)}
    broken = tuple(
        number
        for number, piece in pieces.items()
        if hashlib.sha256(piece).hexdigest() != upload.parts[str(number)]
    )
    if not broken and upload.sha256 and hashlib.sha256(content).hexdigest() != upload.sha256:
        broken = tuple(pieces)
    if broken:
        with transaction.atomic():
            fresh = Upload.objects.select_for_update().get(pk=upload.pk)
            for number in broken:
                fresh.parts.pop(str(number), None)
            fresh.save(update_fields=["parts"])
        raise Incomplete(say("{n} bagian rusak saat dikirim; pengirimannya diulang.", n=len(broken)), broken)
    return content


@transaction.atomic
def _refuse(upload: Upload, reason: Phrase, *, by: Account, at: datetime) -> None:
    upload.state, upload.fault = UploadState.REFUSED.value, in_both(reason)
    upload.save(update_fields=["state", "fault"])
    payload = {"upload": str(upload.pk), "name": upload.name, "reason": upload.fault}
    record("work_unit", upload.unit_id, "upload_refused", by=by, at=at, payload=payload)
    transaction.on_commit(lambda: _parts_file(upload).unlink(missing_ok=True))


def clean_uploads(*, at: datetime) -> int:
    """Forget uploads that nobody went on with for a day, and their bytes; how many. Stored files stay."""
    with transaction.atomic():
        old = list(Upload.objects.filter(started_at__lt=at - ABANDONED).values_list("pk", flat=True)[:1000])
        Upload.objects.filter(pk__in=old).delete()
        if old:
            record("upload", None, "cleaned", by=None, at=at, payload={"n": len(old)})
    folder, living = (
        Path(settings.DATA) / "uploads",
        {pk.hex for pk in Upload.objects.values_list("pk", flat=True)},
    )
    for left in folder.iterdir() if folder.exists() else ():
        with suppress(FileNotFoundError):
            if left.name not in living and left.stat().st_mtime < (at - ABANDONED).timestamp():
                left.unlink()
    return len(old)
