"""What a committee sets each year: band scales and instruments, loaded first from the shipped files."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, BandScale, Instrument, Question
from terbuka.rules import instruments as rules
from terbuka.services.loading import Loaded, Table, record_load


def _plain(value: Any) -> Any:
    """As a JSON column gives it back: tuples are lists, enumerations their values."""
    return json.loads(json.dumps(value))


def _instrument(instrument: rules.Instrument) -> dict[str, Any]:
    words = {
        "notice": asdict(instrument.notice),
        "groups": {key: asdict(words) for key, words in instrument.groups.items()},
        "dimensions": {key: asdict(words) for key, words in instrument.dimensions.items()},
        "sources": {key: asdict(page) for key, page in instrument.sources.items()},
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
        "definition": _plain(asdict(question)),
    }


@transaction.atomic
def load_instruments(
    shipped: Iterable[rules.Instrument], *, by: Account | None, at: datetime
) -> Loaded:
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


