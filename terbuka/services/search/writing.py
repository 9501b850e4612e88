"""Bringing entries into the search and out of it, within the act that makes them public.

Words that are new are written down for prefixes and slips; how many entries
hold each is counted by a job, so that two who publish never wait for each other's words.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import batched

from django.db import connection, transaction

from terbuka.models import SearchEntry, SearchWord
from terbuka.rules.matching.normalise import stem
from terbuka.rules.searching import facet, indexed, words_of
from terbuka.services.events import record
from terbuka.services.search.engines import Row, engine
from terbuka.services.search.entries import Entry

BATCH = 500
_EARLIEST = date(1900, 1, 1)


@transaction.atomic
def put(entries: Iterable[Entry], *, at: datetime) -> int:
    """Bring entries in, new or changed, at most a few hundred in one call; how many were written.

    What is there already with the same values is left alone. The act that calls records its own event.
    """
    wanted = {entry.key: entry for entry in entries}
    stored = {row.key: row for row in SearchEntry.objects.filter(key__in=wanted)}
    fresh = [
        entry
        for entry in wanted.values()
        if entry.key not in stored or stored[entry.key].digest != entry.digest
    ]
    if not fresh:
        return 0
    index = engine()
    old = [stored[entry.key] for entry in fresh if entry.key in stored]
    index.erase((row.pk, row.place) for row in old)
    rows = _stored(fresh, stored)
    index.write(_row(row) for row in rows)
    _learn(fresh)
    return len(fresh)


def _stored(entries: Sequence[Entry], stored: Mapping[str, SearchEntry]) -> list[SearchEntry]:
    """The rows with the values of the entries; a new one learns its number first: its place holds it."""
    rows = [_filled(stored.get(entry.key) or SearchEntry(key=entry.key), entry) for entry in entries]
    new = [row for row in rows if row.pk is None]
    for row in new:
        row.place = -secrets.randbits(62)  # until its number is known, one that no other row has
    SearchEntry.objects.bulk_create(new, batch_size=BATCH)
    for row in rows:
        row.place = _place(row.pk, row.happened_on)
    known = [row for row in rows if row.key in stored]
    SearchEntry.objects.bulk_update(known, _FIELDS, batch_size=100)
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE terbuka_searchentry SET place = %s WHERE id = %s", [(row.place, row.pk) for row in new]
        )
    return rows


_FIELDS = (
    *("kind", "unit_id", "institution", "province_code", "information_class", "media", "year"),
    *("title", "body", "also", "path", "happened_on", "digest", "place"),
)


def _filled(row: SearchEntry, entry: Entry) -> SearchEntry:
    row.kind = entry.kind.value
    row.unit_id = entry.unit_id
    row.institution, row.province_code = entry.institution, entry.province_code
    row.information_class, row.media, row.year = entry.information_class, entry.media, entry.year
    row.title, row.body, row.also = entry.title[:300], entry.body, entry.also
    row.path, row.happened_on, row.digest = entry.path, entry.happened_on, entry.digest
    return row


def _place(number: int, happened_on: date | None) -> int:
    return (max(happened_on, _EARLIEST).toordinal() if happened_on else 0) << 32 | number


def _learn(entries: Sequence[Entry]) -> None:
    """Write down words that no entry held before."""
    found = set().union(*(words_of(f"{entry.title} {entry.body} {entry.also}") for entry in entries))
    known: set[str] = set()
    for some in batched(sorted(found), BATCH):
        known.update(SearchWord.objects.filter(word__in=some).values_list("word", flat=True))
    words = [SearchWord(word=word, stem=stem(word), entries=1) for word in sorted(found - known)]
    SearchWord.objects.bulk_create(words, batch_size=BATCH, ignore_conflicts=True)


@transaction.atomic
def drop(keys: Iterable[str], *, at: datetime) -> int:
    """Take entries out: nothing leads there from now on. How many."""
    rows = list(SearchEntry.objects.filter(key__in=list(keys)).values_list("pk", "place"))
    engine().erase(rows)
    SearchEntry.objects.filter(pk__in=[number for number, _place in rows]).delete()
    return len(rows)


@transaction.atomic
def reindex(*, at: datetime) -> None:
    """Write the index anew from the entries, as after a copy was read back, which holds rows alone."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM terbuka_searchindex")
    index = engine()
    for some in batched(list(SearchEntry.objects.values_list("pk", flat=True)), BATCH):
        index.write(_row(entry) for entry in list(SearchEntry.objects.filter(pk__in=some)))


def _row(entry: SearchEntry) -> Row:
    """What the index holds of a stored entry."""
    facets = {
        "kind": entry.kind,
        "province": entry.province_code,
        "institution": entry.institution,
        "class": entry.information_class,
        "media": entry.media,
        "year": entry.year,
        "unit": entry.unit_id,
    }
    narrowing = [facet(name, value) for name, value in facets.items() if value]
    return Row(entry.pk, entry.place, indexed(entry.title), indexed(f"{entry.body} {entry.also}"), narrowing)


def count_words(*, at: datetime) -> None:
    """Count anew in how many entries each stem stands, and forget words that none holds any more. A job.

    In small steps, each a transaction of its own: nobody who publishes waits for it.
    """
    counted = _counted()
    rows = list(SearchWord.objects.values_list("pk", "stem", "entries"))
    changed = [
        (counted[stem_of], number)
        for number, stem_of, entries in rows
        if counted.get(stem_of, 0) not in (0, entries)
    ]
    gone = [number for number, stem_of, _entries in rows if stem_of not in counted]
    for some in batched(changed, BATCH):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany("UPDATE terbuka_searchword SET entries = %s WHERE id = %s", some)
    for few in batched(gone, BATCH):
        SearchWord.objects.filter(pk__in=few).delete()
    record(
        "search", None, "count_words", by=None, at=at, payload={"changed": len(changed), "gone": len(gone)}
    )


def _counted() -> dict[str, int]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terbuka_stems USING "
                "fts5vocab('main', 'terbuka_searchindex', 'row')"
            )
            cursor.execute("SELECT term, doc FROM temp.terbuka_stems")
        else:
            cursor.execute("SELECT word, ndoc FROM ts_stat('SELECT terms FROM terbuka_searchentry')")
        return dict(cursor.fetchall())
