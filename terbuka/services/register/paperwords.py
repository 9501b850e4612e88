"""The words of an office's papers: its own, else those of the nearest level above, else the shipped ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from terbuka.models import Account, PaperTemplate, WorkUnit
from terbuka.rules.register.papers import PaperKind
from terbuka.rules.register.paperwords import DEFAULTS, Words, checked_words
from terbuka.rules.ruling import Stale
from terbuka.services.events import record
from terbuka.services.units import check_open
from terbuka.services.units.checks import each

SUBJECT = "paper_template"


@dataclass(frozen=True, slots=True)
class Said:
    """The words that hold for a paper at a unit, and whose they are; `whose` None: as shipped."""

    words: Words
    whose: WorkUnit | None


def words_of(unit: WorkUnit) -> dict[PaperKind, Said]:
    """What every paper of a unit says; one query where the unit's parents are at hand."""
    line = _line(unit)
    rows = PaperTemplate.objects.filter(unit__in=line)
    stored = {(row.unit_id, row.kind): row for row in rows}
    found = {}
    for kind in PaperKind:
        found[kind] = Said(DEFAULTS[kind], None)
        for place in line:
            if row := stored.get((place.pk, kind.value)):
                found[kind] = Said(Words(row.opening, row.closing), place)
                break
    return found


def _line(unit: WorkUnit) -> list[WorkUnit]:
    """The unit and those above it, the nearest first."""
    line = [unit]
    while line[-1].parent:
        line.append(line[-1].parent)
    return line


def own_words(unit: WorkUnit, kind: PaperKind) -> PaperTemplate | None:
    """The unit's own words for a paper; None where it takes them from above."""
    return PaperTemplate.objects.filter(unit=unit, kind=kind.value).first()


def save_words(
    unit: WorkUnit, kind: PaperKind, *, values: Mapping[str, str], expected: int, by: Account, at: datetime
) -> PaperTemplate:
    """Give a paper words of the unit's own: "opening" and "closing". `expected` 0: it has none yet.

    They hold for all units below that have none. Raises BadFields, Refused, Stale.
    """
    check_open(unit, at)
    kept = each(dict(values), {"opening": checked_words, "closing": checked_words})
    with transaction.atomic():
        WorkUnit.objects.select_for_update().get(pk=unit.pk)
        row = own_words(unit, kind) or PaperTemplate(unit=unit, kind=kind.value, version=0)
        if row.version != expected:
            raise Stale(row if row.pk else None)
        row.opening, row.closing = kept["opening"], kept["closing"]
        row.version += 1
        row.save()
        record(SUBJECT, row.pk, "save", by=by, at=at, payload={"unit": unit.pk, "kind": kind.value, **kept})
    return row


@transaction.atomic
def drop_words(unit: WorkUnit, kind: PaperKind, *, by: Account, at: datetime) -> None:
    """Take the words from above again; twice is fine."""
    row = PaperTemplate.objects.select_for_update().filter(unit=unit, kind=kind.value).first()
    if row is None:
        return
    payload = {"unit": unit.pk, "kind": kind.value, "opening": row.opening, "closing": row.closing}
    record(SUBJECT, row.pk, "drop", by=by, at=at, payload=payload)
    row.delete()
