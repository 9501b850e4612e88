"""Made-up publications for the bench of the search, the same for the same seed, by the hundred thousand.

They are made from the required items, the units and the years, each with three of many
sentences; their words are drawn as in a language, a few very often and most hardly
ever (Zipf). Bringing them in goes past the service, by plain SQL, with
the very words, stems and places that the service would write: `check` compares.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import accumulate, batched
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from terbuka.models import SearchEntry, SearchWord
from terbuka.models.search import EntryKind
from terbuka.rules.catalogue import required_items
from terbuka.rules.matching.normalise import stem
from terbuka.rules.searching import facet, indexed, words_of
from terbuka.rules.units import all_units
from terbuka.services import search
from terbuka.services.search import Entry
from terbuka.services.search.engines import Row, Tsvector, engine, vector

BATCH, SEARCHES = 2_000, 400
SENTENCES, SENTENCE = 60_000, 15
YEARS = range(2014, 2027)
VOCABULARY = 60_000
_SYLLABLES = ("ba", "ca", "da", "ga", "ka", "la", "ma", "na", "pa", "ra", "sa", "ta", "wa", "ni", "ri", "tu")
_COLUMNS = (
    *("id", "kind", "key", "institution", "province_code", "information_class", "media", "year"),
    *("title", "body", "also", "path", "happened_on", "place", "digest"),
)


class Shelf:
    """Made-up publications, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.units, self.items = all_units(), required_items()
        self.words = self._vocabulary()
        # The n-th word comes 1/n as often as the first (Zipf's law).
        self.weights = list(accumulate(1 / place for place in range(1, len(self.words) + 1)))
        self.sentences = [
            " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=SENTENCE))
            for _ in range(SENTENCES)
        ]
        self.stems: dict[str, list[str]] = {}

    def _vocabulary(self) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < VOCABULARY:
            made["".join(self.chance.choices(_SYLLABLES, k=self.chance.randint(3, 5)))] = None
        return list(made)

    def entry(self, number: int) -> Entry:
        """One publication: an item of a unit in a year, with a body of three sentences."""
        unit, item = self.chance.choice(self.units), self.chance.choice(self.items)
        year = self.chance.choice(YEARS)
        body = ". ".join(self.chance.choices(self.sentences, k=3))
        return Entry(
            EntryKind.PUBLICATION,
            f"publication:{number}",
            f"{item.name} {unit.short_name} Tahun {year}",
            f"/informasi/{number}/",
            body=body,
            also="; ".join(item.variants[:3]),
            institution=unit.institution.value,
            province_code=unit.region_code[:2],
            information_class=item.information_class.value,
            media="file",
            year=year,
            happened_on=date(year, 1, 1) + timedelta(self.chance.randrange(330)),
        )

    def row(self, number: int, entry: Entry) -> Row:
        """What the index holds of it: as the service writes it, each part stemmed once in a run."""
        narrowing = (
            facet("kind", entry.kind.value),
            facet("province", entry.province_code),
            facet("institution", entry.institution),
            facet("class", entry.information_class),
            facet("media", entry.media),
            facet("year", entry.year or ""),
        )
        head, _year, year = entry.title.rpartition(" Tahun ")
        title = [*self._stems(head), "tahun", year]
        body = [one for part in (*entry.body.split(". "), entry.also) for one in self._stems(part)]
        return Row(number, _place(number, entry), title, body, narrowing)

    def _stems(self, text: str) -> list[str]:
        known = self.stems.get(text)
        if known is None:
            known = self.stems[text] = indexed(text)
        return known

    def mix(self, known: set[str]) -> list[tuple[str, str]]:
        """The searches of one run as (sort, words), in the fixed shares and a mixed order."""
        # Words of the far end that do occur: on a small shelf not all of them do.
        rare = [word for word in self.words[VOCABULARY // 4 :] if word in known]
        commonest = self.words[:20]
        made = []
        for place in range(SEARCHES):
            share = place % 20
            if share < 10:
                item = self.chance.choice(self.items)
                made.append(("item and year", f"{item.name} {self.chance.choice(YEARS)}"))
            elif share < 16:
                made.append(("unit", self.chance.choice(self.units).name))
            elif share < 19:
                made.append(("rare word", self.chance.choice(rare)))
            else:
                made.append(("two common", " ".join(self.chance.sample(commonest, 2))))
        self.chance.shuffle(made)
        return made

    def beginnings(self) -> list[str]:
        """Beginnings of three to five letters of words that occur."""
        return [self.chance.choice(self.words)[: self.chance.randint(3, 5)] for _ in range(100)]


def _place(number: int, entry: Entry) -> int:
    assert entry.happened_on
    return entry.happened_on.toordinal() << 32 | number


def bring_in(shelf: Shelf, numbers: Iterable[int]) -> None:
    """Write these publications, the index, and the words that they hold."""
    found: set[str] = set()
    for some in batched(numbers, BATCH):
        made = [(number, shelf.entry(number)) for number in some]
        rows = [shelf.row(number, entry) for number, entry in made]
        _write(made, rows)
        for _number, entry in made:
            found.update((*entry.body.split(". "), entry.title, entry.also))
    words: set[str] = set().union(*(words_of(text) for text in found))
    for few in batched(sorted(words), BATCH):
        fresh = [SearchWord(word=word, stem=stem(word), entries=1) for word in few]
        SearchWord.objects.bulk_create(fresh, ignore_conflicts=True)
    search.count_words(at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _values(made: list[tuple[int, Entry]]) -> Iterator[tuple[Any, ...]]:
    for number, one in made:
        yield (
            *(number, one.kind.value, one.key, one.institution, one.province_code, one.information_class),
            *(one.media, one.year, one.title, one.body, one.also, one.path, one.happened_on),
            *(_place(number, one), one.key),
        )


@transaction.atomic
def _write(made: list[tuple[int, Entry]], rows: list[Row]) -> None:
    columns = ", ".join(_COLUMNS)
    with connection.cursor() as cursor:
        if isinstance(engine(), Tsvector):
            told = f"COPY terbuka_searchentry ({columns}, terms) FROM STDIN"
            with cursor.copy(told) as copy:
                for values, row in zip(_values(made), rows, strict=True):
                    copy.write_row((*values, vector(row)))
            return
        signs = ", ".join(["%s"] * len(_COLUMNS))
        sql = f"INSERT INTO terbuka_searchentry ({columns}) VALUES ({signs})"
        cursor.executemany(sql, list(_values(made)))
    engine().write(rows)


def check(shelf: Shelf) -> None:
    """Does the service write the same as we do? Raises AssertionError; nothing stays."""
    made = [shelf.entry(number) for number in range(50)]
    with transaction.atomic():
        search.put(made, at=timezone.now())
        stored = {one.key: one for one in SearchEntry.objects.all()}
        for entry in made:
            row = stored[entry.key]
            assert row.place == _place(row.pk, entry), "the place"
            ours = shelf.row(row.pk, entry)
            assert list(ours.title) == indexed(row.title), "stems of the title"
            assert list(ours.body) == indexed(f"{row.body} {row.also}"), "stems of the text"
        transaction.set_rollback(True)
