"""What spans the columns: an audit notes readiness and proposes gaps, as does a verification."""

import pytest
from django.utils import timezone

from terbuka.models import AuditFinding, AuditRun, Event, FollowUpItem
from terbuka.services import readiness
from terbuka.services.followup import close_proven
from terbuka.services.jobs.mainjob import after_audit, propose_gaps, redraft
from tests import make
from tests.make import assessment, siteaudit, units, verify
from tests.make.cast import Cast, cast, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def _audit() -> AuditRun:
    """The demonstration's site, audited and worked on as by a worker."""
    run = after_audit(siteaudit.running(), siteaudit.example_report(), at=timezone.now())
    assert run
    return run


def test_an_audit_outside_rounds_notes_readiness_and_proposes_its_gaps(people: Cast) -> None:
    _audit()

    now = readiness.readiness_now(unit())
    assert now
    assert (now.round_slug, now.questions) == ("", 39)
    assert now.score > 0
    assert now.in_place < now.owed
    assert FollowUpItem.objects.filter(unit=unit(), status="proposed").count() > 3


def test_the_next_audit_closes_what_it_proves_and_nothing_else(people: Cast) -> None:
    run = _audit()
    mended = FollowUpItem.objects.filter(key__in=run.findings.values("code")).first()
    assert mended
    make.change(AuditFinding, {"run": run, "code": mended.key}, verdict="present")

    closed = close_proven(unit(), run, at=timezone.now())

    assert [item.key for item in closed] == [mended.key]
    assert closed[0].closed_by_run == run


def test_a_changed_profile_notes_readiness_once_and_proposes_nothing_before_an_audit(people: Cast) -> None:
    the_round = assessment.opened(people.eka, steps=assessment.steps_around(timezone.localdate()))
    units.profile(unit(), people.ani)

    redraft(unit().pk, at=timezone.now())
    redraft(unit().pk, at=timezone.now())

    noted = Event.objects.about(readiness.SUBJECT, unit().pk).filter(verb=readiness.READINESS)
    assert [event.payload["round_slug"] for event in noted] == [the_round.slug]
    assert not FollowUpItem.objects.exists()


def test_what_a_verifier_took_away_becomes_a_proposal_with_its_points(people: Cast) -> None:
    now = timezone.now()
    saq = verify.verified(verify.submitted(people, at=now), people, at=now).self_assessment

    propose_gaps(saq.pk, at=now)
    propose_gaps(saq.pk, at=now)

    items = FollowUpItem.objects.filter(unit=unit())
    assert {item.self_assessment for item in items} == {saq}
    assert [item.key for item in items] == list(dict.fromkeys(item.key for item in items))
    assert all(item.points for item in items)
