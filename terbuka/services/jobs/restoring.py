"""An installation from its copy: checked whole before anything is touched, then loaded at once.

Tables are made as the copy's migrations made them, filled in one transaction,
and only then brought up to this program, so that an older copy fits too.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from itertools import batched
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from terbuka.rules.language import Phrase, say
from terbuka.services.events import record
from terbuka.services.jobs.archive import (
    FORMAT,
    MANIFEST,
    Node,
    columns_of,
    copy_checked,
    models_at,
    place_of,
)
from terbuka.services.search import reindex

BATCH = 500


class Unfit(Exception):
    """The copy is broken, incomplete or newer than this program. Says so in one sentence."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase)
        self.phrase = phrase

    def __str__(self) -> str:
        return str(self.phrase)


def checked(folder: Path) -> dict[str, Any]:
    """The manifest of a copy whose tables are all there and whole. Raises Unfit."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        newer = manifest["format"] > FORMAT or _unknown(manifest)
        tables = manifest["tables"]
    except FileNotFoundError:
        raise Unfit(
            say("{folder} bukan salinan yang utuh: {name} tidak ada.", folder=folder, name=MANIFEST)
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Unfit(
            say("{folder} bukan salinan yang utuh: {name} rusak.", folder=folder, name=MANIFEST)
        ) from None
    if newer:
        raise Unfit(_newer(manifest))
    for label, told in tables.items():
        try:
            with _table(folder, label).open("rb") as lines:
                is_whole = hashlib.file_digest(lines, "sha256").hexdigest() == told["sha256"]
        except OSError:
            is_whole = False
        if not is_whole:
            raise Unfit(say("Salinan rusak: tabel {label} tidak utuh.", label=label))
    return manifest


def _newer(manifest: dict[str, Any]) -> Phrase:
    told = manifest.get("version", "")
    return say(
        "Salinan ini dibuat Terbuka yang lebih baru ({version}); pulihkan dengan versi itu.",
        version=told or "?",
    )


def _unknown(manifest: dict[str, Any]) -> list[Node]:
    known = MigrationLoader(connection).disk_migrations
    return [(app, name) for app, name in manifest["migrations"] if (app, name) not in known]


def _table(folder: Path, label: str) -> Path:
    return folder / "tables" / f"{label}.jsonl"


def broken_files(folder: Path, manifest: dict[str, Any]) -> list[str]:
    """Files of the copy that are not what their name says; those it never had are not counted."""
    broken = []
    for sha256 in _blobs(folder, manifest):
        try:
            with (folder / place_of(sha256)).open("rb") as content:
                is_whole = hashlib.file_digest(content, "sha256").hexdigest() == sha256
        except OSError:
            is_whole = False
        if not is_whole:
            broken.append(sha256)
    return broken


def _blobs(folder: Path, manifest: dict[str, Any]) -> list[str]:
    if "terbuka.blob" not in manifest["tables"] or not manifest["files"]["included"]:
        return []
    rows = _rows(_table(folder, "terbuka.blob"))
    place = next(rows).index("sha256")
    return sorted({row[place] for row in rows} - set(manifest["files_missing"]))


def _rows(table: Path) -> Iterator[list[Any]]:
    with table.open("rb") as lines:
        for line in lines:
            yield json.loads(line)


def empty_database() -> None:
    """Drop every table of the database."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    cascade = " CASCADE" if connection.vendor == "postgresql" else ""
    with connection.schema_editor() as editor:
        for table in sorted(tables):  # a full-text table goes before its parts, and takes them with it
            editor.execute(f"DROP TABLE IF EXISTS {editor.quote_name(table)}{cascade}")


def load(folder: Path, manifest: dict[str, Any], *, at: datetime) -> None:
    """Bring files and rows of a checked copy into an empty database and the data folder."""
    for sha256 in _blobs(folder, manifest):
        copy_checked(folder / place_of(sha256), settings.DATA / place_of(sha256), sha256)
    nodes: list[Node] = [(app, name) for app, name in manifest["migrations"]]
    _make_tables(nodes)
    kept = {model._meta.label_lower: model for model in models_at(nodes)}
    with transaction.atomic():
        for label in manifest["tables"]:
            _fill(kept[label], _rows(_table(folder, label)))
        _reset_sequences(list(kept.values()))
        if "terbuka.searchentry" in kept:
            reindex(at=at)
        record("installation", None, "restore", by=None, at=at, payload={"made_at": manifest["made_at"]})


def _make_tables(nodes: list[Node]) -> None:
    """Run the copy's migrations, no more."""
    executor = MigrationExecutor(connection)
    graph, wanted = executor.loader.graph, set(nodes)
    ends = [node for node in nodes if not any(child.key in wanted for child in graph.node_map[node].children)]
    executor.migrate(ends)


def _fill(model: type[models.Model], rows: Iterator[list[Any]]) -> None:
    """Write the rows of one table. Raises Unfit where its columns are others."""
    fields = {field.attname: field for field in model._meta.local_concrete_fields}
    names = next(rows)
    if sorted(names) != sorted(columns_of(model)):
        raise Unfit(say("Salinan rusak: tabel {label} tidak utuh.", label=model._meta.label_lower))
    for some in batched(rows, BATCH):
        made = []
        for row in some:
            values = zip(names, row, strict=True)
            made.append(model(**{name: fields[name].to_python(value) for name, value in values}))
        model._base_manager.bulk_create(made)


def _reset_sequences(kept: list[type[models.Model]]) -> None:
    """New rows get numbers after those of the copy."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept):
            cursor.execute(statement)


def checked_sqlite(place: Path) -> dict[str, Any]:
    """What a nightly copy of SQLite holds, as a manifest without files or key. Raises Unfit."""
    if connection.vendor != "sqlite":
        raise Unfit(say("{place} adalah salinan SQLite; basis data tujuan bukan SQLite.", place=place))
    try:
        with closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)) as given:
            (verdict,) = given.execute("PRAGMA quick_check").fetchone()
            nodes = given.execute("SELECT app, name FROM django_migrations").fetchall()
            names = [
                row[0]
                for row in given.execute(
                    "SELECT name FROM sqlite_master WHERE name LIKE 'terbuka_%' AND type = 'table'"
                )
            ]
            rows = {name: given.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
    except sqlite3.Error:
        verdict, nodes, rows = "broken", [], {}
    if verdict != "ok":
        raise Unfit(say("{place} bukan salinan yang utuh.", place=place))
    manifest: dict[str, Any] = {
        "migrations": [list(node) for node in nodes],
        "tables": {name: {"rows": count} for name, count in rows.items()},
        "files": {"included": False, "count": 0},
        "files_missing": [],
        "key": "",
        "mail": False,
    }
    if [node for node in _unknown(manifest) if node[0] == "terbuka"]:
        raise Unfit(_newer({}))
    return manifest


def load_sqlite(place: Path, *, at: datetime) -> None:
    """Bring a checked nightly copy into the emptied database, page by page."""
    connection.ensure_connection()
    with closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)) as given:
        given.backup(connection.connection)
    connection.close()
    record("installation", None, "restore", by=None, at=at, payload={"name": place.name})
