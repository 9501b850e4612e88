"""Whoever asked for an audit is told how it ended."""

from datetime import datetime

from django.urls import reverse

from terbuka.models import AuditRun
from terbuka.rules.notify import Kind
from terbuka.rules.siteaudit.findings import Verdict
from terbuka.services.notify import tell


def tell_ended(run: AuditRun, *, at: datetime) -> None:
    """Tell who asked for this audit; nobody where the installation itself did."""
    found: dict[str, int] = run.summary
    settled = (Verdict.PRESENT, Verdict.MISSING, Verdict.NOT_APPLICABLE)
    tell(
        [run.queued_by] if run.queued_by else [],
        kind=Kind.AUDIT_ENDED,
        key=f"audit-{run.pk}",
        unit=run.unit,
        payload={
            "unit": run.unit.short_name,
            "present": found.get(Verdict.PRESENT, 0),
            "missing": found.get(Verdict.MISSING, 0),
            "others": sum(count for verdict, count in found.items() if verdict not in settled),
            "fault": run.fault,
        },
        path=reverse("audit", args=[run.unit.slug, run.pk]),
        at=at,
    )
