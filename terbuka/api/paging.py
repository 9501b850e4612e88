"""Pages of a list by cursor: the next begins after the last row of this one, whatever came in between."""

import base64
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from terbuka.api.faults import Fault

MOST = 200
# No database stores a NUL.
TEXT = r"^[^\x00]*$"


class Paging(Schema):
    """How much of a list, and from where."""

    limit: int = Field(50, ge=1, le=MOST)
    cursor: str = Field("", max_length=200, pattern=r"^[A-Za-z0-9_-]*$")


def written(values: Sequence[Any]) -> str:
    """A cursor of these values."""
    told = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def read(cursor: str, *kinds: type[Any]) -> list[Any] | None:
    """The values of a cursor, of these kinds; None for none. Raises Fault for what no page of ours gave."""
    if not cursor:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list):
            raise ValueError
        return [_value(value, kind) for value, kind in zip(values, kinds, strict=True)]
    except (ValueError, RecursionError):
        words = _("cursor: pakai nilai next_cursor dari halaman sebelumnya.")
        raise Fault(422, words, "cursor") from None


def _value(value: Any, kind: type[Any]) -> Any:
    if kind is datetime and isinstance(value, str):
        found = datetime.fromisoformat(value)
        if found.tzinfo is None:
            raise ValueError
        return found
    is_number = kind is int and isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**62
    if is_number or (kind is str and isinstance(value, str) and "\0" not in value):
        return value
    raise ValueError


def page_of[M: Model](
    rows: QuerySet[M], asked: Paging, first: str, kind: type[Any], *, newest: bool = False
) -> tuple[list[M], str | None]:
    """Rows by the column `first`, then by id, after the cursor; and the cursor of the page after, or None."""
    after, way = read(asked.cursor, kind, int), "lt" if newest else "gt"
    if after is not None:
        beyond = Q(**{f"{first}__{way}": after[0]}) | Q(**{first: after[0], f"pk__{way}": after[1]})
        rows = rows.filter(beyond)
    sign = "-" if newest else ""
    found = list(rows.order_by(f"{sign}{first}", f"{sign}pk")[: asked.limit + 1])
    page = found[: asked.limit]
    more = len(found) > len(page)
    return page, written((getattr(page[-1], first), page[-1].pk)) if more else None


def part_of[T](rows: Sequence[T], asked: Paging, key: Callable[[T], int]) -> tuple[list[T], str | None]:
    """The same of rows that are at hand in their order, each known by `key`."""
    after, start = read(asked.cursor, int), 0
    if after is not None:
        start = next((place for place, row in enumerate(rows, 1) if key(row) == after[0]), len(rows))
    page = list(rows[start : start + asked.limit])
    more = start + len(page) < len(rows)
    return page, written((key(page[-1]),)) if more and page else None
