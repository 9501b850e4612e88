"""What a unit publishes drafts its questionnaire, with the public address as proof, while it lasts."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from terbuka.models import Answer, SelfAssessment
from terbuka.services import catalogue
from terbuka.services.assessment import backing_of, redraft
from terbuka.services.assessment.reading import answers_of
from tests import make
from tests.make import assessment as made
from tests.make import catalogue as shelf
from tests.make import exemption, outreach
from tests.make.cast import Cast

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(hours=1)


def drafted(saq: SelfAssessment, code: str) -> Answer:
    """The answer as it is drafted now."""
    redraft(saq, at=LATER)
    return made.answer(saq, code)


def told(row: Answer) -> str:
    """All reasons of a draft in one text."""
    return "\n".join(reason["id"] for reason in row.draft["reasons"])


def test_a_publication_drafts_its_question_and_its_public_address_is_the_proof(
    people: Cast, saq: SelfAssessment
) -> None:
    assert drafted(saq, "B03").draft_value is None
    report = shelf.published_file(people)
    row = drafted(saq, "B03")
    assert row.draft_value == 1
    assert row.draft["kind"] == "catalogue"
    assert row.draft["proof"][0]["url"].endswith(f"/informasi/{report.pk}/")
    assert "dari katalog; dinyatakan masih berlaku" in told(row)
    assert next(backing_of(one) for one in answers_of(saq) if one.code == "B03").is_draft_proven


def test_a_draft_or_a_withdrawn_publication_proves_nothing(people: Cast, saq: SelfAssessment) -> None:
    shelf.submitted(people)
    assert drafted(saq, "B03").draft_value is None
    report = shelf.published(people)
    assert drafted(saq, "B03").draft_value == 1
    catalogue.withdraw(report, reason="Angkanya keliru.", by=people.fajar, at=LATER)
    assert drafted(saq, "B03").draft_value is None


def test_another_units_publication_proves_nothing(people: Cast, saq: SelfAssessment) -> None:
    begun = shelf.draft(people, slug="kpu-kab-sleman")
    shelf.out(catalogue.submit_version(begun, by=people.ani, at=make.NOON), people)
    assert drafted(saq, "B03").draft_value is None


def test_an_old_report_earns_what_the_rule_gives_for_the_year_before(
    people: Cast, saq: SelfAssessment
) -> None:
    first, last = date(2024, 1, 1), date(2024, 12, 31)
    shelf.published(people, title="Laporan Kinerja 2024", period_from=first, period_to=last)
    # Before any audit nobody knows whether the site shows a newer one.
    assert drafted(saq, "B03").draft_value is None


def test_exempt_list_and_pledge_stand_in_the_drafts(people: Cast, saq: SelfAssessment) -> None:
    assert drafted(saq, "D03").draft_value is None
    exemption.desk(people)
    outreach.announced(people)
    row = drafted(saq, "D03")
    assert row.draft_value == Fraction(1)
    assert row.draft["proof"][0]["url"].endswith("/dikecualikan/")
    pledge = made.answer(saq, "A05")
    assert pledge.draft_value is None
    assert pledge.draft["proof"][0]["url"].endswith("/maklumat/")


def test_the_facts_of_a_catalogue_cost_the_same_however_many_there_are(
    people: Cast, saq: SelfAssessment, django_assert_max_num_queries: object
) -> None:
    for number in range(3):
        shelf.published(people, title=f"Laporan kinerja {number}")
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        redraft(saq, at=LATER)
