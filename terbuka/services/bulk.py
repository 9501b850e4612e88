"""Rows by the thousand in one statement: for runs that write more than the ORM does in their time.

The values travel as one JSON text that the database itself takes apart, so neither a query of
thousands of parameters is composed nor a model built for each row. Constraints hold as ever.
"""

import json
from collections.abc import Hashable, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField, Model

type Rows = Iterable[Sequence[object]]


def insert(
    model: type[Model], names: Sequence[str], rows: Rows, *, skips: bool = False, giving: Sequence[str] = ()
) -> list[tuple[Any, ...]]:
    """Write rows of these fields, in their order; the others hold their default.

    `skips`: what breaks a unique constraint is left out instead of refused. Gives the
    fields `giving` of each row that was written, in no certain order.
    """
    values = _json(rows)
    if values == "[]":
        return []
    given = [_field(model, name) for name in names]
    others = [one for one in model._meta.concrete_fields if one not in given and not one.primary_key]
    into = ", ".join(_quoted(one) for one in (*given, *others))
    parts = ", ".join([*(_part(one, place) for place, one in enumerate(given)), *("%s" for _one in others)])
    table, each = model._meta.db_table, _EACH[connection.vendor]
    sql = f"INSERT INTO {table} ({into}) SELECT {parts} FROM {each} WHERE true"  # noqa: S608 - names of ours
    if skips:
        sql += " ON CONFLICT DO NOTHING"
    if giving:
        sql += f" RETURNING {', '.join(_quoted(_field(model, name)) for name in giving)}"
    defaults = [one.get_db_prep_save(one.get_default(), connection) for one in others]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*defaults, values])
        return cursor.fetchall() if giving else []


def update(model: type[Model], names: Sequence[str], rows: Rows) -> None:
    """Store these fields of rows that are there; each row begins with its id."""
    fields = [_field(model, name) for name in names]
    table, vendor = model._meta.db_table, connection.vendor
    with connection.cursor() as cursor:
        if vendor == "sqlite":  # Its planner might read the whole table to join it with the list.
            sets = ", ".join(f"{_quoted(one)} = %s" for one in fields)
            plain = cache(_plain)
            changed = [[*map(plain, row[1:]), row[0]] for row in rows]
            cursor.executemany(f"UPDATE {table} SET {sets} WHERE id = %s", changed)  # noqa: S608 - names of ours
            return
        sets = ", ".join(f"{_quoted(one)} = {_part(one, place)}" for place, one in enumerate(fields, start=1))
        sql = f"UPDATE {table} SET {sets} FROM {_EACH[vendor]} WHERE id = (value->>0)::bigint"  # noqa: S608
        cursor.execute(sql, [_json(rows)])


_EACH = {"sqlite": "json_each(%s)", "postgresql": "jsonb_array_elements(%s::jsonb) AS each(value)"}


def _part(field: "Field[Any, Any]", place: int) -> str:
    """The value of a field within one row of the JSON."""
    if connection.vendor == "sqlite":
        return f"json_extract(value, '$[{place}]')"
    if isinstance(field, JSONField):
        return f"value->{place}"
    kind = field.db_type(connection) or ""
    # A cast to varchar(n) would cut what is too long; the column refuses it.
    return f"value->>{place}" if kind.startswith(("varchar", "text")) else f"(value->>{place})::{kind}"


def _json(rows: Rows) -> str:
    # Rows of one run share most of their moments and days.
    return json.dumps(list(rows), ensure_ascii=False, default=cache(_plain))


def _plain(value: Hashable) -> Any:
    """Moments and days as the database reads them from a text; all else as it is."""
    if isinstance(value, datetime):
        return str(connection.ops.adapt_datetimefield_value(value))
    return value.isoformat() if isinstance(value, date) else value


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    return model._meta.get_field(name)  # type: ignore[return-value]


def _quoted(field: "Field[Any, Any]") -> str:
    return connection.ops.quote_name(field.column or field.name)
