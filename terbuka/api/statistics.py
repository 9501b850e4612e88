"""Numbers about all that is public: how much, of which class and kind, where, and how fresh."""

from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from terbuka.api.faults import FAULTS
from terbuka.models import AssessmentRound, Publication, RequiredItem, WorkUnit
from terbuka.rules.assessment import RoundStatus
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.publishing import PublicationKind
from terbuka.rules.regions import province_tiles

router = Router(tags=["statistics"], by_alias=True)


class FreshnessOut(Schema):
    """Publications by the day on which they go stale."""

    fresh: int
    due: int
    stale: int


class ProvinceOut(Schema):
    """One province; the national bodies have the code ""."""

    province_code: str
    name: str
    units: int
    publications: int


class StatisticsOut(Schema):
    """All of it, counted now."""

    units: int
    items: int
    rounds: int
    publications: int
    by_class: dict[str, int]
    by_kind: dict[str, int]
    freshness: FreshnessOut
    by_province: list[ProvinceOut]


def _by_province(units: Counter[str], publications: Counter[str]) -> list[ProvinceOut]:
    names = {"": ""} | {tile.code: tile.name for tile in province_tiles()}
    codes = sorted(set(names) | set(units) | set(publications))
    return [
        ProvinceOut(
            province_code=code,
            name=names.get(code, ""),
            units=units[code],
            publications=publications[code],
        )
        for code in codes
    ]


@router.get("", response={200: StatisticsOut, **FAULTS}, url_name="statistics", operation_id="statistics")
def statistics(request: HttpRequest) -> StatisticsOut:
    """How much is public, by class, kind and province, and how fresh it is."""
    today = timezone.localdate()
    public = Publication.objects.public().select_related(None).order_by()
    groups = public.values_list("unit__province_code", "public__information_class", "kind")
    places, classes, kinds = Counter[str](), Counter[str](), Counter[str]()
    for place, kind_of_information, kind, number in groups.annotate(n=Count("pk")):
        places[place] += number
        classes[kind_of_information] += number
        kinds[kind] += number
    ages = public.aggregate(
        stale=Count("pk", filter=Q(due_on__lt=today)),
        due=Count("pk", filter=Q(due_on__range=(today, today + timedelta(days=settings.DUE_SOON)))),
    )
    total = places.total()
    existing = WorkUnit.objects.open(today).order_by().values_list("province_code")
    units = Counter[str](dict(existing.annotate(n=Count("pk"))))
    return StatisticsOut(
        units=units.total(),
        items=RequiredItem.objects.count(),
        rounds=AssessmentRound.objects.filter(status=RoundStatus.ANNOUNCED.value).count(),
        publications=total,
        by_class={one.value: classes[one.value] for one in InformationClass},
        by_kind={one.value: kinds[one.value] for one in PublicationKind},
        freshness=FreshnessOut(fresh=total - ages["due"] - ages["stale"], **ages),
        by_province=_by_province(units, places),
    )
