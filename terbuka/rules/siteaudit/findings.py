"""The words of an audit: verdict per required item, defect and advice per page.

Classes of information are those of UU 14/2008, articles 9 to 11 and 17.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from terbuka.rules.catalogue import InformationClass
from terbuka.rules.language import Phrase
from terbuka.rules.pages import Visit


class Verdict(StrEnum):
    """What the audit says of one required item; the order is that of proof, best first."""

    PRESENT = "present"
    PARTIAL = "partial"
    STALE = "stale"
    UNREADABLE = "unreadable"
    WRONG_UNIT = "wrong_unit"
    NEEDS_REVIEW = "needs_review"
    COULD_NOT_LOOK = "could_not_look"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


class DefectKind(StrEnum):
    """What is wrong on a page."""

    BROKEN_LINK = "broken_link"
    SOFT_404 = "soft_404"
    CLOSED_LINK = "closed_link"
    REVOKED_RULE = "revoked_rule"
    EXPIRED_PERIOD = "expired_period"
    WRONG_YEAR_TITLE = "wrong_year_title"
    PLACEHOLDER_TEXT = "placeholder_text"
    WRONG_UNIT_TEXT = "wrong_unit_text"
    INJECTED_LINKS = "injected_links"
    EMPTY_PAGE = "empty_page"
    NO_TEXT_LAYER = "no_text_layer"
    DRAFT_AS_FINAL = "draft_as_final"
    PERSONAL_DATA = "personal_data"
    UNOFFICIAL_HOST = "unofficial_host"


class AdviceKind(StrEnum):
    """What could be better on a page, without being wrong."""

    TLS_EXPIRING = "tls_expiring"
    HTTP_ONLY = "http_only"
    MISSING_TITLE = "missing_title"
    MISSING_LANGUAGE = "missing_language"
    IMAGE_OF_TEXT = "image_of_text"
    ACCESSIBILITY = "accessibility"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A page or file that speaks for an item. `period` is what it is about, "" if none was found."""

    url: str
    title: str
    period: str
    score: float
    reasons: tuple[Phrase, ...] = ()
    verdict: Verdict = Verdict.PRESENT
    archived: str = ""


@dataclass(frozen=True, slots=True)
class ItemFinding:
    """The verdict on one required item, its proof best first, and what to do."""

    code: str
    name: str
    information_class: InformationClass
    verdict: Verdict
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    reasons: tuple[Phrase, ...] = ()
    remedy: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong at `url`; `seen_on` is the page where a visitor meets it."""

    kind: DefectKind
    url: str
    detail: Phrase
    seen_on: str


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to better at `url`."""

    kind: AdviceKind
    url: str
    detail: Phrase


@dataclass(frozen=True, slots=True)
class AuditReport:
    """All that an audit found on one day. `unit` is a slug, or None where no unit was named."""

    unit: str | None
    as_of: date
    visit: Visit
    items: tuple[ItemFinding, ...]
    defects: tuple[Defect, ...]
    advice: tuple[Advice, ...]

    @property
    def summary(self) -> dict[str, int]:
        """How many items have each verdict; all nine are named."""
        counted = Counter(item.verdict for item in self.items)
        return {verdict.value: counted[verdict] for verdict in Verdict}
