"""A person's data go: the row of the register stays, and nothing in it, its papers or its letters says who.

Source: UU 27/2022 articles 43 and 44; number, subject, result and times stay for the register.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from terbuka.models import (
    Account,
    Applicant,
    CaseFile,
    CaseMessage,
    HandOver,
    InboundMail,
    InformationRequest,
    Objection,
    OutboxChat,
    SectionTask,
    WrittenNotice,
)
from terbuka.rules.register.personal import without_person
from terbuka.rules.register.post import FileKind, InboundState
from terbuka.rules.ruling import BadInput
from terbuka.services.discarding import discard_files
from terbuka.services.events import record
from terbuka.services.notify import forget_addresses
from terbuka.services.register.finding import put_answer
from terbuka.services.register.sealing import unseal
from terbuka.services.register.whatsapp import VIA as WHATSAPP
from terbuka.services.register.whatsapp import forms_of

SUBJECT = "applicant"
EMPTIED = (
    "name",
    "identity_sealed",
    "address",
    "occupation",
    "phone",
    "email",
    "proxy_name",
    "proxy_note",
    "needs_help",
    "mark",
)
# What was written about a matter, where a name may stand in the middle of a sentence that stays.
_TEXTS: dict[type[Any], tuple[str, ...]] = {
    InformationRequest: ("subject", "details", "end_reason", "extension_reason"),
    Objection: ("settlement", "consideration", "order", "inadmissible_reason"),
    WrittenNotice: ("answer", "ground_reason", "public_summary"),
    HandOver: ("given",),
    SectionTask: ("wanted", "result"),
}
# Laid aside, so no case of a person was made of them.
_ASIDE = (InboundState.DISCARDED.value, InboundState.AUTOMATIC.value, InboundState.REFUSED.value)


@dataclass(frozen=True, slots=True)
class Gone:
    """How many files of cases and letters as they had arrived were removed."""

    files: int = 0
    letters: int = 0

    def __add__(self, other: "Gone") -> "Gone":
        return Gone(self.files + other.files, self.letters + other.letters)


def empty(
    row: Applicant, *, reason: str, keeps_answers: bool = False, by: Account | None, at: datetime
) -> Gone:
    """Empty one held row and all that was written in its matters. The caller has asked whether it may.

    `keeps_answers`: what the office gave stays, until its years are over.
    """
    about = _about(row)
    messages = list(CaseMessage.objects.filter(about).values_list("pk", flat=True))
    letters = list(InboundMail.objects.filter(Q(became__in=messages) | _aside(row)))
    _mask(row)
    _empty_texts(row, messages)
    for notice in WrittenNotice.objects.filter(request__applicant=row, is_public=True):
        put_answer(notice, at=at)
    OutboxChat.objects.filter(message__in=messages).delete()
    InboundMail.objects.filter(pk__in=[one.pk for one in letters]).delete()
    files = CaseFile.objects.filter(about)
    if keeps_answers:
        files = files.exclude(kind=FileKind.ANSWER.value)
    stored = list(files.values_list("file_id", flat=True))
    files.delete()
    gone = discard_files(stored, blobs=[name for one in letters for name in one.sums])
    forget_addresses([row.email] if row.email else [])
    delete_scans_of([row], reason, at)
    for name in EMPTIED:
        setattr(row, name, "")
    row.erased_at = at
    row.save(update_fields=[*EMPTIED, "erased_at"])
    record(SUBJECT, row.pk, "erase", by=by, at=at, payload={"reason": reason[:200]})
    return Gone(gone, len(letters))


def discard_letters(rows: Iterable[InboundMail]) -> Gone:
    """Remove letters that became no case, with their bytes. The act that calls records the event."""
    found = list(rows)
    InboundMail.objects.filter(pk__in=[one.pk for one in found]).delete()
    discard_files([], blobs=[name for one in found for name in one.sums])
    return Gone(0, len(found))


def delete_scans_of(applicants: Iterable[Applicant], reason: str, at: datetime) -> None:
    """Delete the scans of these people; that there was one stays known."""
    for one in applicants:
        one.scans.filter(deleted_at=None).update(sealed=None, deleted_at=at, delete_reason=reason[:200])


def _about(row: Applicant) -> Q:
    """Messages and files of every matter of a person: requests, objections, disputes."""
    asked = Q(request__applicant=row) | Q(objection__applicant=row) | Q(objection__request__applicant=row)
    return asked | Q(dispute__objection__applicant=row) | Q(dispute__objection__request__applicant=row)


def _aside(row: Applicant) -> Q:
    """Letters of the same sender to the same offices that were laid aside."""
    own = Q(sender__iexact=row.email) if row.email else Q()
    own |= Q(sender__in=forms_of(row.phone), via=WHATSAPP) if row.phone else Q()
    if not own:
        return Q(pk=None)
    units = {
        *row.requests.values_list("unit_id", flat=True),
        *row.objections.values_list("unit_id", flat=True),
    }
    return own & Q(unit__in=units, state__in=_ASIDE, became=None)


def _known(row: Applicant) -> list[str]:
    """The words by which a sentence would say who it was."""
    words = [row.name, row.email, row.phone, row.proxy_name, *row.address.splitlines()]
    # Sealed under a key that is gone, nobody could have copied it out.
    with suppress(BadInput):
        words.append(unseal(row.identity_sealed))
    return [one for one in words if one]


def _mask(row: Applicant) -> None:
    """Take the person out of the sentences that stay."""
    known = _known(row)
    asked = Q(applicant=row)
    through = Q(request__applicant=row)
    wheres = {
        InformationRequest: asked,
        Objection: asked | through,
        WrittenNotice: through,
        HandOver: through,
        SectionTask: through,
    }
    for model, where in wheres.items():
        for one in model._default_manager.filter(where):
            told = {name: without_person(getattr(one, name), known) for name in _TEXTS[model]}
            changed = {name: text for name, text in told.items() if text != getattr(one, name)}
            if changed:
                model._default_manager.filter(pk=one.pk).update(**changed)


def _empty_texts(row: Applicant, messages: list[int]) -> None:
    """Empty what the person wrote and what was written to the person."""
    CaseMessage.objects.filter(pk__in=messages).update(body="", subject="", message_id="")
    row.requests.update(purpose="", rating_note="")
    HandOver.objects.filter(request__applicant=row).update(recipient="", note="")
    theirs = Objection.objects.filter(Q(applicant=row) | Q(request__applicant=row))
    theirs.update(position="", wanted="", reaction="")
