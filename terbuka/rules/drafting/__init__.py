"""Live facts of a unit -> drafted answers with their proof.

`draft` goes through a questionnaire and asks for each question the rule that
its instrument names (`instruments.DraftBy`). It is a pure function: the day,
the audit, the unit's profile and its register are arguments. Legal ground of
what a site must show: UU 14/2008, articles 9 to 11.
"""

from collections.abc import Callable
from datetime import date

from terbuka.rules.drafting import items, office, papers, site
from terbuka.rules.drafting.answers import (
    DraftedAnswer,
    DraftStatus,
    Facts,
    Hindrance,
    Lack,
    Proof,
    ProofKind,
    RegisterFacts,
    UnitFacts,
)
from terbuka.rules.instruments import DraftBy, Instrument, Question
from terbuka.rules.siteaudit.findings import AuditReport, Verdict
from terbuka.rules.units import Institution, units_by_slug

__all__ = [
    "DraftStatus",
    "DraftedAnswer",
    "Hindrance",
    "Lack",
    "Proof",
    "ProofKind",
    "RegisterFacts",
    "UnitFacts",
    "draft",
]

_RULES: dict[DraftBy, Callable[[Question, Facts], DraftedAnswer]] = {
    DraftBy.PHOTO: office.photo,
    DraftBy.PERSON: office.person,
    DraftBy.SITE_UP: site.site_up,
    DraftBy.ITEMS: items.checklist,
    DraftBy.LATEST_YEAR: items.latest_year,
    DraftBy.MENUS: site.menus,
    DraftBy.LIVE_LINKS: site.live_links,
    DraftBy.NEWEST: site.newest,
    DraftBy.ONLINE_FORM: site.online_form,
    DraftBy.REGISTER_RECORDED: office.register_share,
    DraftBy.REGISTER_IN_TIME: office.register_share,
    DraftBy.PPID_DECREE: papers.ppid_decree,
    DraftBy.DIP_DECREE: papers.dip_decree,
    DraftBy.DOCUMENTS: papers.documents,
    DraftBy.TIME_LIMITS: office.time_limits,
    DraftBy.VIDEO: site.video,
    DraftBy.LEADERS: papers.leaders,
    DraftBy.CONTACTS: office.contacts,
}


def _institution(report: AuditReport) -> Institution | None:
    """Whose site it is: by the unit, else by the items that only one body must publish."""
    unit = units_by_slug().get(report.unit or "")
    if unit:
        return unit.institution
    duties = {item.code[:3] for item in report.items if item.verdict is not Verdict.NOT_APPLICABLE}
    found = duties & {"PML", "AWS"}
    if len(found) != 1:
        return None
    return Institution.KPU if "PML" in found else Institution.BAWASLU


def draft(
    instrument: Instrument,
    report: AuditReport,
    profile: UnitFacts | None = None,
    register: RegisterFacts | None = None,
    *,
    as_of: date,
    earlier: AuditReport | None = None,
) -> tuple[DraftedAnswer, ...]:
    """One draft for each question, in the order of the instrument.

    `earlier` is an audit of the same unit at another time; with it the question
    whether the site opens at two times can be answered in full.
    """
    pages = {
        address: page for page in report.visit.pages for address in (page.final_url, page.url) if address
    }
    facts = Facts(
        report=report,
        as_of=as_of,
        institution=_institution(report),
        items={item.code: item for item in report.items},
        pages=pages,
        profile=profile,
        register=register,
        earlier=earlier,
    )
    return tuple(_RULES[question.drawing.by](question, facts) for question in instrument.questions)
