"""The two full-text indexes behind one face: FTS5 on SQLite, tsvector on PostgreSQL.

Both get the stems made in Python, never the text, and no parser of their own
ever sees what a person typed: a query is groups of stems, each group satisfied by any of
its stems, all groups together. Sources: the FTS5 extension's documentation,
sections 3 to 5; PostgreSQL's, chapter 12.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection, transaction

# A tsvector counts positions up to here; later words share the last one.
_LAST_POSITION = 16_383
# Where much fits it is mostly found among the newest, without asking the index of words.
_WINDOW = 10_000
_NEWEST = (
    "SELECT place FROM (SELECT place, terms FROM terbuka_searchentry ORDER BY place DESC LIMIT %s) AS newest "
    "WHERE terms @@ %s::tsquery ORDER BY place DESC LIMIT %s OFFSET %s"
)
_NEWEST_OF_ALL = "SELECT place FROM terbuka_searchentry WHERE {where} ORDER BY place DESC LIMIT %s OFFSET %s"
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM terbuka_searchentry WHERE {where} LIMIT %s) AS fitting"
# Of D, C, B and A: facets only narrow, a word in the title (A) weighs eight times one in the text (B).
_BEST = (
    "SELECT place FROM terbuka_searchentry WHERE {where} "
    "ORDER BY ts_rank('{{0, 0, 0.125, 1}}', terms, %s::tsquery) DESC, place DESC LIMIT %s OFFSET %s"
)


@dataclass(frozen=True, slots=True)
class Row:
    """The index's share of one entry: its id and place, and stems by part."""

    id: int
    place: int
    title: Sequence[str]
    body: Sequence[str]
    facets: Sequence[str]


type Groups = Sequence[Sequence[str]]


class Engine(Protocol):
    """What either index does. Places come newest first where no order is named."""

    def write(self, rows: Iterable[Row]) -> None:
        """Put rows in; none of them is there yet."""

    def erase(self, rows: Iterable[tuple[int, int]]) -> None:
        """Take rows out, each named by id and place."""

    def count(self, groups: Groups, most: int) -> int:
        """How many entries fit; counting ends at `most`."""

    def newest(self, groups: Groups, first: int, many: int) -> list[int]:
        """Places of the newest that fit."""

    def best(self, groups: Groups, first: int, many: int) -> list[int]:
        """Places of those that fit best."""


class Fts5:
    """SQLite's own index; rows are named by their place, so the newest come without sorting."""

    def write(self, rows: Iterable[Row]) -> None:
        values = [(row.place, " ".join(row.title), " ".join(row.body), " ".join(row.facets)) for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO terbuka_searchindex (rowid, title, body, facets) VALUES (%s, %s, %s, %s)", values
            )

    def erase(self, rows: Iterable[tuple[int, int]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM terbuka_searchindex WHERE rowid = %s", [(place,) for _id, place in rows]
            )

    def count(self, groups: Groups, most: int) -> int:
        sql = (
            "SELECT count(*) FROM "
            "(SELECT 1 FROM terbuka_searchindex WHERE terbuka_searchindex MATCH %s LIMIT %s)"
        )
        return self._places(sql, groups, most)[0]

    def newest(self, groups: Groups, first: int, many: int) -> list[int]:
        sql = (
            "SELECT rowid FROM terbuka_searchindex WHERE terbuka_searchindex MATCH %s "
            "ORDER BY rowid DESC LIMIT %s OFFSET %s"
        )
        return self._places(sql, groups, many, first)

    def best(self, groups: Groups, first: int, many: int) -> list[int]:
        sql = (
            "SELECT rowid FROM terbuka_searchindex WHERE terbuka_searchindex MATCH %s "
            "ORDER BY rank, rowid DESC LIMIT %s OFFSET %s"
        )
        return self._places(sql, groups, many, first)

    def _places(self, sql: str, groups: Groups, *values: int) -> list[int]:
        matching = " AND ".join("(" + " OR ".join(f'"{stem}"' for stem in group) + ")" for group in groups)
        with connection.cursor() as cursor:
            cursor.execute(sql, [matching, *values])
            return [row[0] for row in cursor.fetchall()]


class Tsvector:
    """PostgreSQL's; the vector is written as it stands, past every parser and dictionary."""

    def write(self, rows: Iterable[Row]) -> None:
        values = [(vector(row), row.id) for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE terbuka_searchentry SET terms = %s::tsvector WHERE id = %s", values)

    def erase(self, rows: Iterable[tuple[int, int]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE terbuka_searchentry SET terms = NULL WHERE id = %s",
                [(number,) for number, _place in rows],
            )

    def count(self, groups: Groups, most: int) -> int:
        where, stems = _where(groups)
        return self._by_index(_COUNT.format(where=where), [*stems, most])[0]

    def newest(self, groups: Groups, first: int, many: int) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(_NEWEST, [_WINDOW, _query(groups), many, first])
            places = [row[0] for row in cursor.fetchall()]
        if len(places) == many:
            return places
        # What is wanted lies further back, as with a filter by an old year.
        where, stems = _where(groups)
        return self._by_index(_NEWEST_OF_ALL.format(where=where), [*stems, many, first])

    def best(self, groups: Groups, first: int, many: int) -> list[int]:
        where, stems = _where(groups)
        return self._by_index(_BEST.format(where=where), [*stems, _query(groups), many, first])

    def _by_index(self, sql: str, values: Sequence[str | int]) -> list[int]:
        """Ask the index of words: the planner takes a look at every row for cheaper than it is."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
            cursor.execute(sql, values)
            return [row[0] for row in cursor.fetchall()]


def _where(groups: Groups) -> tuple[str, list[str]]:
    """The condition with its values; each of many stems by itself: the index finds them so twice as fast."""
    one = [group for group in groups if len(group) == 1]
    many = [group for group in groups if len(group) > 1]
    parts = ["terms @@ %s::tsquery"] if one else []
    parts += ["(" + " OR ".join(["terms @@ %s::tsquery"] * len(group)) + ")" for group in many]
    values = [_query(one)] if one else []
    return " AND ".join(parts), [*values, *(f"'{stem}'" for group in many for stem in group)]


def vector(row: Row) -> str:
    """The tsvector as PostgreSQL reads it: 'stem':1A,2A 'other':3B."""
    places: dict[str, list[str]] = {}
    at = 0
    for weight, part in (("A", row.title), ("B", row.body), ("", row.facets)):
        for stem in part:
            at += 1
            held = places.setdefault(stem, [])
            if len(held) < 8:  # more do not change the rank worth speaking of
                held.append(f"{min(at, _LAST_POSITION)}{weight}")
    return " ".join(f"'{stem}':{','.join(held)}" for stem, held in places.items())


def _query(groups: Groups) -> str:
    return " & ".join("(" + " | ".join(f"'{stem}'" for stem in group) + ")" for group in groups)


def engine() -> Engine:
    """The index of the database in use."""
    return Fts5() if connection.vendor == "sqlite" else Tsvector()
