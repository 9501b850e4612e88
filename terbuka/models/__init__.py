"""Tables, constraints and QuerySets; one file a column. Imported here so that Django finds them."""

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
from terbuka.models.catalogue import RequiredItem
from terbuka.models.events import Event
from terbuka.models.files import Blob, StoredFile, Upload
from terbuka.models.followup import FollowUpItem
from terbuka.models.jobs import Job, Worker
from terbuka.models.notify import Notification, NotificationWish, OutboxMail
from terbuka.models.people import Account, Appointment, Invitation
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
    "Appointment",
    "AssessmentRound",
    "AuditDefect",
    "AuditFinding",
    "AuditRun",
    "BandScale",
    "Blob",
    "Event",
    "Evidence",
    "Facility",
    "FacilityPhoto",
    "FollowUpItem",
    "FormerSlug",
    "Holiday",
    "Instrument",
    "Invitation",
    "Job",
    "Notification",
    "NotificationWish",
    "OutboxMail",
    "PastResult",
    "PpidMember",
    "Question",
    "RequiredItem",
    "Result",
    "RoundStep",
    "SelfAssessment",
    "StoredFile",
    "Succession",
    "UnitProfile",
    "Upload",
    "Verification",
    "Website",
    "WorkUnit",
    "Worker",
]
