"""What a committee sets each year: band scales and instruments, loaded first from the shipped files."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.db import transaction

from terbuka.models import Account, BandScale, Instrument, Question
from terbuka.rules import instruments as rules
from terbuka.rules import scoring
from terbuka.rules.wording import Wording
from terbuka.services.loading import Loaded, Table, record_load


def plain(value: Any) -> Any:
    """A rule's value as a JSON column keeps it; words become `{"id": ..., "en": ...}`."""
    if isinstance(value, Wording):
        return {"id": value.indonesian, "en": value.english}
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value.value if isinstance(value, Enum) else value


def _instrument(instrument: rules.Instrument) -> dict[str, Any]:
    words = {
        name: plain(getattr(instrument, name))
        for name in ("notice", "groups", "dimensions", "sources", "photos")
    }
    return {
        "key": instrument.key,
        "name": instrument.name,
        "institution": instrument.institution.value,
        "year": instrument.year,
        "is_proposed": instrument.is_proposed,
        "scale_key": instrument.scale,
        "words": words,
    }


def _question(position: int, question: rules.Question) -> dict[str, Any]:
    return {
        "position": position,
        "code": question.code,
        "group": question.group,
        "dimension": question.dimension,
        "weight": question.weight,
        "answer": question.answer.value,
        "definition": plain(question),
    }


@transaction.atomic
def load_instruments(shipped: Iterable[rules.Instrument], *, by: Account | None, at: datetime) -> Loaded:
    """Add the shipped instruments that are not there yet, with all their questions.

    One that is there belongs to its committee: neither it nor its questions are touched.
    """
    known = set(Instrument.objects.values_list("key", flat=True))
    loaded = Loaded()
    for entry in shipped:
        if entry.key in known:
            continue
        instrument = Instrument.objects.create(**_instrument(entry))
        questions = [
            Question(instrument=instrument, **_question(position, question))
            for position, question in enumerate(entry.questions)
        ]
        Question.objects.bulk_create(questions)
        loaded += Loaded(1 + len(questions))
    return record_load("instrument", loaded, by=by, at=at)


@transaction.atomic
def load_scales(shipped: Iterable[scoring.BandScale], *, by: Account | None, at: datetime) -> Loaded:
    """Add the shipped band scales that are not there yet; one that is there belongs to its committee."""
    wanted = []
    for position, scale in enumerate(shipped):
        values = {
            "key": scale.key,
            "position": position,
            "title": scale.title,
            "assessor": scale.assessor,
            "bands": [[band.category.value, str(band.lower)] for band in scale.bands],
            "cite": scale.cite,
            "confidence": scale.confidence,
        }
        wanted.append((scale.key, values))
    table = Table(BandScale, {scale.key: scale for scale in BandScale.objects.all()})
    return record_load("band_scale", table.bring(wanted, may_change=False), by=by, at=at)
