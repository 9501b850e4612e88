"""What a representative brings to a hearing, what of it is at hand, and the files of a dispute."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from terbuka.models import Account, CaseFile, Dispute, Objection, StoredFile
from terbuka.rules.register.bringing import Course, Item, Thing, things_to_bring
from terbuka.rules.register.post import FileKind
from terbuka.rules.register.refusals import RefusalGround
from terbuka.services.register.grounds import notice_of
from terbuka.services.register.rows import held, note, write
from terbuka.services.units.checks import line


@transaction.atomic
def mark_brought(dispute: Dispute, *, things: Collection[str], by: Account, at: datetime) -> Dispute:
    """Which of what must be brought is at hand now: keys of `bringing.Thing`."""
    row = held(dispute)
    row.brought = [one.value for one in Thing if one.value in things]
    write(row, ["brought"])
    note(row, "mark_brought", by=by, at=at, n=len(row.brought))
    return row


def add_file(
    dispute: Dispute, file: StoredFile, *, kind: FileKind, title: str = "", by: Account, at: datetime
) -> CaseFile:
    """Put a file to a dispute: a summons, a letter, evidence, the proof that a decision was obeyed."""
    with transaction.atomic():
        kept = CaseFile.objects.create(
            dispute=dispute, kind=kind.value, file=file, title=line(300)(title) or file.name,
            added_at=at, added_by=by,
        )  # fmt: skip
        note(dispute, "add_file", by=by, at=at, file=file.pk, kind=kind.value)
    return kept


def is_exempt(objection: Objection) -> bool:
    """Does the answer that is disputed rest on article 17?"""
    notice = notice_of(objection.request) if objection.request else None
    return notice is not None and notice.ground == RefusalGround.EXEMPT


def course_of(dispute: Dispute) -> Course:
    """What the case went through, as far as the list of what to bring asks."""
    objection, request = dispute.objection, dispute.objection.request
    return Course(
        has_request=request is not None,
        has_notice=request is not None and notice_of(request) is not None,
        was_extended=request is not None and request.extended_at is not None,
        was_handed_over=request is not None and request.hand_overs.exists(),
        is_exempt=is_exempt(objection),
        was_answered=objection.decided_at is not None,
        was_settled=bool(objection.settlement),
    )


def to_bring(dispute: Dispute) -> list[tuple[Item, bool]]:
    """Each thing to bring to a hearing, and whether it is at hand."""
    return [(item, item.thing.value in dispute.brought) for item in things_to_bring(course_of(dispute))]
