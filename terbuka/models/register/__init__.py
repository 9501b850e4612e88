"""The information service: requests, objections, disputes, their letters and numbers."""

from terbuka.models.register.feeds import DueFeed
from terbuka.models.register.filters import SavedFilter
from terbuka.models.register.numbers import NumberGap, NumberSeries
from terbuka.models.register.objections import Dispute, DisputeStep, Objection
from terbuka.models.register.personal import DataBreach, DestructionRun, IdentityScan, SubjectRequest
from terbuka.models.register.post import CaseFile, CaseMessage, InboundMail, OutboxChat, SectionTask
from terbuka.models.register.requests import Applicant, HandOver, InformationRequest, WrittenNotice
from terbuka.models.register.settings import PaperTemplate, ReplyTemplate, ServiceSettings, ServiceYear

__all__ = [
    "Applicant",
    "CaseFile",
    "CaseMessage",
    "DataBreach",
    "DestructionRun",
    "Dispute",
    "DisputeStep",
    "DueFeed",
    "HandOver",
    "IdentityScan",
    "InboundMail",
    "InformationRequest",
    "NumberGap",
    "NumberSeries",
    "Objection",
    "OutboxChat",
    "PaperTemplate",
    "ReplyTemplate",
    "SavedFilter",
    "SectionTask",
    "ServiceSettings",
    "ServiceYear",
    "SubjectRequest",
    "WrittenNotice",
]
