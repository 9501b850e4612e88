"""How the states of the catalogue are said: a word, a tone and a shape for each, never colour alone."""

from terbuka.rules.catalogue import InformationClass
from terbuka.rules.duedates import STATE_WORDS, EntryState
from terbuka.rules.publishing import (
    GUARD_WORDS,
    STATUS_WORDS,
    VERSION_WORDS,
    GuardState,
    PublicationStatus,
    VersionStatus,
)
from terbuka.web.words import CLASSES, Word

STATES = {
    EntryState.FRESH: Word(STATE_WORDS[EntryState.FRESH], "success", "circle-check"),
    EntryState.DUE: Word(STATE_WORDS[EntryState.DUE], "info", "clock"),
    EntryState.STALE: Word(STATE_WORDS[EntryState.STALE], "warning", "clock-alert"),
    EntryState.MISSING: Word(STATE_WORDS[EntryState.MISSING], "danger", "circle-x"),
    EntryState.WAIVED: Word(STATE_WORDS[EntryState.WAIVED], "none", "minus"),
    EntryState.IF_EVENT: Word(STATE_WORDS[EntryState.IF_EVENT], "none", "circle-dashed"),
}
STATUSES = {
    PublicationStatus.COLLECTING: Word(STATUS_WORDS[PublicationStatus.COLLECTING], "none", "circle-dashed"),
    PublicationStatus.PUBLIC: Word(STATUS_WORDS[PublicationStatus.PUBLIC], "success", "circle-check"),
    PublicationStatus.SUPERSEDED: Word(STATUS_WORDS[PublicationStatus.SUPERSEDED], "none", "chevron-right"),
    PublicationStatus.WITHDRAWN: Word(STATUS_WORDS[PublicationStatus.WITHDRAWN], "danger", "circle-x"),
    PublicationStatus.ARCHIVED: Word(STATUS_WORDS[PublicationStatus.ARCHIVED], "none", "file-lock"),
    PublicationStatus.DISCARDED: Word(STATUS_WORDS[PublicationStatus.DISCARDED], "none", "minus"),
}
VERSIONS = {
    VersionStatus.DRAFT: Word(VERSION_WORDS[VersionStatus.DRAFT], "none", "circle-dashed"),
    VersionStatus.SUBMITTED: Word(VERSION_WORDS[VersionStatus.SUBMITTED], "info", "eye"),
    VersionStatus.CHECKED: Word(VERSION_WORDS[VersionStatus.CHECKED], "info", "clock"),
    VersionStatus.PUBLISHED: Word(VERSION_WORDS[VersionStatus.PUBLISHED], "success", "circle-check"),
    VersionStatus.REPLACED: Word(VERSION_WORDS[VersionStatus.REPLACED], "none", "chevron-right"),
    VersionStatus.DISCARDED: Word(VERSION_WORDS[VersionStatus.DISCARDED], "none", "minus"),
}
GUARDS = {
    GuardState.NONE: Word(GUARD_WORDS[GuardState.NONE], "none", "minus"),
    GuardState.WAITING: Word(GUARD_WORDS[GuardState.WAITING], "unknown", "circle-dashed"),
    GuardState.CLEAN: Word(GUARD_WORDS[GuardState.CLEAN], "success", "circle-check"),
    GuardState.FINDINGS: Word(GUARD_WORDS[GuardState.FINDINGS], "danger", "triangle-alert"),
    GuardState.CLEARED: Word(GUARD_WORDS[GuardState.CLEARED], "success", "circle-check"),
    GuardState.COULD_NOT_LOOK: Word(GUARD_WORDS[GuardState.COULD_NOT_LOOK], "danger", "eye-off"),
}
# What may be announced; the exempt has pages of its own.
OPEN_CLASSES = tuple(
    (kind.value, CLASSES[kind.value]) for kind in InformationClass if kind is not InformationClass.EXEMPT
)
