"""Rounds: prepared with dates, opened to a part of the tree with a frozen copy of what is asked."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from terbuka.models import (
    Account,
    Answer,
    AssessmentRound,
    BandScale,
    Instrument,
    RoundStep,
    SelfAssessment,
    WorkUnit,
)
from terbuka.models.units import WorkUnitSet
from terbuka.rules.assessment import (
    RoundStatus,
    Step,
    StepKind,
    check_steps,
    may_open,
    may_reschedule,
)
from terbuka.rules.drafting import DraftedAnswer, draft_without_audit
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.rules.units import Level
from terbuka.services.assessment.reading import day_at, instrument_of, stored_draft
from terbuka.services.events import record

KIND = "round"
LONGEST_NAME = 200
# So many units a statement: one transaction stays short, so that nobody else waits to save.
_UNITS_AT_ONCE = 12


def _told(steps: Mapping[StepKind, Step]) -> dict[str, list[str]]:
    return {kind.value: [step.from_on.isoformat(), step.to_on.isoformat()] for kind, step in steps.items()}


def _free_slug(name: str, year: int) -> str:
    """A short name for the address that no other round has."""
    base = slugify(name)[:50] or f"putaran-{year}"
    taken = set(AssessmentRound.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug for n in range(len(taken) + 1) if (slug := base if not n else f"{base}-{n + 1}") not in taken
    )


def _clean(name: str) -> str:
    """The name on one line. Raises BadInput for none or too long a one."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise BadInput(say("Tulis nama putaran, paling panjang {n} huruf.", n=LONGEST_NAME))
    return name


def _scale(key: str) -> BandScale:
    scale = BandScale.objects.filter(key=key).first()
    if scale is None:
        raise BadInput(say("Skala {key} belum tersedia; beri tahu administrator sistem.", key=key))
    return scale


@transaction.atomic
def prepare_round(
    *,
    name: str,
    year: int,
    owner: WorkUnit,
    instrument: Instrument,
    steps: Mapping[StepKind, Step],
    photos_from: date | None = None,
    is_demo: bool = False,
    by: Account,
    at: datetime,
) -> AssessmentRound:
    """Make a round with its dates; it asks nobody until it is opened. Raises BadInput.

    `photos_from` is the first day of photos that count, by default 1 January of the year.
    """
    name = _clean(name)
    if not 2010 <= year <= day_at(owner, at).year + 1:
        raise BadInput(say("Tahun {year} di luar jangkauan; pilih tahun yang dinilai.", year=year))
    check_steps(steps)
    scale = _scale(instrument.scale_key)
    the_round = AssessmentRound.objects.create(
        slug=_free_slug(name, year),
        name=name,
        year=year,
        owner=owner,
        instrument=instrument,
        scale_key=scale.key,
        definition={"photos_from": photos_from.isoformat()} if photos_from else {},
        is_demo=is_demo,
    )
    RoundStep.objects.bulk_create(
        RoundStep(round=the_round, kind=kind.value, from_on=step.from_on, to_on=step.to_on)
        for kind, step in steps.items()
    )
    told = {"name": name, "year": year, "instrument": instrument.key, "steps": _told(steps)}
    record(KIND, the_round.pk, "prepare", by=by, at=at, payload=told)
    return the_round


@transaction.atomic
def reschedule(
    the_round: AssessmentRound, *, steps: Mapping[StepKind, Step], reason: str = "", by: Account, at: datetime
) -> AssessmentRound:
    """Give a round other dates; the event keeps those before. Raises BadInput, Refused."""
    may_reschedule(RoundStatus(the_round.status)).enforce()
    check_steps(steps)
    before = {StepKind(row.kind): row.rule for row in RoundStep.objects.filter(round=the_round)}
    if before == dict(steps):
        return the_round
    for kind, step in steps.items():
        RoundStep.objects.filter(round=the_round, kind=kind.value).update(
            from_on=step.from_on, to_on=step.to_on
        )
    told = {"before": _told(before), "after": _told(steps), "reason": reason.strip()}
    record(KIND, the_round.pk, "reschedule", by=by, at=at, payload=told)
    return AssessmentRound.objects.prefetch_related("steps").get(pk=the_round.pk)


