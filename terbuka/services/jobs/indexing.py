"""Bringing units, notices, required items, results and answers into the search; counting its words. A job.

Publications bring themselves when they are published, answers when they are given; here what is loaded,
imported, renamed or announced follows. Equal entries are left alone, so that it costs little to do again.
Rows are read to their end before anything is written: SQLite lets nobody write from the middle of a reading.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched

from django.urls import reverse

from terbuka.models import ExemptDocument, RequiredItem, Result, SearchEntry, ServicePledge, WorkUnit
from terbuka.models.search import EntryKind
from terbuka.rules.assessment import RoundStatus
from terbuka.rules.scorecard import Number
from terbuka.services.catalogue.finding import exempt_entry, pledge_entry
from terbuka.services.people import day_at
from terbuka.services.register.finding import answer_entry, public_answers
from terbuka.services.search import Entry, count_words, drop, put

BATCH = 20


def index_public(_subject_id: int = 0, *, at: datetime) -> None:
    """Bring what is public in, twenty a transaction; take out what is no more; count the words."""
    for kind, entries in (
        (EntryKind.UNIT, _units()),
        (EntryKind.ITEM, _items()),
        (EntryKind.RESULT, _results()),
        (EntryKind.NOTICE, _notices(at)),
        (EntryKind.ANSWER, (answer_entry(one) for one in list(public_answers()))),
    ):
        _bring(kind, entries, at=at)
    count_words(at=at)


def _bring(kind: EntryKind, entries: Iterable[Entry], *, at: datetime) -> None:
    before = set(SearchEntry.objects.filter(kind=kind.value).values_list("key", flat=True))
    for some in batched(entries, BATCH):
        put(some, at=at)
        before -= {entry.key for entry in some}
    for gone in batched(sorted(before), BATCH):
        drop(gone, at=at)


def _units() -> Iterator[Entry]:
    provinces = dict(
        WorkUnit.objects.filter(level="province").values_list("province_code", "short_name").order_by("-pk")
    )
    for unit in list(WorkUnit.objects.order_by("pk")):
        yield Entry(
            EntryKind.UNIT,
            f"unit:{unit.pk}",
            unit.name,
            reverse("unit", args=[unit.slug]),
            also=f"{unit.search_text} {provinces.get(unit.province_code, '')}",
            unit_id=unit.pk,
            institution=unit.institution,
            province_code=unit.province_code,
        )


def _items() -> Iterator[Entry]:
    for item in RequiredItem.objects.all():
        yield Entry(
            EntryKind.ITEM,
            f"item:{item.code}",
            item.name,
            reverse("item", args=[item.code]),
            body="; ".join(item.variants),
            also=item.code,
            institution=item.institution,
            information_class=item.information_class,
        )


def _results() -> Iterator[Entry]:
    announced = Result.objects.filter(self_assessment__round__status=RoundStatus.ANNOUNCED.value)
    rows = announced.defer("rows").select_related("self_assessment__round", "self_assessment__unit")
    for result in list(rows.order_by("pk")):
        saq = result.self_assessment
        score = "" if result.score is None else f", {Number(result.score)}"
        yield Entry(
            EntryKind.RESULT,
            f"result:{result.pk}",
            f"{saq.round.name}: {saq.unit.name}",
            reverse("unit_result", args=[saq.unit.slug, saq.round.slug]),
            body=f"{result.category}{score}",
            unit_id=saq.unit_id,
            institution=saq.unit.institution,
            province_code=saq.unit.province_code,
            year=saq.round.year,
            happened_on=saq.round.announced_at.date() if saq.round.announced_at else None,
        )


def _notices(at: datetime) -> Iterator[Entry]:
    """The pledge in force of each unit, and what each unit withholds today."""
    announced = ServicePledge.objects.filter(announced_at__isnull=False).select_related("unit")
    newest = {row.unit_id: row for row in announced.order_by("announced_at", "pk")}
    for pledge in newest.values():
        yield pledge_entry(pledge)
    withholding = ExemptDocument.objects.listed(day_at(None, at)).values("test__unit")
    for unit in list(WorkUnit.objects.filter(pk__in=withholding).order_by("pk")):
        entry = exempt_entry(unit, day_at(unit, at))
        if entry:
            yield entry
