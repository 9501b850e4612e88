"""A stored audit as the report that rules draft from and exports tell."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from terbuka.crawler.visits import visit_from_bytes
from terbuka.models import AuditRun
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.language import Phrase
from terbuka.rules.pages import Cause, NotLooked, SiteVisit, Visit
from terbuka.rules.phrases import phrase_of
from terbuka.rules.siteaudit.findings import (
    Advice,
    AdviceKind,
    AuditReport,
    Defect,
    DefectKind,
    Evidence,
    ItemFinding,
    Verdict,
)
from terbuka.services.files import open_blob


def stored_report(run: AuditRun) -> AuditReport | None:
    """The whole report with all pages, for drafting; None where the visit is not kept any more."""
    if run.visit is None:
        return None
    try:
        with open_blob(run.visit) as content:
            visit = visit_from_bytes(content.read())
    except (OSError, ValueError):
        return None
    return _report(run, visit)


def outline(run: AuditRun) -> AuditReport | None:
    """The report without its pages, kept of every audit: enough as an earlier one, and for export."""
    if run.finished_at is None or run.started_at is None or not run.summary:
        return None
    sites = tuple(_site(site) for site in run.sites)
    return _report(run, Visit(run.started_at, run.finished_at, sites))


def _report(run: AuditRun, visit: Visit) -> AuditReport:
    return AuditReport(
        unit=run.unit.slug,
        as_of=run.as_of,
        visit=visit,
        items=tuple(
            ItemFinding(
                code=row.code,
                name=row.name,
                information_class=InformationClass(row.information_class),
                verdict=Verdict(row.verdict),
                confidence=row.confidence,
                evidence=tuple(_evidence(one) for one in row.evidence),
                reasons=_phrases(row.reasons),
                remedy=phrase_of(row.remedy) if row.remedy else None,
            )
            for row in run.findings.order_by("position")
        ),
        defects=tuple(
            Defect(DefectKind(row.kind), row.url, phrase_of(row.detail), row.seen_on)
            for row in run.defects.order_by("id")
        ),
        advice=tuple(
            Advice(AdviceKind(one["kind"]), one["url"], phrase_of(one["detail"])) for one in run.advice
        ),
    )


def _phrases(sentences: Iterable[dict[str, str]]) -> tuple[Phrase, ...]:
    return tuple(phrase_of(sentence) for sentence in sentences)


def _evidence(one: dict[str, Any]) -> Evidence:
    return Evidence(
        url=one["url"],
        title=one["title"],
        period=one["period"],
        score=one["score"],
        reasons=_phrases(one["reasons"]),
        verdict=Verdict(one["verdict"]),
        archived=one["archived"],
    )


def _site(site: dict[str, Any]) -> SiteVisit:
    ends = site["tls_expires_on"]
    return SiteVisit(
        url=site["url"],
        pages_fetched=site["pages_fetched"],
        could_not_look=tuple(NotLooked(one["url"], Cause(one["cause"])) for one in site["could_not_look"]),
        tls_expires_on=date.fromisoformat(ends) if ends else None,
    )
