"""The list of required items as the shipped file draws it from the law."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, RequiredItem
from terbuka.rules import catalogue as rules
from terbuka.rules.units import Institution, Level
from terbuka.services.loading import Loaded, Table, record_load

_LETTERS = {Level.NATIONAL: "N", Level.PROVINCE: "P", Level.REGENCY: "K"}


def _values(position: int, item: rules.RequiredItem) -> dict[str, Any]:
    is_for_both = item.institutions == frozenset(Institution)
    return {
        "position": position,
        "code": item.code,
        "name": item.name,
        "information_class": item.information_class.value,
        "institution": "" if is_for_both else next(iter(item.institutions)).value,
        "levels": "".join(letter for level, letter in _LETTERS.items() if level in item.levels),
        "update_rule": item.update_rule,
        "freshness": item.freshness,
        "freshness_note": item.freshness_note,
        "is_link_up": item.is_link_up,
        "typical_evidence": list(item.typical_evidence),
        "variants": list(item.variants),
        "basis": list(item.basis),
        "confidence": item.confidence,
    }


@transaction.atomic
def load_items(items: Iterable[rules.RequiredItem], *, by: Account | None, at: datetime) -> Loaded:
    """Bring the required items into the database; a second load writes nothing."""
    table = Table(RequiredItem, {item.code: item for item in RequiredItem.objects.all()})
    wanted = [(item.code, _values(position, item)) for position, item in enumerate(items)]
    return record_load("required_item", table.bring(wanted), by=by, at=at)
