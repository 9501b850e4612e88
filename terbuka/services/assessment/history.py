"""Results of earlier years that assessors published elsewhere, as the shipped file tells them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, FormerSlug, PastResult, WorkUnit
from terbuka.rules.history import Published
from terbuka.services.loading import Loaded, Table, record_load

# Rows of the file; what comes from elsewhere keeps other keys.
SHIPPED = "published/"


def _values(one: Published, unit: int | None) -> dict[str, Any]:
    """The columns of a row."""
    return {
        "key": one.key,
        "unit_id": unit,
        "published_name": one.name,
        "institution": one.institution,
        "level": one.level,
        "province_code": one.province_code,
        "year": one.year,
        "score_numerator": None if one.score is None else one.score.numerator,
        "score_denominator": None if one.score is None else one.score.denominator,
        "category": one.category.value,
        "assessor": one.assessor,
        "scale_key": one.scale_key,
        "url": one.url,
    }


@transaction.atomic
def load_history(shipped: Iterable[Published], *, by: Account | None, at: datetime) -> Loaded:
    """Bring the published results into the database; a second load writes nothing.

    A row belongs to the unit of its name, also where that unit has been renamed
    since. A row that the file has taken back is taken back here.
    """
    rows = list(shipped)
    slugs = {one.slug for one in rows}
    units = dict(FormerSlug.objects.filter(slug__in=slugs).values_list("slug", "unit_id"))
    units |= dict(WorkUnit.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    stored = {row.key: row for row in PastResult.objects.filter(key__startswith=SHIPPED)}
    loaded = Table(PastResult, stored).bring((one.key, _values(one, units.get(one.slug))) for one in rows)
    gone = stored.keys() - {one.key for one in rows}
    if gone:
        PastResult.objects.filter(key__in=gone).delete()
    return record_load("past_result", loaded + Loaded(changed=len(gone)), by=by, at=at)
