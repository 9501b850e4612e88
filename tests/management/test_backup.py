"""What was copied runs again elsewhere, with every row and file; a copy that is not whole is refused."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from terbuka.services.jobs import restoring
from tests.installation import Installation, Workshop

SEED = """
from tests.make.cast import cast
from terbuka.services.files import put_blob
cast()
for n in range(3):
    put_blob(b"%PDF-1.4 surat " + bytes([n]) * 1000, "application/pdf", at=at)
"""
ANI = """
from terbuka.management.serve import prepare
from terbuka.models import Account
prepare()
from django.test import Client
print(Account.objects.get(name="Ani").check_password("kata sandi yang panjang"))
print(Client().get("/satker/kpu-kab-jombang/", HTTP_HOST="127.0.0.1").content.count(b"Jombang"))
print(Account.objects.create(name="Baru", email="baru@x.example", created_at=at).pk)
"""

TABLES = """
from django.db import connection
print(connection.introspection.table_names())
"""
COUNT = """
from terbuka.models import Account
print(Account.objects.count())
"""


@pytest.fixture(scope="module")
def origin(workshop: Workshop) -> Installation:
    """An installation with people and files in it."""
    place = workshop.prepared()
    place.script(SEED)
    return place


@pytest.fixture(scope="module")
def copy(origin: Installation) -> Path:
    """Its copy."""
    folder = origin.folder.with_name(f"salinan {origin.folder.name}")
    done = origin.run("backup", str(folder))
    assert done.returncode == 0, done.stderr
    assert "secret_key" in done.stdout
    return folder


@pytest.fixture
def broken(copy: Path, tmp_path: Path) -> Path:
    """A copy of the copy, to be spoilt."""
    return Path(shutil.copytree(copy, tmp_path / "rusak"))


def manifest_of(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "manifest.json").read_text("utf-8")))


def places(workshop: Workshop) -> list[Installation]:
    """Where it is restored: the same kind of database, and SQLite where that is another."""
    place = workshop.empty()
    return [place] if not place.database else [place, Installation(place.folder.with_name("sqlite"))]


def test_the_restored_copy_runs_with_every_row_and_every_file(
    workshop: Workshop, origin: Installation, copy: Path
) -> None:
    told = manifest_of(copy)
    assert told["tables"]["terbuka.workunit"]["rows"] == 1106
    assert told["files"] == {"included": True, "count": 3, "bytes": 3045}
    assert copy.stat().st_mode & 0o777 == 0o700
    assert not list(copy.rglob("secret_key"))

    for place in places(workshop):
        done = place.run("restore", str(copy))
        assert done.returncode == 0, done.stderr
        assert "secret_key" in done.stdout, "the missing key is named"

        again = place.folder.with_name(f"lagi {place.folder.name}")
        assert place.run("backup", str(again)).returncode == 0
        ours = manifest_of(again)["tables"]
        changed = {label for label, table in ours.items() if table != told["tables"][label]}
        assert changed == {"terbuka.event"}, "the restoring itself"
        assert ours["terbuka.event"]["rows"] == told["tables"]["terbuka.event"]["rows"] + 1
        seen, page, number = place.script(ANI).splitlines()
        assert seen == "True"
        assert int(page) > 3
        assert int(number) > 7, "new rows get numbers after those of the copy"


def test_a_target_that_holds_something_is_kept_unless_asked_and_then_copied_first(
    workshop: Workshop, origin: Installation, copy: Path
) -> None:
    place = workshop.prepared()
    shutil.copy(origin.folder / "secret_key", place.folder)

    refused = place.run("restore", str(copy))
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1

    done = place.run("restore", str(copy), "--replace")
    assert done.returncode == 0, done.stderr
    (kept,) = (place.folder / "copies").iterdir()
    assert kept.name.startswith("before-restore-")
    assert str(kept) in done.stdout
    assert "secret_key" not in done.stdout, "the right key is in place"
    assert place.script(COUNT) == "7"


def test_a_target_where_work_goes_on_is_refused(workshop: Workshop, copy: Path) -> None:
    place = workshop.prepared()
    place.script(
        "from terbuka.services.jobs.pulse import show\nshow('another machine/1/2/3', 'quick', at=at)"
    )

    done = place.run("restore", str(copy), "--replace")

    assert done.returncode == 2
    assert "berjalan" in done.stderr


def spoil_table(folder: Path) -> None:
    table = folder / "tables" / "terbuka.account.jsonl"
    table.write_bytes(table.read_bytes()[:-20])


def lose_table(folder: Path) -> None:
    (folder / "tables" / "terbuka.account.jsonl").unlink()


def spoil_file(folder: Path) -> str:
    one = next(path for path in (folder / "files").rglob("*") if path.is_file())
    one.write_bytes(b"x")
    return one.name


def lose_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def cut_manifest(folder: Path) -> None:
    place = folder / "manifest.json"
    place.write_text(place.read_text("utf-8")[:100], "utf-8")


def make_newer(folder: Path) -> None:
    told = manifest_of(folder)
    told["migrations"].append(["terbuka", "9999_kelak"])
    (folder / "manifest.json").write_text(json.dumps(told), "utf-8")


def test_a_copy_that_does_not_fit_is_refused_in_a_sentence_and_nothing_is_touched(
    workshop: Workshop, broken: Path
) -> None:
    spoil_table(broken)
    place = workshop.empty()

    done = place.run("restore", str(broken))

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "terbuka.account" in done.stderr
    assert (
        place.script("from django.db import connection\nprint(connection.introspection.table_names())")
        == "[]"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("spoil", [spoil_table, lose_table, lose_manifest, cut_manifest, make_newer])
def test_each_way_in_which_a_copy_may_not_fit_is_seen(broken: Path, spoil: Callable[[Path], None]) -> None:
    restoring.checked(broken)
    spoil(broken)

    with pytest.raises(restoring.Unfit):
        restoring.checked(broken)


def test_a_file_that_is_not_what_its_name_says_is_seen(broken: Path) -> None:
    assert restoring.broken_files(broken, manifest_of(broken)) == []
    spoilt = spoil_file(broken)

    assert restoring.broken_files(broken, manifest_of(broken)) == [spoilt]


def test_a_folder_in_use_and_a_place_that_is_not_there_are_refused(origin: Installation, copy: Path) -> None:
    for command in (("backup", str(copy)), ("restore", str(copy / "tidak ada"))):
        done = origin.run(*command)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1


def test_a_nightly_copy_is_kept_seven_nights_and_restores(workshop: Workshop, origin: Installation) -> None:
    nights = "\n".join(
        f"copies.nightly_copy(at=datetime(2026, 11, {day}, 20, tzinfo=UTC))" for day in range(10, 19)
    )
    origin.script(f"from datetime import UTC, datetime\nfrom terbuka.services.jobs import copies\n{nights}")
    kept = sorted((origin.folder / "copies").glob("nightly-*"))
    assert [path.name[8:18] for path in kept] == [f"2026-11-{day}" for day in range(13, 20)]

    place = workshop.empty()
    done = place.run("restore", str(kept[-1]))

    assert done.returncode == 0, done.stderr
    assert place.script(COUNT) == "7"
