"""Files of units: nothing broken is stored, nothing that arrived is lost, nothing dangerous is taken in."""

import errno
import hashlib
import os
from collections import namedtuple
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from terbuka.models import Blob, Event, StoredFile, Upload
from terbuka.models.files import UploadState
from terbuka.rules.ruling import BadInput
from terbuka.services import files
from tests import make
from tests.documents import made
from tests.make.cast import Cast, cast, unit
from tests.make.units import photo

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 2600 + b"\n%%EOF\n"


@pytest.fixture
def people() -> Cast:
    return cast()


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def begin(people: Cast, content: bytes = PDF, *, hashed: bool = True, **changes: Any) -> Upload:
    """Ani begins to send a file."""
    given: dict[str, Any] = {
        "unit": unit(),
        "name": "laporan.pdf",
        "size": len(content),
        "by": people.ani,
        "at": make.NOON,
    }
    return files.begin_upload(**given | {"sha256": sha(content) if hashed else ""} | changes)


def part(content: bytes, number: int) -> bytes:
    return content[number * files.PART : (number + 1) * files.PART]


def send(upload: Upload, people: Cast, *numbers: int, content: bytes = PDF) -> Upload:
    """Send some parts as they should be."""
    for number in numbers:
        piece = part(content, number)
        upload = files.receive_part(
            upload, number=number, content=piece, sha256=sha(piece), by=people.ani, at=make.NOON
        )
    return upload


def finish(upload: Upload, people: Cast) -> StoredFile:
    return files.finish_upload(upload, by=people.ani, at=make.NOON)


def test_a_file_that_comes_in_parts_lies_under_its_hash_with_an_event(people: Cast) -> None:
    upload = send(begin(people), people, 2, 0, 1)

    file = finish(upload, people)

    path = files.blob_path(file.blob)
    assert path.relative_to(settings.DATA).as_posix() == f"files/{sha(PDF)[:2]}/{sha(PDF)[2:4]}/{sha(PDF)}"
    assert path.read_bytes() == PDF
    assert (file.name, file.blob.mime, file.blob.size) == ("laporan.pdf", "application/pdf", len(PDF))
    assert Event.objects.about("stored_file", file.pk).get().payload["sha256"] == sha(PDF)
    assert not list((Path(settings.DATA) / "uploads").glob(upload.pk.hex))


def test_after_a_break_it_goes_on_with_the_parts_that_are_missing(people: Cast) -> None:
    first = send(begin(people), people, 0, 2)

    again = begin(people, at=make.NOON + timedelta(hours=2))

    assert again.pk == first.pk
    assert files.missing_parts(again) == (1,)
    assert finish(send(again, people, 1), people).blob_id == sha(PDF)


def test_the_same_file_of_somebody_else_is_another_upload(people: Cast) -> None:
    assert begin(people).pk != begin(people, by=people.fajar).pk


def test_the_same_part_twice_is_fine(people: Cast) -> None:
    upload = send(begin(people), people, 0, 0, 1, 1, 2, 2)

    assert files.missing_parts(upload) == ()
    assert finish(upload, people).blob_id == sha(PDF)


def test_a_double_click_on_the_end_gives_one_file(people: Cast) -> None:
    upload = send(begin(people), people, 0, 1, 2)

    assert finish(upload, people).pk == finish(upload, people).pk
    assert send(upload, people, 1).pk == upload.pk
    assert StoredFile.objects.count() == 1


def test_a_broken_part_is_refused_and_can_be_sent_again(people: Cast) -> None:
    upload = begin(people)
    whole = part(PDF, 1)
    broken = b"x" + whole[1:]

    with pytest.raises(BadInput, match=r"Bagian 2 rusak saat dikirim"):
        files.receive_part(upload, number=1, content=broken, sha256=sha(whole), by=people.ani, at=make.NOON)
    with pytest.raises(BadInput, match=r"rusak saat dikirim"):
        files.receive_part(upload, number=1, content=whole[:-1], by=people.ani, at=make.NOON)

    assert finish(send(upload, people, 0, 1, 2), people).blob_id == sha(PDF)


def test_a_part_that_rots_on_the_disk_is_asked_for_again(people: Cast) -> None:
    upload = send(begin(people), people, 0, 1, 2)
    kept = Path(settings.DATA) / "uploads" / upload.pk.hex
    kept.write_bytes(b"y" + kept.read_bytes()[1:])

    with pytest.raises(files.Incomplete) as told:
        finish(upload, people)

    assert told.value.missing == (0,)
    assert finish(send(begin(people), people, 0), people).blob_id == sha(PDF)


def test_a_file_that_changed_while_it_was_sent_is_sent_anew(people: Cast) -> None:
    other = PDF[:-1] + b"x"
    upload = send(begin(people), people, 0, 1, 2, content=other)

    with pytest.raises(files.Incomplete) as told:
        finish(upload, people)

    assert told.value.missing == (0, 1, 2)
    assert not Blob.objects.exists()


