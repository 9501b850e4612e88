"""How the states of the catalogue are said: a word, a tone and a shape for each, never colour alone."""

from terbuka.rules.catalogue import InformationClass
from terbuka.rules.publishing import (
    GUARD_WORDS,
    STATUS_WORDS,
    VERSION_WORDS,
    GuardState,
    PublicationStatus,
    VersionStatus,
)
from terbuka.web.words import CLASSES, signed

STATUSES = signed(
    STATUS_WORDS,
    {
        PublicationStatus.COLLECTING: ("none", "circle-dashed"),
        PublicationStatus.PUBLIC: ("success", "circle-check"),
        PublicationStatus.SUPERSEDED: ("none", "chevron-right"),
        PublicationStatus.WITHDRAWN: ("danger", "circle-x"),
        PublicationStatus.ARCHIVED: ("none", "file-lock"),
        PublicationStatus.DISCARDED: ("none", "minus"),
    },
)
VERSIONS = signed(
    VERSION_WORDS,
    {
        VersionStatus.DRAFT: ("none", "circle-dashed"),
        VersionStatus.SUBMITTED: ("info", "eye"),
        VersionStatus.CHECKED: ("info", "clock"),
        VersionStatus.PUBLISHED: ("success", "circle-check"),
        VersionStatus.REPLACED: ("none", "chevron-right"),
        VersionStatus.DISCARDED: ("none", "minus"),
    },
)
GUARDS = signed(
    GUARD_WORDS,
    {
        GuardState.NONE: ("none", "minus"),
        GuardState.WAITING: ("unknown", "circle-dashed"),
        GuardState.CLEAN: ("success", "circle-check"),
        GuardState.FINDINGS: ("danger", "triangle-alert"),
        GuardState.CLEARED: ("success", "circle-check"),
        GuardState.COULD_NOT_LOOK: ("danger", "eye-off"),
    },
)
# What may be announced; the exempt has pages of its own.
OPEN_CLASSES = tuple(
    (kind.value, CLASSES[kind.value]) for kind in InformationClass if kind is not InformationClass.EXEMPT
)
