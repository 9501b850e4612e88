"""Tables, constraints and QuerySets; one file a column. Imported here so that Django finds them."""

from terbuka.models.api import ApiKey
from terbuka.models.assessment import (
    Answer,
    AssessmentRound,
    BandScale,
    Evidence,
    Instrument,
    PastResult,
    Question,
    Result,
    RoundStep,
    SelfAssessment,
    Verification,
)
from terbuka.models.calendar import Holiday
from terbuka.models.catalogue import (
    BlackOut,
    CatalogueEntry,
    CollectionBatch,
    ConsequenceTest,
    ExemptDocument,
    GuardFinding,
    Publication,
    PublicationVersion,
    RequiredItem,
    ServicePledge,
    SocialActivity,
)
from terbuka.models.events import Event
from terbuka.models.files import Blob, StoredFile, Upload
from terbuka.models.followup import FollowUpItem
from terbuka.models.jobs import Job, Worker
from terbuka.models.notify import Notification, NotificationWish, OutboxMail
from terbuka.models.people import Account, Appointment, Invitation
from terbuka.models.search import SearchEntry, SearchWord
from terbuka.models.siteaudit import AuditDefect, AuditFinding, AuditRun
from terbuka.models.units import (
    Facility,
    FacilityPhoto,
    FormerSlug,
    PpidMember,
    Succession,
    UnitProfile,
    Website,
    WorkUnit,
)

__all__ = [
    "Account",
    "Answer",
    "ApiKey",
    "Appointment",
    "AssessmentRound",
    "AuditDefect",
    "AuditFinding",
    "AuditRun",
    "BandScale",
    "BlackOut",
    "Blob",
    "CatalogueEntry",
    "CollectionBatch",
    "ConsequenceTest",
    "Event",
    "Evidence",
    "ExemptDocument",
    "Facility",
    "FacilityPhoto",
    "FollowUpItem",
    "FormerSlug",
    "GuardFinding",
    "Holiday",
    "Instrument",
    "Invitation",
    "Job",
    "Notification",
    "NotificationWish",
    "OutboxMail",
    "PastResult",
    "PpidMember",
    "Publication",
    "PublicationVersion",
    "Question",
    "RequiredItem",
    "Result",
    "RoundStep",
    "SearchEntry",
    "SearchWord",
    "SelfAssessment",
    "ServicePledge",
    "SocialActivity",
    "StoredFile",
    "Succession",
    "UnitProfile",
    "Upload",
    "Verification",
    "Website",
    "WorkUnit",
    "Worker",
]
