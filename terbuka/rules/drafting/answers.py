"""The words of a draft: a drafted answer, its proof, what it lacks, and the facts it is drawn from.

A draft never claims more than its proof: what could not be looked at, what a
person must judge and what only a photo shows stays undrafted, with the reason.
Source: docs/decisions, decisions/0001.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from terbuka.rules.drafting.catalogued import CatalogueFacts
from terbuka.rules.drafting.wording import has_words
from terbuka.rules.instruments import Effort, Question
from terbuka.rules.language import Phrase, say
from terbuka.rules.pages import Cause, Page, host_of
from terbuka.rules.siteaudit.findings import AuditReport, ItemFinding
from terbuka.rules.units import Institution

# These say nothing about the health of a site: we chose, or were asked, not to look.
_BY_CHOICE = (Cause.BUDGET, Cause.ROBOTS, Cause.NOT_HTML, Cause.TOO_LARGE, Cause.LOGIN)


class DraftStatus(StrEnum):
    """Whether live facts gave an answer."""

    DRAFTED = "drafted"
    NOT_DRAFTED = "not_drafted"


class ProofKind(StrEnum):
    """What a drafted answer rests on."""

    WEBSITE = "website"
    CATALOGUE = "catalogue"
    PROFILE = "profile"
    REGISTER = "register"
    LAW = "law"


class Hindrance(StrEnum):
    """Why a question was not drafted."""

    PHOTO = "photo"
    PERSON = "person"
    COULD_NOT_LOOK = "could_not_look"
    NEEDS_REVIEW = "needs_review"
    NO_PROFILE = "no_profile"
    NO_REGISTER = "no_register"


@dataclass(frozen=True, slots=True)
class Proof:
    """An address that a person can open. `period` is what it is about, "" if none was read."""

    url: str
    title: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """What keeps a drafted answer from its full value.

    `share` is the part of the question's value that is lost (0 to 1). Lacks
    with one `key` are mended by one act: publishing a required item mends it in
    every question that asks for it. `how` says what to do, `url` where.
    """

    key: str
    share: Fraction
    title: Phrase
    effort: Effort
    how: Phrase | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class DraftedAnswer:
    """The draft of one answer. `value` is 0 to 1 by the question's rule, None where not drafted.

    The first of `reasons` is one sentence that sums up. `confidence` is 0 to 1.
    """

    code: str
    status: DraftStatus
    value: Fraction | None
    reasons: tuple[Phrase, ...]
    proof: tuple[Proof, ...] = ()
    confidence: float = 0.0
    kind: ProofKind | None = None
    hindrance: Hindrance | None = None
    lacks: tuple[Lack, ...] = ()

    @property
    def is_drafted(self) -> bool:
        """Did live facts give an answer?"""
        return self.status is DraftStatus.DRAFTED

    @property
    def looked_at_site(self) -> bool:
        """Does it rest on what was or was not seen on a website?"""
        said_absent = any(lack.key.endswith(":facility") for lack in self.lacks)
        return self.kind in (ProofKind.WEBSITE, ProofKind.PROFILE) and not said_absent


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """A photo of a facility: where it opens, its name, its day, and whether the camera told that day."""

    url: str
    title: str
    taken_on: date
    is_dated_by_camera: bool = False


@dataclass(frozen=True, slots=True)
class FacilityFacts:
    """One thing of an office. `kind` is room, desk, board, banner or access; `is_there` None until said."""

    kind: str
    is_there: bool | None = None
    photos: tuple[PhotoFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """The days that an assessment is about, both within."""

    from_on: date
    to_on: date

    def holds(self, day: date) -> bool:
        """Does the day lie within?"""
        return self.from_on <= day <= self.to_on


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What a unit says of itself: names in the PPID's decree, leaders, contacts, facilities with photos."""

    ppid_names: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    address: str = ""
    facilities: tuple[FacilityFacts, ...] = ()

    def facility(self, kind: str) -> FacilityFacts | None:
        """What is known of one facility."""
        return next((one for one in self.facilities if one.kind == kind), None)


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """The register of requests over the year before the draft, counted.

    `in_use_since` is its first day of use; `due` counts requests whose limit
    has passed or that were answered, `answered_in_time` those answered in time.
    """

    in_use_since: date
    received: int
    recorded_in_eppid: int
    due: int
    answered_in_time: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a draft is drawn from. `pages` are found by linked and by final address.

    `items` are what site and catalogue prove together, `on_site` what the site alone shows.
    """

    report: AuditReport
    as_of: date
    institution: Institution | None
    items: Mapping[str, ItemFinding]
    pages: Mapping[str, Page]
    profile: UnitFacts | None = None
    register: RegisterFacts | None = None
    earlier: AuditReport | None = None
    period: Period | None = None
    on_site: Mapping[str, ItemFinding] = field(default_factory=dict)
    catalogue: CatalogueFacts | None = None

    def absence_counts(self, *words: str) -> bool:
        """Does not finding a thing mean that it is not there?

        Not where a start address failed, where more than a fifth of the pages
        failed, or where an unopened address carries one of `words`.
        """
        visit = self.report.visit
        unopened = [site for site in visit.sites if not site.pages_fetched and site.could_not_look]
        if not visit.pages or any(not _is_law_site(site.url) for site in unopened):
            return False
        failed = [failure for failure in visit.not_looked if failure.cause not in _BY_CHOICE]
        if len(failed) * 5 > len(failed) + len(visit.pages):
            return False
        return not any(has_words(words, "\n".join((one.url, *one.anchors))) for one in visit.not_looked)


def _is_law_site(url: str) -> bool:
    """Sites of legal documents (jdih) hold none of what is looked for here."""
    return host_of(url).startswith("jdih")


def drafted(
    question: Question,
    value: Fraction,
    *reasons: Phrase,
    kind: ProofKind = ProofKind.WEBSITE,
    proof: tuple[Proof, ...] = (),
    confidence: float = 0.9,
    lacks: tuple[Lack, ...] = (),
) -> DraftedAnswer:
    """A drafted answer. Raises BadInput when the question's rule knows no such value."""
    question.check(value)
    return DraftedAnswer(
        question.code, DraftStatus.DRAFTED, value, reasons, proof, confidence, kind, lacks=lacks
    )


def undrafted(
    question: Question, hindrance: Hindrance, *reasons: Phrase, proof: tuple[Proof, ...] = ()
) -> DraftedAnswer:
    """A question left to a person, with the reason and, where there are any, addresses that help."""
    return DraftedAnswer(question.code, DraftStatus.NOT_DRAFTED, None, reasons, proof, hindrance=hindrance)


def look_again(question: Question, *reasons: Phrase, proof: tuple[Proof, ...] = ()) -> DraftedAnswer:
    """Not drafted because a place could not be opened: that is no proof of absence."""
    first = say("Tidak terisi otomatis: halamannya tidak dapat dibuka saat diperiksa. Periksa ulang.")
    return undrafted(question, Hindrance.COULD_NOT_LOOK, first, *reasons, proof=proof)
