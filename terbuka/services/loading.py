"""Bringing rows of the shipped files into the database: what is new, what differs, nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from terbuka.models import Account
from terbuka.services.events import record


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows a load added and changed."""

    added: int = 0
    changed: int = 0

    def __add__(self, other: "Loaded") -> "Loaded":
        return Loaded(self.added + other.added, self.changed + other.changed)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed)


class Table[Row: models.Model]:
    """The rows of one model by key, compared with the values they should have.

    `wanted` maps each key to field values. `is_kept` says of a stored row that
    people have taken it over, so that the file no longer changes it.
    """

    def __init__(self, model: type[Row], stored: Mapping[Any, Row]) -> None:
        self.model = model
        self.stored = dict(stored)

    def bring(self, wanted: Iterable[tuple[Any, dict[str, Any]]], *, may_change: bool = True) -> Loaded:
        """Add absent rows and, if `may_change`, mend differing ones; two statements in all."""
        fresh: dict[Any, Row] = {}
        differing: list[Row] = []
        fields: set[str] = set()
        for key, values in wanted:
            row = self.stored.get(key)
            if row is None:
                fresh[key] = self.model(**values)
                continue
            other = {name for name, value in values.items() if getattr(row, name) != value}
            if other and may_change:
                for name in other:
                    setattr(row, name, values[name])
                differing.append(row)
                fields |= other
        manager = self.model._default_manager
        manager.bulk_create(fresh.values(), batch_size=500)
        if differing:
            manager.bulk_update(differing, sorted(fields), batch_size=200)
        self.stored |= fresh
        return Loaded(len(fresh), len(differing))


def record_load(kind: str, loaded: Loaded, *, by: Account | None, at: datetime) -> Loaded:
    """Write the event of a load, unless it changed nothing."""
    if loaded:
        record(kind, None, "load", by=by, at=at, payload={"added": loaded.added, "changed": loaded.changed})
    return loaded