def chosen_units(
    owner: WorkUnit, *, under: WorkUnit | None = None, levels: Iterable[Level], on: date
) -> WorkUnitSet:
    """The part of the tree that a round asks: units of these levels, of one province where it is given.

    To leave out the level that verifies, leave it out of `levels`.
    """
    wanted = [level.value for level in levels]
    return WorkUnit.objects.under(under or owner).of(owner.institution).open(on).filter(level__in=wanted)


def _definition(instrument: Instrument, scale: BandScale, own: dict[str, Any]) -> dict[str, Any]:
    """The whole instrument as `instrument_from` reads it, with what the scale is called."""
    return own | {
        "key": instrument.key,
        "name": instrument.name,
        "institution": instrument.institution,
        "year": instrument.year,
        "is_proposed": instrument.is_proposed,
        "scale": scale.key,
        **{name: instrument.words[name] for name in ("notice", "groups", "dimensions", "sources")},
        "photos": instrument.words.get("photos"),
        "questions": list(instrument.questions.values_list("definition", flat=True)),
        "band_scale": {
            "title": scale.title,
            "assessor": scale.assessor,
            "cite": scale.cite,
            "confidence": scale.confidence,
        },
    }


def _blank(drafts: Iterable[DraftedAnswer], at: datetime) -> list[partial[Answer]]:
    """The answers as they begin, one maker each: what the law drafts, and what each question waits for."""
    return [
        partial(
            Answer,
            position=position,
            code=found.code,
            draft=stored_draft(found),
            draft_value_numerator=found.value.numerator if found.value is not None else None,
            draft_value_denominator=found.value.denominator if found.value is not None else None,
            drafted_at=at,
        )
        for position, found in enumerate(drafts)
    ]


def _fill(the_round: AssessmentRound, units: list[WorkUnit], *, at: datetime) -> None:
    """One questionnaire a unit, in short transactions; what is there already stays, so it can be taken up."""
    on = day_at(the_round.owner, at)
    drafts = draft_without_audit(instrument_of(the_round), unit=units[0].slug, as_of=on)
    makers = _blank(drafts, at)
    begun = set(SelfAssessment.objects.filter(round=the_round).values_list("unit_id", flat=True))
    for batch in batched((unit for unit in units if unit.pk not in begun), _UNITS_AT_ONCE):
        with transaction.atomic():
            saqs = SelfAssessment.objects.bulk_create(
                SelfAssessment(round=the_round, unit=unit) for unit in batch
            )
            Answer.objects.bulk_create(make(self_assessment=saq) for saq in saqs for make in makers)


def open_round(
    the_round: AssessmentRound, *, units: Iterable[WorkUnit], by: Account, at: datetime
) -> AssessmentRound:
    """Freeze instrument and scale, give each unit its questionnaire, and let filling begin by its dates.

    The rows are written in short batches before the round opens: a round that
    was interrupted stays prepared, and opening it again goes on. Raises Refused.
    """
    chosen = list(units)
    may_open(RoundStatus(the_round.status), len(chosen)).enforce()
    scale = BandScale.objects.get(key=the_round.scale_key)
    the_round.definition = _definition(the_round.instrument, scale, the_round.definition)
    the_round.bands = scale.bands
    _fill(the_round, chosen, at=at)
    with transaction.atomic():
        opened = AssessmentRound.objects.filter(pk=the_round.pk, status=RoundStatus.PREPARED.value).update(
            definition=the_round.definition,
            bands=the_round.bands,
            status=RoundStatus.OPEN.value,
            opened_at=at,
            opened_by=by,
        )
        may_open(RoundStatus.PREPARED if opened else RoundStatus.OPEN, len(chosen)).enforce()
        record(KIND, the_round.pk, "open", by=by, at=at, payload={"units": len(chosen)})
    return AssessmentRound.objects.prefetch_related("steps").get(pk=the_round.pk)
