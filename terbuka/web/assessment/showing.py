"""A questionnaire as its pages show it: each question with answer, draft, backing and points."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from terbuka.models import Answer, Evidence, SelfAssessment, WorkUnit
from terbuka.rules.assessment import Backing, Need, RoundStatus, StepKind
from terbuka.rules.drafting import DraftedAnswer
from terbuka.rules.instruments import AnswerType, Instrument, Question
from terbuka.rules.language import Values, say
from terbuka.rules.ruling import BadInput, Ruling
from terbuka.rules.scorecard import Number, Row, ScoreCard
from terbuka.rules.wording import Wording
from terbuka.rules.workdays import Calendar, Lack, workdays_left
from terbuka.services.assessment import (
    answers_of,
    backing_of,
    bands_of,
    card_from,
    draft_of,
    filling,
    instrument_of,
)
from terbuka.services.calendar import calendar_of


@dataclass(frozen=True)
class Choice:
    """One value that an answer may have: as the form sends it, in words, and the points it earns."""

    value: str
    label: str
    points: Fraction
    is_drafted: bool
    is_chosen: bool


@dataclass(frozen=True)
class Asked:
    """One question of a unit's questionnaire with all that is known of its answer."""

    question: Question
    answer: Answer
    row: Row
    draft: DraftedAnswer
    backing: Backing

    @property
    def need(self) -> Need | None:
        """What it still needs of a person."""
        return self.backing.need

    @property
    def evidence(self) -> list[Evidence]:
        """What was attached and not removed."""
        found: list[Evidence] = getattr(self.answer, "living_evidence")  # noqa: B009  set by the prefetch
        return found

    @property
    def is_confirmed(self) -> bool:
        """Does a person stand behind it?"""
        return self.answer.value is not None

    @property
    def draft_differs(self) -> bool:
        """Does the machine now say something else than the person?"""
        return self.is_confirmed and self.draft.value is not None and self.draft.value != self.answer.value

    @property
    def is_share(self) -> bool:
        """Is any value from 0 to 1 possible, so that a part of a whole is typed?"""
        return self.question.steps is None

    @property
    def draft_points(self) -> Fraction:
        """The points that the draft earns."""
        return (self.draft.value or Fraction(0)) * self.question.weight

    def choices(self, typed: str | None) -> list[Choice]:
        """The values the question's rule knows, best first. `typed` is what the form holds."""
        chosen = typed if typed is not None else ("" if self.answer.value is None else str(self.answer.value))
        steps = sorted(self.question.steps or (), reverse=True)
        return [
            Choice(
                value=str(step),
                label=label_of(self.question, step),
                points=step * self.question.weight,
                is_drafted=step == self.draft.value,
                is_chosen=str(step) == chosen,
            )
            for step in steps
        ]


@dataclass(frozen=True)
class Group:
    """The questions of one group and how far they are: by proof, not by answers."""

    key: str
    name: Wording
    asked: tuple[Asked, ...]
    points: Fraction
    weight: int

    @property
    def proven(self) -> int:
        """Questions whose answer has proof that opens."""
        return sum(one.backing.is_proven for one in self.asked)

    @property
    def waiting(self) -> int:
        """Questions that still need a person."""
        return sum(one.need is not None for one in self.asked)

    @property
    def unconfirmed(self) -> int:
        """Drafts that nobody has looked at."""
        return sum(one.need is Need.CONFIRM for one in self.asked)


@dataclass(frozen=True)
class Book:
    """A unit's whole questionnaire."""

    saq: SelfAssessment
    instrument: Instrument
    card: ScoreCard
    groups: tuple[Group, ...]
    ruling: Ruling
    today: date

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """All questions in order."""
        return tuple(one for group in self.groups for one in group.asked)

    @property
    def proven(self) -> int:
        """Questions whose answer has proof that opens."""
        return sum(group.proven for group in self.groups)

    @property
    def waiting(self) -> int:
        """Questions that still need a person."""
        return sum(group.waiting for group in self.groups)

    @property
    def unconfirmed(self) -> int:
        """Drafts that nobody has looked at."""
        return sum(group.unconfirmed for group in self.groups)

    @property
    def drafted(self) -> int:
        """Questions that live facts answered."""
        return sum(one.draft.is_drafted for one in self.asked)

    @property
    def fill_until(self) -> date:
        """The last day of filling."""
        return self.saq.round.schedule[StepKind.FILL].to_on

    @cached_property
    def calendar(self) -> Calendar:
        """The holidays at the unit's place."""
        return calendar_of(self.saq.unit)

    @cached_property
    def days_left(self) -> int:
        """Working days until filling ends, today among them."""
        return workdays_left(self.today, self.fill_until, self.calendar)

    @property
    def lack(self) -> Lack | None:
        """The list of holidays for want of which the days left may still change."""
        return self.calendar.lack(self.today.year, self.fill_until.year)

    def next_waiting(self, after: str = "") -> Asked | None:
        """The next question that needs a person, in order after `after`, then from the beginning."""
        order = [one.question.code for one in self.asked]
        place = order.index(after) + 1 if after in order else 0
        rest = self.asked[place:] + self.asked[:place]
        return next((one for one in rest if one.need is not None and one.question.code != after), None)

    def around(self, code: str) -> tuple[Asked, Asked | None, Asked | None]:
        """The question with its neighbours before and after. Raises Http404."""
        for place, one in enumerate(self.asked):
            if one.question.code == code:
                before = self.asked[place - 1] if place else None
                after = self.asked[place + 1] if place + 1 < len(self.asked) else None
                return one, before, after
        raise Http404


