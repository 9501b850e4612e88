"""What units must publish, what they do publish, what they withhold, and what the guard saw in between."""

from terbuka.models.catalogue.exempt import ConsequenceTest, ExemptDocument
from terbuka.models.catalogue.guard import BlackOut, GuardFinding
from terbuka.models.catalogue.outreach import ServicePledge, SocialActivity
from terbuka.models.catalogue.publications import (
    CatalogueEntry,
    CollectionBatch,
    Publication,
    PublicationVersion,
)
from terbuka.models.catalogue.required import RequiredItem

__all__ = [
    "BlackOut",
    "CatalogueEntry",
    "CollectionBatch",
    "ConsequenceTest",
    "ExemptDocument",
    "GuardFinding",
    "Publication",
    "PublicationVersion",
    "RequiredItem",
    "ServicePledge",
    "SocialActivity",
]
