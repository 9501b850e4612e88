"""The recap of a round: every unit with its score by group and by question, as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from terbuka.models import Answer, AssessmentRound, Result, SelfAssessment
from terbuka.rules.assessment import SaqStatus
from terbuka.services.assessment.results import ranking
from terbuka.web.access import signed_in
from terbuka.web.assessment.queue import reach_of_person
from terbuka.web.assessment.queue_rows import groups, weights
from terbuka.web.assessment.recap_paper import paper
from terbuka.web.charts import shown
from terbuka.web.tables import Cell, download

_FIRST = ("peringkat", "lembaga", "kode_wilayah", "satker", "keadaan", "nilai", "kategori")
_FINAL = (SaqStatus.VERIFIED.value, SaqStatus.ANNOUNCED.value)


@dataclass(slots=True)
class Cells:
    """The points of one unit in hundredths: each question's, rounded down, and each group's, exact."""

    questions: list[Cell]
    groups: list[Fraction]


def _answers(saqs: QuerySet[SelfAssessment]) -> Iterator[tuple[int, str, int | None, int | None]]:
    """Questionnaire, code and the value that stands: the mark, else what the unit claims."""
    value = ("verification__value_numerator", "value_numerator", "draft_value_numerator")
    divisor = ("verification__value_denominator", "value_denominator", "draft_value_denominator")
    return (
        Answer.objects.filter(self_assessment__in=saqs.order_by())
        .order_by()
        .values_list("self_assessment_id", "code", Coalesce(*value), Coalesce(*divisor))
        .iterator(chunk_size=20_000)
    )


def _cells(round_: AssessmentRound, saqs: QuerySet[SelfAssessment]) -> dict[int, Cells]:
    """The points of every unit, in whole numbers for speed and exactness: one query, one pass.

    A group's sum is kept over the least common multiple of what occurs, so that
    nothing is rounded before it is shown.
    """
    weight, group = weights(round_), groups(round_)
    column = {code: place for place, code in enumerate(weight)}
    letters = {letter: place for place, letter in enumerate(round_.definition["groups"])}
    of_group = {code: letters[letter] for code, letter in group.items()}
    hundredths = [Decimal(n).scaleb(-2) for n in range(100 * max(weight.values(), default=0) + 1)]
    found: dict[int, Cells] = {}
    sums: dict[tuple[int, int, int], int] = {}
    for saq, code, number, divisor in _answers(saqs):
        cells = found.get(saq)
        if cells is None:
            cells = found[saq] = Cells([None] * len(column), [Fraction(0)] * len(letters))
        if number is None or divisor is None:
            continue
        points = number * weight[code]
        cells.questions[column[code]] = hundredths[points * 100 // divisor]
        place = (saq, of_group[code], divisor)
        sums[place] = sums.get(place, 0) + points
    for (saq, letter, divisor), points in sums.items():
        found[saq].groups[letter] += Fraction(points, divisor)
    return found


def _places(round_: AssessmentRound) -> dict[int, int | None]:
    """The place of each unit among all of the round that are scored now."""
    scored = Result.objects.filter(
        self_assessment__round=round_,
        self_assessment__status__in=_FINAL,
        score_numerator__isnull=False,
    )
    ranked = ranking(scored.select_related("self_assessment").defer("rows", "self_assessment__receipt"))
    return {int(one.standing.unit): one.place for one in ranked}


def recap_of(round_: AssessmentRound, saqs: QuerySet[SelfAssessment]) -> tuple[list[str], list[list[Cell]]]:
    """Head and rows: each unit with its state, score, place, groups and questions.

    Scores are shown with two decimals, rounded down. A score stands on the marks
    where there are any, else on what the unit claims; category and place are told
    once the verification is finished.
    """
    cells, ranks = _cells(round_, saqs), _places(round_)
    categories = dict(
        Result.objects.filter(self_assessment__in=saqs.order_by()).values_list(
            "self_assessment_id", "category"
        )
    )
    head = [
        *_FIRST,
        *(f"kelompok_{letter}" for letter in round_.definition["groups"]),
        *weights(round_),
    ]
    rows: list[list[Cell]] = []
    for saq in saqs.select_related("unit").order_by("unit__region_code", "unit__institution"):
        mine = cells.get(saq.pk) or Cells([], [])
        is_final = saq.status in _FINAL
        rows.append(
            [
                ranks.get(saq.unit_id) if is_final else None,
                saq.unit.institution,
                saq.unit.region_code,
                saq.unit.name,
                saq.status,
                shown(sum(mine.groups, Fraction(0))),
                categories.get(saq.pk, "") if is_final or round_.announced_at else "",
                *(shown(points) for points in mine.groups),
                *mine.questions,
            ]
        )
    return head, rows


@signed_in
def recap(request: HttpRequest, round_slug: str, kind: str) -> HttpResponse:
    """The recap of the units that who asks may verify."""
    reach = reach_of_person(request)
    round_: AssessmentRound = get_object_or_404(AssessmentRound, slug=round_slug, opened_at__isnull=False)
    saqs = SelfAssessment.objects.filter(round=round_, unit__in=reach)
    if not saqs.exists():
        raise Http404
    head, rows = recap_of(round_, saqs)
    if kind == "pdf":
        made = HttpResponse(paper(round_, rows, at=timezone.now()), content_type="application/pdf")
        made.headers["Content-Disposition"] = f'attachment; filename="rekap-{round_.slug}.pdf"'
        return made
    return download(kind, f"rekap-{round_.slug}", head, rows)
