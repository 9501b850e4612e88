"""Live facts of a unit -> drafted answers with their proof.

`draft` goes through a questionnaire and asks for each question the rule that
its instrument names (`instruments.DraftBy`). It is a pure function: the day,
the audit, the unit's profile and its register are arguments. Legal ground of
what a site must show: UU 14/2008, articles 9 to 11.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from terbuka.rules.drafting import items, office, papers, site
from terbuka.rules.drafting.answers import (
    DraftedAnswer,
    DraftStatus,
    FacilityFacts,
    Facts,
    Hindrance,
    Lack,
    Period,
    PhotoFacts,
    Proof,
    ProofKind,
    RegisterFacts,
    UnitFacts,
    undrafted,
)
from terbuka.rules.drafting.catalogued import Catalogued, CatalogueFacts, Posted, beside_the_site
from terbuka.rules.instruments import DraftBy, Instrument, Question
from terbuka.rules.language import say
from terbuka.rules.pages import Visit
from terbuka.rules.siteaudit.findings import AuditReport, Verdict
from terbuka.rules.units import Institution, units_by_slug

__all__ = [
    "CatalogueFacts",
    "Catalogued",
    "DraftStatus",
    "DraftedAnswer",
    "FacilityFacts",
    "Hindrance",
    "Lack",
    "Period",
    "PhotoFacts",
    "Posted",
    "Proof",
    "ProofKind",
    "RegisterFacts",
    "UnitFacts",
    "draft",
    "draft_without_audit",
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


# What is drawn without looking at a website.
_OF_THE_OFFICE = (
    DraftBy.PHOTO,
    DraftBy.PERSON,
    DraftBy.REGISTER_RECORDED,
    DraftBy.REGISTER_IN_TIME,
    DraftBy.TIME_LIMITS,
)


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
    period: Period | None = None,
    catalogue: CatalogueFacts | None = None,
) -> tuple[DraftedAnswer, ...]:
    """One draft for each question, in the order of the instrument.

    `earlier` is an audit of the same unit at another time; with it the question
    whether the site opens at two times can be answered in full. Photos count
    within `period`, all where there is none. What the `catalogue` shows proves an
    item as a page of the site does (`catalogued`).
    """
    pages = catalogue.pages() if catalogue else {}
    pages |= {
        address: page for page in report.visit.pages for address in (page.final_url, page.url) if address
    }
    facts = Facts(
        report=report,
        as_of=as_of,
        institution=_institution(report),
        items=beside_the_site(report.items, catalogue),
        on_site={item.code: item for item in report.items},
        catalogue=catalogue,
        pages=pages,
        profile=profile,
        register=register,
        earlier=earlier,
        period=period,
    )
    return tuple(
        _shown(_RULES[question.drawing.by](question, facts), report) for question in instrument.questions
    )


def _shown(found: DraftedAnswer, report: AuditReport) -> DraftedAnswer:
    """A draft that found nothing shows where it looked, so that a person can look there too."""
    if not found.is_drafted or found.proof or found.value or not found.looked_at_site:
        return found
    return replace(
        found, proof=tuple(Proof(site.url, site.url) for site in report.visit.sites if site.pages_fetched)
    )


def draft_without_audit(
    instrument: Instrument,
    profile: UnitFacts | None = None,
    register: RegisterFacts | None = None,
    *,
    unit: str | None,
    as_of: date,
    period: Period | None = None,
    catalogue: CatalogueFacts | None = None,
) -> tuple[DraftedAnswer, ...]:
    """The drafts of a unit whose site nobody has looked at: what its catalogue does not prove waits."""
    now = datetime.combine(as_of, time(), UTC)
    unseen = AuditReport(unit, as_of, Visit(now, now, (), (), ()), (), (), ())
    reason = say("Tidak terisi otomatis: situs belum diperiksa. Mulai pemeriksaan di bagian Situs.")
    drafts = draft(instrument, unseen, profile, register, as_of=as_of, period=period, catalogue=catalogue)
    return tuple(
        found
        if question.drawing.by in _OF_THE_OFFICE or found.kind is ProofKind.CATALOGUE
        else undrafted(question, Hindrance.COULD_NOT_LOOK, reason)
        for question, found in zip(instrument.questions, drafts, strict=True)
    )
