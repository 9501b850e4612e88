"""How an audit ends: with its findings stored beside those of the last one, or failed with a sentence."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from terbuka.crawler.visits import MIME, visit_as_bytes
from terbuka.models import AuditDefect, AuditFinding, AuditRun, Blob
from terbuka.models.siteaudit import LIVING, RunState
from terbuka.rules.language import Phrase
from terbuka.rules.pages import Cause, NotLooked, SiteVisit
from terbuka.rules.phrases import in_both
from terbuka.rules.siteaudit.findings import Advice, AuditReport, Defect, Evidence, ItemFinding
from terbuka.services.events import record
from terbuka.services.files import blob_path, put_blob
from terbuka.services.siteaudit.asking import KIND
from terbuka.services.siteaudit.telling import tell_ended

# What is kept of places that could not be looked at, a site; the budget's leavings come last.
MOST_UNSEEN = 2000


def record_run(run: AuditRun, report: AuditReport, *, at: datetime) -> AuditRun | None:
    """Store what an audit found and end it; the unit's earlier visits are released.

    Gives the run as it stands now, or None where it was stopped or taken up by
    another worker meanwhile: then nothing is stored. Call it outside any transaction.
    """
    visit = put_blob(visit_as_bytes(report.visit), MIME, at=at)
    # Sentences are spoken before the transaction begins: it only writes.
    findings = [_finding(run, position, item) for position, item in enumerate(report.items)]
    defects = [_defect(run, one) for one in report.defects]
    told: dict[str, Any] = {
        "state": RunState.DONE.value,
        "finished_at": at,
        "lease_until": None,
        "lease_holder": "",
        "pages_fetched": len(report.visit.pages),
        "pages_waiting": 0,
        "sites": [_site(site) for site in report.visit.sites],
        "summary": report.summary,
        "advice": [_advice(one) for one in report.advice],
        "visit": visit,
    }
    kept = _ended(run, told, findings, defects, began=report.visit.started_at)
    _drop([visit.pk] if kept is None else _release(kept))
    return kept


@transaction.atomic
def _ended(
    run: AuditRun,
    told: dict[str, Any],
    findings: list[AuditFinding],
    defects: list[AuditDefect],
    *,
    began: datetime,
) -> AuditRun | None:
    kept = AuditRun.objects.select_for_update(of=("self",)).select_related("unit").get(pk=run.pk)
    # The attempt is the fence: a worker that lost its lease carries an older one.
    if kept.state not in LIVING or kept.attempts != run.attempts:
        return None
    AuditFinding.objects.bulk_create(findings, batch_size=200)
    AuditDefect.objects.bulk_create(defects, batch_size=500)
    for name, value in told.items():
        setattr(kept, name, value)
    kept.started_at = kept.started_at or began
    kept.save()
    payload = {"unit": kept.unit.slug, "pages": kept.pages_fetched, "summary": kept.summary}
    record(KIND, kept.pk, "finish", by=None, at=told["finished_at"], payload=payload)
    tell_ended(kept, at=told["finished_at"])
    return kept


def _defect(run: AuditRun, one: Defect) -> AuditDefect:
    return AuditDefect(
        run=run, kind=one.kind.value, url=one.url, detail=in_both(one.detail), seen_on=one.seen_on
    )


def _advice(one: Advice) -> dict[str, Any]:
    return {"kind": one.kind.value, "url": one.url, "detail": in_both(one.detail)}


def _finding(run: AuditRun, position: int, item: ItemFinding) -> AuditFinding:
    return AuditFinding(
        run=run,
        position=position,
        code=item.code,
        name=str(item.name)[:200],
        information_class=item.information_class.value,
        verdict=item.verdict.value,
        confidence=item.confidence,
        evidence=[_evidence(one) for one in item.evidence],
        reasons=_sentences(item.reasons),
        remedy=in_both(item.remedy),
    )


def _sentences(phrases: Iterable[Phrase]) -> list[dict[str, str] | None]:
    return [in_both(phrase) for phrase in phrases]


def _evidence(one: Evidence) -> dict[str, Any]:
    return {
        "url": one.url,
        "title": one.title,
        "period": one.period,
        "score": one.score,
        "reasons": _sentences(one.reasons),
        "verdict": one.verdict.value,
        "archived": one.archived,
    }


def _by_weight(failure: NotLooked) -> bool:
    return failure.cause is Cause.BUDGET


def _site(site: SiteVisit) -> dict[str, Any]:
    """One start address; `unseen` counts all that could not be looked at, the list is bounded."""
    unseen = sorted(site.could_not_look, key=_by_weight)
    return {
        "url": site.url,
        "pages_fetched": site.pages_fetched,
        "unseen": len(unseen),
        "could_not_look": [{"url": one.url, "cause": one.cause.value} for one in unseen[:MOST_UNSEEN]],
        "tls_expires_on": site.tls_expires_on.isoformat() if site.tls_expires_on else None,
    }


@transaction.atomic
def _release(newest: AuditRun) -> list[str]:
    """Let go of the visits of the unit's other audits; gives the blobs that they named."""
    others = AuditRun.objects.filter(unit_id=newest.unit_id, visit__isnull=False).exclude(pk=newest.pk)
    released = list(others.values_list("visit_id", flat=True))
    if released:
        others.update(visit=None)
        record(KIND, newest.pk, "release_visits", by=None, at=newest.finished_at or newest.queued_at,
               payload={"blobs": released})  # fmt: skip
    return [blob for blob in released if blob and blob != newest.visit_id]


def _drop(names: Iterable[str]) -> None:
    """Delete visits that no audit names any more: first the row, then the bytes."""
    for blob in Blob.objects.filter(pk__in=list(names)):
        place = blob_path(blob)
        try:
            with transaction.atomic():
                blob.delete()
        except ProtectedError:
            # Equal bytes serve another row.
            continue
        place.unlink(missing_ok=True)


@transaction.atomic
def fail_run(run: AuditRun, *, fault: Phrase, at: datetime) -> AuditRun | None:
    """End an audit without a report, with one plain sentence. None as in `record_run`."""
    kept = AuditRun.objects.select_for_update().get(pk=run.pk)
    if kept.state not in LIVING or kept.attempts != run.attempts:
        return None
    return end_failed(kept, fault=fault, at=at)


def end_failed(run: AuditRun, *, fault: Phrase, at: datetime) -> AuditRun:
    """End a locked row as failed; call it inside the transaction that locked it."""
    run.state, run.finished_at, run.fault = RunState.FAILED.value, at, in_both(fault)
    run.lease_until, run.lease_holder = None, ""
    run.save(update_fields=["state", "finished_at", "fault", "lease_until", "lease_holder"])
    record(KIND, run.pk, "fail", by=None, at=at, payload={"fault": run.fault})
    tell_ended(run, at=at)
    return run
