"""What follows from an audit or a changed profile: items proven, drafts, readiness, follow-up items."""

import logging
from collections.abc import Callable
from datetime import datetime

from terbuka.models import AuditRun, SelfAssessment, WorkUnit
from terbuka.rules.assessment import SaqStatus
from terbuka.rules.followup import gaps
from terbuka.rules.siteaudit.findings import AuditReport
from terbuka.services import readiness
from terbuka.services.assessment import answers_of, card_of, draft_of, redraft_open
from terbuka.services.catalogue import bring_entries, note_site
from terbuka.services.followup import close_proven, propose
from terbuka.services.siteaudit import record_run

_log = logging.getLogger(__name__)


def after_audit(run: AuditRun, report: AuditReport, *, at: datetime) -> AuditRun | None:
    """Record an audit and bring what rests on it up to date; None where the run was no longer ours.

    The findings stand even where a later step fails: each step is its own
    transaction, and the next audit does it again.
    """
    kept = record_run(run, report, at=at)
    if kept is None:
        return None
    unit = kept.unit
    steps: tuple[Callable[[], object], ...] = (
        lambda: note_site(unit, report.visit.pages, on=kept.as_of, at=at),
        lambda: bring_entries(unit, at=at),
        lambda: redraft_open(unit, at=at),
        lambda: close_proven(unit, kept, at=at),
        lambda: readiness.note(unit, at=at),
    )
    for step in steps:
        try:
            step()
        except Exception:
            _log.exception("after audit %s of %s", kept.pk, unit.slug)
    return kept


def redraft(unit_id: int, *, at: datetime) -> None:
    """The profile of a unit changed: draft anew and reckon its readiness. A job."""
    unit = WorkUnit.objects.get(pk=unit_id)
    redraft_open(unit, at=at)
    readiness.note(unit, at=at)


def propose_gaps(self_assessment_id: int, *, at: datetime) -> None:
    """A questionnaire was verified: what its marks lost becomes proposed follow-up. A job."""
    saq = SelfAssessment.objects.select_related("round", "unit").get(pk=self_assessment_id)
    if saq.status not in (SaqStatus.VERIFIED, SaqStatus.ANNOUNCED):
        return
    drafts = [draft_of(answer) for answer in answers_of(saq)]
    propose(saq.unit, gaps(card_of(saq), drafts), self_assessment=saq, by=None, at=at)
