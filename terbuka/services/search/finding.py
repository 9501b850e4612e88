"""Finding: words, the beginning of a word, near words for slips; by fit, or by day where much fits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations

from django.db.models import Q
from django.db.models.functions import Length

from terbuka.models import SearchEntry, SearchWord
from terbuka.rules.matching.normalise import plain, stem
from terbuka.rules.searching import (
    SHORTEST_PREFIX,
    Asked,
    Piece,
    asked,
    facet,
    nearest,
    slips_allowed,
    snippet,
)
from terbuka.services.search.engines import engine
from terbuka.services.search.entries import FILTERS

# Where more fit, no one reads by fit: the newest come first, without all of them being weighed.
COMMON = 3_000
PAGE, LAST_PAGE = 20, 100
_MOST_BEGINNINGS, _MOST_NEAR, _MOST_SLIPS = 24, 4_000, 3
# Of a line that nothing holds whole, so many of its rarest words are looked for in part.
_MOST_IN_PART = 5

type Groups = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that was found, with the words around the hit."""

    entry: SearchEntry
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. `total` ends at 3,000: then `is_more`, and the newest come first.

    `meant` maps typed words that nothing holds to near ones that were used instead;
    `unknown` are words for which there was none, so nothing was found. `left_out`: nothing
    holds all the words, so the hits are what holds the others.
    """

    asked: Asked
    hits: tuple[Hit, ...] = ()
    total: int = 0
    is_more: bool = False
    page: int = 1
    meant: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages can be opened."""
        return min(LAST_PAGE, max(1, -(-self.total // PAGE)))


def find(
    typed: str,
    filters: Mapping[str, str | int] | None = None,
    *,
    page: int = 1,
    size: int = PAGE,
    may_be_partial: bool = False,
) -> Found:
    """What fits the typed words and every filter (names in `FILTERS`), twenty a page.

    `may_be_partial`: where nothing holds all the words, what holds as many as can be; filters
    hold all the same. Typing of any length costs the same: what is beyond 200 characters is
    not read. Raises KeyError for a filter that does not exist.
    """
    question = asked(typed)
    groups, meant, unknown = _groups(question)
    facets = _facets(filters or {})
    if unknown:
        return Found(question, meant=meant, unknown=unknown)
    page = min(max(page, 1), LAST_PAGE)
    first = (page - 1) * size
    left_out: tuple[str, ...] = ()
    total = _count([*groups, *facets])
    if not total and may_be_partial and (kept := _in_part(groups, facets)):
        left_out = tuple(word for at, word in enumerate(question.words) if at not in kept)
        groups = [groups[at] for at in kept]
        total = _count([*groups, *facets])
    by_day = total > COMMON or question.is_empty
    places = _places([*groups, *facets], first, size, by_day=by_day) if total > first else []
    return Found(
        question,
        _hits(places, frozenset(stem_of for group in groups for stem_of in group)),
        min(total, COMMON),
        is_more=total > COMMON,
        page=page,
        meant=meant,
        left_out=left_out,
    )


def _count(groups: Groups) -> int:
    """How many entries fit; counting ends one beyond `COMMON`."""
    if groups:
        return engine().count(groups, COMMON + 1)
    return SearchEntry.objects.all()[: COMMON + 1].count()


def _places(groups: Groups, first: int, size: int, *, by_day: bool) -> list[int]:
    if groups:
        return (engine().newest if by_day else engine().best)(groups, first, size)
    return list(SearchEntry.objects.values_list("place", flat=True)[first : first + size])


def _facets(filters: Mapping[str, str | int]) -> Groups:
    """The filters as words of the index. Raises KeyError for one that does not exist."""
    if strange := filters.keys() - set(FILTERS):
        raise KeyError(*strange)
    return [(facet(name, value),) for name, value in filters.items()]


def _in_part(groups: Groups, facets: Groups) -> tuple[int, ...]:
    """Where nothing holds all the words: which of them to look for, as few as can be left out.

    The commonest are left out first, for the rarest says most of what was meant. Empty where none leads
    anywhere.
    """
    counted = [(_count([group, *facets]), at) for at, group in enumerate(groups)]
    rarest = [at for count, at in sorted(counted) if count][:_MOST_IN_PART]
    for many in range(min(len(rarest), len(groups) - 1), 0, -1):
        for kept in combinations(rarest, many):
            if many == 1 or engine().count([*(groups[at] for at in kept), *facets], 1):
                return tuple(sorted(kept))
    return ()


def _hits(places: list[int], wanted: frozenset[str]) -> tuple[Hit, ...]:
    rows = {row.place: row for row in SearchEntry.objects.filter(place__in=places).select_related("unit")}
    return tuple(
        Hit(row, snippet(row.title, wanted), snippet(row.body, wanted))
        for row in (rows[place] for place in places if place in rows)
    )


def _groups(question: Asked) -> tuple[Groups, dict[str, str], tuple[str, ...]]:
    """For each word the stems that satisfy it; the last may be the beginning of a word still being typed."""
    known = {word.stem for word in SearchWord.objects.filter(stem__in={stem(one) for one in question.words})}
    # Slips are looked for in a few words: who types nothing but unknown ones gets nothing.
    strange = [word for word in question.words if stem(word) not in known and not _is_long_number(word)]
    is_mended = len(strange) <= _MOST_SLIPS
    groups: Groups = []
    meant: dict[str, str] = {}
    unknown: list[str] = []
    for place, word in enumerate(question.words):
        is_last = place == len(question.words) - 1
        choices = {stem(word)} if stem(word) in known or _is_long_number(word) else set()
        if is_last and not word.isdigit():
            choices |= {one.stem for one in _beginning(word)}
        if not choices:
            near = _near(word) if is_mended else None
            if near is None:
                unknown.append(word)
                continue
            meant[word] = near
            choices = {stem(near)}
        groups.append(tuple(sorted(choices)))
    return groups, meant, tuple(unknown)


def _is_long_number(word: str) -> bool:
    """Numbers are not among the words that are offered; only the index knows whether one is there."""
    return word.isdigit() and len(word) != 4


def _beginning(word: str) -> list[SearchWord]:
    """Known words that begin like this one, those in most entries first."""
    if len(word) < SHORTEST_PREFIX:
        return []
    end = word[:-1] + chr(ord(word[-1]) + 1)
    return list(
        SearchWord.objects.filter(word__gte=word, word__lt=end).order_by("-entries", "word")[
            :_MOST_BEGINNINGS
        ]
    )


def _near(word: str) -> str | None:
    """The known word that was probably meant: the same but for a slip or two."""
    most = slips_allowed(word)
    if not most:
        return None
    # So many slips leave one of so many parts and one whole: the first, the last, or one between.
    part = max(2, len(word) // (most + 1) - 1)
    like = Q(word__startswith=word[:part]) | Q(word__endswith=word[-part:])
    if most > 1:
        middle = (len(word) - part) // 2
        like |= Q(word__contains=word[middle : middle + part])
    rows = (
        SearchWord.objects.annotate(length=Length("word"))
        .filter(like, length__gte=len(word) - most, length__lte=len(word) + most)
        .order_by("-entries")
        .values_list("word", "entries")[:_MOST_NEAR]
    )
    return nearest(word, dict(rows))


def suggest(typed: str, *, most: int = 8) -> list[str]:
    """How the typed words may go on: the whole line with its last word ended, the commonest first."""
    question = asked(typed)
    if question.is_empty or not typed[-1:].isalnum():
        return []
    last = question.words[-1]
    head = plain(question.text)[: -len(last)] if plain(question.text).endswith(last) else ""
    return [f"{head}{one.word}" for one in _beginning(last)[:most] if one.word != last]
