"""A copy of the installation that belongs to no database: rows as lines of JSON, files under their SHA-256.

manifest.json        version, migrations, rows and hash of each table, number of files; written last
tables/LABEL.jsonl   first line the columns, then a row a line, ordered by key
files/ab/cd/abcd...  the bytes, as in the data folder

Rows are read in one snapshot, without holding up writers, through the models as
the database has them now (its applied migrations), so that the copy before a
migration is whole. What is bound to this run stays out: sessions, locks of
sign-in, the cache, workers.
"""

import base64
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader

FORMAT = 1
MANIFEST = "manifest.json"
LEFT_OUT_APPS = {"contenttypes", "auth", "sessions", "usersessions", "axes"}
LEFT_OUT = {"terbuka.worker"}
Node = tuple[str, str]


def applied(loader: MigrationLoader | None = None) -> list[Node]:
    """The migrations that the database has and this program knows, in order of name."""
    loader = loader or MigrationLoader(connection)
    return sorted(node for node in loader.applied_migrations if node in loader.graph.nodes)


def models_at(nodes: list[Node]) -> list[type[models.Model]]:
    """The kept models as these migrations make them, in order of label."""
    apps: Apps = MigrationLoader(connection).project_state(nodes).apps
    kept = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in LEFT_OUT_APPS
        and model._meta.label_lower not in LEFT_OUT
        and model._meta.managed
        and not model._meta.proxy
    ]
    return sorted(kept, key=lambda model: model._meta.label_lower)


def columns_of(model: type[models.Model]) -> list[str]:
    """The attributes that hold the columns of a model."""
    return [field.attname for field in model._meta.local_concrete_fields]


def write_archive(folder: Path, *, at: datetime, with_files: bool = True) -> dict[str, Any]:
    """Write the copy into an empty folder; its manifest, in which `files_missing` names bytes not whole."""
    (folder / "tables").mkdir(parents=True, mode=0o700)
    with _snapshot():
        nodes = applied()
        kept = models_at(nodes)
        tables = {model._meta.label_lower: _write_table(folder, model) for model in kept}
        blobs = _blobs(kept) if with_files else []
    size, missing = _copy_files(folder, blobs)
    manifest = {
        "format": FORMAT,
        "version": version("terbuka"),
        "made_at": at.isoformat(),
        "database": connection.vendor,
        "migrations": [list(node) for node in nodes],
        "tables": tables,
        "files": {"included": with_files, "count": len(blobs) - len(missing), "bytes": size},
        "files_missing": missing,
        "key": key_mark(settings.SECRET_KEY),
        "case_key": key_mark(settings.CASE_KEY),
        "mail": bool(settings.MAIL_SERVER),
    }
    _write_whole(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


def key_mark(key: str) -> str:
    """A mark by which the signing key is recognised and not found out: it has at least 32 random letters."""
    return hashlib.sha256(b"terbuka key mark:" + key.encode()).hexdigest()[:16]


@contextmanager
def _snapshot() -> Iterator[None]:
    """One state of all tables. Writers go on: a read transaction on SQLite, REPEATABLE READ on PostgreSQL."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        # Not `atomic`, which would take the lock of writers.
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _write_table(folder: Path, model: type[models.Model]) -> dict[str, Any]:
    names, rows, digest = columns_of(model), 0, hashlib.sha256()
    with (folder / "tables" / f"{model._meta.label_lower}.jsonl").open("wb") as out:

        def put(values: Any) -> None:
            line = json.dumps(values, ensure_ascii=False, default=_plain).encode() + b"\n"
            digest.update(line)
            out.write(line)

        put(names)
        for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=2000):
            put(row)
            rows += 1
        out.flush()
        os.fsync(out.fileno())
    return {"rows": rows, "sha256": digest.hexdigest()}


def _plain(value: object) -> str:
    """What JSON has no word for; the field of the column reads it back."""
    if isinstance(value, date):  # A moment too.
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    raise TypeError(f"no plain form for {type(value)}")


def _blobs(kept: list[type[models.Model]]) -> list[str]:
    """SHA-256 of every stored file, where there are files yet."""
    table = next((model for model in kept if model._meta.label_lower == "terbuka.blob"), None)
    return list(table._base_manager.order_by("pk").values_list("sha256", flat=True)) if table else []


def place_of(sha256: str) -> Path:
    """Where the bytes lie below `files`, here and in the copy."""
    return Path("files", sha256[:2], sha256[2:4], sha256)


def _copy_files(folder: Path, blobs: list[str]) -> tuple[int, list[str]]:
    """Bytes copied, and which were not there or not whole."""
    size, missing = 0, []
    for sha256 in blobs:
        copied = copy_checked(settings.DATA / place_of(sha256), folder / place_of(sha256), sha256)
        if copied is None:
            missing.append(sha256)
        size += copied or 0
    return size, missing


def copy_checked(source: Path, target: Path, sha256: str) -> int | None:
    """Copy bytes and see that they are what their name says; their size, or None where they are not."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.new")
    try:
        with source.open("rb") as given, draft.open("wb") as out:
            shutil.copyfileobj(given, out, 1024 * 1024)
            out.flush()
            os.fsync(out.fileno())
    except FileNotFoundError:
        return None
    with draft.open("rb") as written:
        if hashlib.file_digest(written, "sha256").hexdigest() != sha256:
            draft.unlink()
            return None
    draft.replace(target)
    return target.stat().st_size


def _write_whole(place: Path, text: str) -> None:
    draft = place.with_suffix(".new")
    with draft.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(place)
