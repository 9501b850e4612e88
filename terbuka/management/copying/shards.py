"""The search of the copy, as small files: words with their stems, stems with what they lead to, and the rows.

All stemming is done here by the rules of the live search; a browser looks words up.
So the two can never disagree on a stem, and the page needs no stemmer.

    cari/data/inti.json      what there is: names of the shards, small words, words for filters
    cari/data/kata-la.json   {"laporan": ["lapor", 812]}: stem, and in how many entries
    cari/data/akar-la.json   {"lapor": [n, ...]}: entries, the newest numbers first, as steps
                             down from the one before, doubled, plus 1 where the title holds it
    cari/data/isi-12.json    {"197": [title, address, kind, class, ...]}: sixteen rows
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Substr

from terbuka.management.copying.places import Place, live, place_of
from terbuka.models import SearchEntry
from terbuka.rules.matching.normalise import SMALL, stem, words
from terbuka.web.portal.asking import CLASSES, KINDS, MEDIA

DATA = "cari/data"
# A shard of at most so many characters: a few seconds of the weakest line.
A_SHARD, ROWS, EXCERPT = 16_000, 16, 180
# Of a long text so much is looked into; where more entries hold a word, the newest count.
LOOKED_INTO, COMMON = 20_000, 3_000
_LONGEST_WORD, _LONGEST_NAME = 40, 24
# By whose answer it is known whether anything of it has changed.
QUESTION = (
    "SELECT entry.id, entry.digest, unit.name, unit.slug FROM terbuka_searchentry entry "
    "LEFT JOIN terbuka_workunit unit ON unit.id = entry.unit_id ORDER BY entry.id",
    "[]",
)
_FIELDS = (
    *("id", "kind", "institution", "province_code", "information_class", "media", "year"),
    *("title", "path", "happened_on", "unit__name", "unit__slug"),
)


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of the search: where it lies and what it holds."""

    file: str
    content: Any

    @property
    def text(self) -> bytes:
        """As it is written."""
        return json.dumps(self.content, ensure_ascii=False, separators=(",", ":")).encode()


def entries() -> Iterator[dict[str, Any]]:
    """What the public can find, the oldest number first, in steps that hold little at once."""
    rows = SearchEntry.objects.order_by("pk").select_related(None)
    told = rows.annotate(text=Substr("body", 1, LOOKED_INTO), more=Substr("also", 1, LOOKED_INTO))
    last = 0
    while some := list(told.filter(pk__gt=last).values(*_FIELDS, "text", "more")[:500]):
        yield from some
        last = some[-1]["id"]


def shards(rows: Iterable[Mapping[str, Any]]) -> Iterator[Shard]:
    """All files of the search; the one that names the others comes last."""
    found = _Gathered()
    chunk: dict[str, list[Any]] = {}
    number = -1
    for row in rows:
        if row["id"] // ROWS != number:
            if chunk:
                yield Shard(f"{DATA}/isi-{number}.json", chunk)
            number, chunk = row["id"] // ROWS, {}
        chunk[str(row["id"])] = _row(row)
        found.add(row)
    if chunk:
        yield Shard(f"{DATA}/isi-{number}.json", chunk)
    counts = {name: len(held) for name, held in found.held.items()}
    tellings: dict[str, dict[str, list[Any]]] = {
        "kata": {word: [root, counts[root]] for word, root in found.roots.items()},
        "akar": {name: steps(held) for name, held in found.held.items()},
    }
    names: dict[str, list[str]] = {}
    for name, told in tellings.items():
        texts = {key: json.dumps(value, separators=(",", ":")) for key, value in told.items()}
        parts = split(texts)
        names[name] = sorted(parts)
        for part, keys in sorted(parts.items()):
            yield Shard(f"{DATA}/{name}-{part}.json", {key: told[key] for key in keys})
    yield Shard(
        f"{DATA}/inti.json",
        {**names, "kecil": sorted(SMALL), "baris": ROWS, "umum": COMMON, "jumlah": found.rows},
    )


class _Gathered:
    """Words with their stems, and for each stem or filter the entries that hold it."""

    def __init__(self) -> None:
        self.roots: dict[str, str] = {}
        self.held: dict[str, dict[int, bool]] = {}
        self.rows = 0

    def add(self, row: Mapping[str, Any]) -> None:
        """One entry: the words of its title count more than those of its text."""
        self.rows += 1
        in_title = set(words(row["title"]))
        others = set(words(f"{row['text']} {row['more']}"))
        for word in in_title | others:
            if len(word) > _LONGEST_WORD:
                continue
            root = self.roots.get(word)
            if root is None:
                root = self.roots[word] = stem(word)
            held = self.held.setdefault(root, {})
            held[row["id"]] = held.get(row["id"], False) or word in in_title
        for name, value in _filters(row):
            self.held.setdefault(f"{name}.{value}", {})[row["id"]] = False


def _filters(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    told = {
        "jenis": _KINDS.get(row["kind"], row["kind"]),
        "provinsi": row["province_code"],
        "lembaga": row["institution"].lower(),
        "kelas": _CLASSES.get(row["information_class"], ""),
        "media": _MEDIA.get(row["media"], ""),
        "tahun": row["year"],
        "satker": row["unit__slug"],
    }
    return ((name, value) for name, value in told.items() if value)


_KINDS = {value: name for name, value in KINDS.items()}
_CLASSES = {value: name for name, value in CLASSES.items()}
_MEDIA = {value: name for name, value in MEDIA.items()}


def _row(row: Mapping[str, Any]) -> list[Any]:
    """What the page shows and filters by; an address within the copy has no slash before it."""
    place: Place | None = place_of(row["path"], "id")
    told = dict(_filters(row))
    day = row["happened_on"]
    return [
        row["title"],
        place.lead if place else live(row["path"], "id"),
        told["jenis"],
        " ".join(row["text"][: 4 * EXCERPT].split())[:EXCERPT],
        row["unit__name"] or "",
        day.isoformat() if day else "",
        *(told.get(name, "") for name in ("kelas", "tahun", "provinsi", "lembaga", "media", "satker")),
    ]


def steps(held: Mapping[int, bool]) -> list[int]:
    """The newest entries that hold a stem: the first number, then steps, doubled, with the title's bit."""
    numbers = sorted(held, reverse=True)[:COMMON]
    before = [0, *numbers]
    return [
        2 * (number if place == 0 else before[place] - number) + held[number]
        for place, number in enumerate(numbers)
    ]


def split(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """Keys by the beginning that their shard is named after; a key that is itself a beginning ends in "_"."""
    parts: dict[str, list[str]] = {}
    waiting = [("", sorted(texts))]
    while waiting:
        name, keys = waiting.pop()
        size = sum(len(key) + len(texts[key]) + 4 for key in keys)
        if name and (size <= A_SHARD or len(keys) == 1 or len(name) >= _LONGEST_NAME):
            parts[name] = keys
            continue
        longer: Counter[str] = Counter(key[: len(name) + 1] for key in keys if key != name)
        if name in texts:
            parts[f"{name}_"] = [name]
        waiting += [(one, [key for key in keys if key.startswith(one) and key != name]) for one in longer]
    return parts
