"""A unit's announced results, as its public pages read them."""

from fractions import Fraction

from django.db import connection

from terbuka.models import WorkUnit
from terbuka.rules.assessment import RoundStatus
from terbuka.web.years import Announced

# Plain SQL, for every page of a unit asks it: composing it anew took ten times as long as the answer.
_ANNOUNCED_OF = """
    SELECT round.slug, round.name, round.year, round.is_demo,
        result.score_numerator, result.score_denominator, result.category
    FROM terbuka_result result
    JOIN terbuka_selfassessment saq ON saq.id = result.self_assessment_id
    JOIN terbuka_assessmentround round ON round.id = saq.round_id
    WHERE saq.unit_id = %s AND round.status = %s
    ORDER BY round.year DESC, result.id DESC"""


def announced_of(unit: WorkUnit) -> list[Announced]:
    """The unit's public results, newest round first."""
    with connection.cursor() as cursor:
        cursor.execute(_ANNOUNCED_OF, [unit.pk, RoundStatus.ANNOUNCED.value])
        return [
            Announced(
                slug, name, year, is_demo, None if number is None else Fraction(number, divisor), category
            )
            for slug, name, year, is_demo, number, divisor, category in cursor.fetchall()
        ]