def questionnaire(unit: WorkUnit, round_slug: str) -> SelfAssessment:
    """A unit's questionnaire in a round that was opened, with the steps at hand. Raises Http404."""
    found = (
        SelfAssessment.objects.select_related("round", "submitted_by", "verified_by")
        .prefetch_related("round__steps")
        .filter(unit=unit, round__slug=round_slug)
        .exclude(round__status=RoundStatus.PREPARED.value)
        .first()
    )
    if found is None:
        raise Http404
    found.unit = unit
    return found


def _asked(saq: SelfAssessment, card: ScoreCard, answers: list[Answer]) -> Iterator[Asked]:
    rows = {row.question.code: row for row in card.rows}
    for answer in answers:
        answer.self_assessment = saq
        row = rows[answer.code]
        yield Asked(row.question, answer, row, draft_of(answer), backing_of(answer))


def book_of(saq: SelfAssessment, today: date) -> Book:
    """The questionnaire with its answers, backing and score; 3 queries."""
    instrument, answers = instrument_of(saq.round), answers_of(saq)
    card = card_from(instrument, bands_of(saq.round), answers)
    asked = tuple(_asked(saq, card, answers))
    groups = tuple(
        Group(
            part.key,
            part.name,
            tuple(one for one in asked if one.question.group == part.key),
            part.points,
            part.weight,
        )
        for part in card.by_group
    )
    return Book(saq, instrument, card, groups, filling(saq, today), today)


def label_of(question: Question, step: Fraction) -> str:
    """A value in the words of its question."""
    match question.answer:
        case AnswerType.YES_NO:
            return _("Ya") if step else _("Tidak")
        case AnswerType.GRADED:
            return {Fraction(1): _("Penuh"), Fraction(1, 2): _("Sebagian")}.get(step, _("Tidak ada"))
        case AnswerType.AGE_DAYS:
            full, half = question.limits
            return {
                Fraction(1): _("Paling lama %(n)s hari") % Values(n=full),
                Fraction(1, 2): _("%(n)s sampai %(m)s hari") % Values(n=full + 1, m=half),
            }.get(step, _("Lebih dari %(n)s hari") % Values(n=half))
        case AnswerType.CHECKLIST | AnswerType.KNOWLEDGE:
            met = int(step * question.size)
            return _("%(n)s dari %(all)s terpenuhi") % {"n": met, "all": question.size}
    return str(Number(step))


def shown_value(question: Question, value: Fraction | None) -> str:
    """An answer in words, for lists, receipts and the look of a verifier."""
    if value is None:
        return _("Belum dijawab")
    if question.answer is AnswerType.SHARE:
        return _("%(part)s dari %(whole)s") % {"part": value.numerator, "whole": value.denominator}
    return label_of(question, value)


def value_typed(question: Question, fields: dict[str, str]) -> Fraction | None:
    """The value of a form: a chosen step, or a part of a whole; None for nothing chosen. Raises BadInput."""
    if question.steps is not None:
        typed = fields.get("value", "")
        known = {str(step): step for step in question.steps}
        if typed and typed not in known:
            question.check(Fraction(-1))
        return known.get(typed)
    part, whole = fields.get("part", "").strip(), fields.get("whole", "").strip()
    if not part and not whole:
        return None
    return part_of(part, whole)


def part_of(part: str, whole: str) -> Fraction:
    """`part` of `whole` as typed, exact. Raises BadInput."""
    fault = BadInput(
        say(
            "Tulis dua bilangan bulat, misalnya 3 dari 4; yang pertama tidak boleh "
            "lebih besar daripada yang kedua."
        )
    )
    if not (part.isascii() and part.isdigit() and whole.isascii() and whole.isdigit()):
        raise fault
    if len(part) > 9 or len(whole) > 9 or not int(whole) or int(part) > int(whole):
        raise fault
    return Fraction(int(part), int(whole))


def typed_share(value: Fraction | None) -> dict[str, Any]:
    """A stored share as the two numbers of its form."""
    return {} if value is None else {"part": value.numerator, "whole": value.denominator}