def test_the_end_says_how_many_parts_are_missing(people: Cast) -> None:
    with pytest.raises(files.Incomplete, match="2 bagian belum sampai"):
        finish(send(begin(people), people, 1), people)


@pytest.mark.parametrize("number", [3, 90, -1])
def test_a_part_beyond_the_file_is_refused(people: Cast, number: int) -> None:
    with pytest.raises(BadInput):
        files.receive_part(begin(people), number=number, content=b"x", by=people.ani, at=make.NOON)


def test_nobody_else_sends_parts_of_anis_file(people: Cast) -> None:
    with pytest.raises(BadInput):
        files.receive_part(begin(people), number=0, content=part(PDF, 0), by=people.fajar, at=make.NOON)


def test_without_hashes_of_the_browser_the_server_reckons_them(people: Cast) -> None:
    upload = begin(people, hashed=False)
    for number in (0, 1, 2):
        files.receive_part(upload, number=number, content=part(PDF, number), by=people.ani, at=make.NOON)

    assert finish(upload, people).blob_id == sha(PDF)


@pytest.mark.parametrize(
    ("size", "said"), [(0, "kosong"), (-5, "kosong"), (21 * 1024 * 1024, "21,0 MB; paling besar 20 MB")]
)
def test_empty_and_oversized_files_are_refused_before_they_begin(people: Cast, size: int, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        begin(people, size=size)
    assert not Upload.objects.exists()


def test_a_full_disk_is_told_before_the_upload(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    free = settings.DISK_RESERVE + len(PDF) - 1
    monkeypatch.setattr(files.shutil, "disk_usage", lambda _place: usage(10**12, 10**12 - free, free))

    with pytest.raises(files.DiskFull, match="Ruang simpan server penuh"):
        begin(people)
    with pytest.raises(files.DiskFull):
        files.store_file(unit=unit(), name="a.pdf", content=PDF, by=people.ani, at=make.NOON)
    assert not files.has_room()
    assert not Upload.objects.exists()


def test_a_disk_that_fills_up_on_the_way_keeps_what_arrived(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = send(begin(people), people, 0)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr(files.os, "fsync", full)
        with pytest.raises(files.DiskFull):
            send(upload, people, 1)
        with pytest.raises(files.DiskFull):
            files.put_blob(b"%PDF-", "application/pdf", at=make.NOON)

    upload.refresh_from_db()
    assert files.missing_parts(upload) == (1, 2)
    assert not list((Path(settings.DATA) / "files").rglob(".*"))


def test_equal_files_share_their_bytes_but_not_their_row(people: Cast) -> None:
    mine = files.store_file(unit=unit(), name="a.pdf", content=PDF, by=people.ani, at=make.NOON)
    other = unit("kpu-kab-sleman")
    yours = files.store_file(unit=other, name="b.pdf", content=PDF, by=people.dedi, at=make.NOON)

    assert mine.blob == yours.blob
    assert mine.pk != yours.pk


def test_an_upload_of_a_wrong_kind_stays_refused_with_its_reason(people: Cast) -> None:
    page = b"<!doctype html><html><body>Masuk</body></html>"
    upload = send(begin(people, page), people, 0, content=page)

    for _twice in range(2):
        with pytest.raises(BadInput, match="Ini halaman web"):
            finish(upload, people)

    upload.refresh_from_db()
    assert upload.state == UploadState.REFUSED
    assert Event.objects.filter(verb="upload_refused").count() == 1
    assert begin(people, page).pk != upload.pk


def test_abandoned_uploads_go_after_a_day_and_living_ones_stay(people: Cast) -> None:
    old = send(begin(people), people, 0)
    new = begin(people, photo(), at=make.NOON + timedelta(hours=20))
    left = Path(settings.DATA) / "uploads" / old.pk.hex
    os.utime(left, (make.NOON.timestamp(), make.NOON.timestamp()))

    assert files.clean_uploads(at=make.NOON + timedelta(hours=25)) == 1

    assert list(Upload.objects.all()) == [new]
    assert not left.exists()
    assert files.clean_uploads(at=make.NOON + timedelta(hours=25)) == 0


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("laporan 2025.pdf", "laporan 2025.pdf"),
        ("C:\\Users\\Ani\\laporan.pdf", "laporan.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ('a"\r\nSet-Cookie: x=1.pdf', 'a"Set-Cookie: x=1.pdf'),
        ("lapor\u202efdp.exe", "laporfdp.exe.pdf"),
        ("\0", "berkas.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
        ("Keputusan Nomor 5.PDF", "Keputusan Nomor 5.PDF"),
        ("laporan.docx", "laporan.docx.pdf"),
    ],
)
def test_names_are_kept_but_cleaned(people: Cast, name: str, cleaned: str) -> None:
    file = files.store_file(unit=unit(), name=name, content=made.pdf("Isi"), by=people.ani, at=make.NOON)

    assert file.name == cleaned
