"""Copies of the database in the data folder: one a night, one before each migration; seven of each are kept.

On SQLite a copy is a database file, made while others write. On PostgreSQL it is a
folder of rows (`archive.py`), which needs no program of the server's version.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from terbuka.services.events import record
from terbuka.services.jobs.archive import write_archive

KEPT = 7
NIGHTLY, BEFORE_MIGRATION, BEFORE_RESTORE = "nightly", "before-migration", "before-restore"


def folder() -> Path:
    """Where the copies lie, for the owner alone."""
    place: Path = settings.DATA / "copies"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def nightly_copy(_subject_id: int = 0, *, at: datetime) -> Path:
    """Tonight's copy, in place of one already made this day."""
    made = make_copy(NIGHTLY, timezone.localtime(at).date().isoformat(), at=at)
    record("installation", None, "copy", by=None, at=at, payload={"name": made.name})
    return made


def make_copy(kind: str, name: str, *, at: datetime) -> Path:
    """Copy the database to `KIND-NAME`, whole or not at all; forget the oldest. Raises OSError."""
    place, draft = folder(), folder() / f".{kind}.new"
    _remove(draft)
    if connection.vendor == "sqlite":
        target = place / f"{kind}-{name}.sqlite3"
        copy_sqlite(Path(connection.settings_dict["NAME"]), draft)
    else:
        target = place / f"{kind}-{name}"
        write_archive(draft, at=at, with_files=False)
    _remove(target)
    draft.replace(target)
    for old in sorted(place.glob(f"{kind}-*"))[:-KEPT]:
        _remove(old)
    return target


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a SQLite database that others may be writing to. Raises OSError where the copy is not whole."""
    with closing(sqlite3.connect(source)) as given, closing(sqlite3.connect(target)) as made:
        given.backup(made)
        # One file, without a journal beside it.
        made.execute("PRAGMA journal_mode=DELETE")
        (verdict,) = made.execute("PRAGMA quick_check").fetchone()
    os.chmod(target, 0o600)
    if verdict != "ok":
        raise OSError(f"the copy of the database is not whole: {verdict}")


def _remove(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
