"""Papers put into the letter that tells an applicant of an answer: set after the act, before it leaves.

A paper is set outside the act's transaction. The letter waits for it a moment and leaves
without it where nothing comes: its link leads to the same papers.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from terbuka.models import Account, CaseFile, InformationRequest, Objection, OutboxMail
from terbuka.models.notify import MailState
from terbuka.rules.register.post import FileKind
from terbuka.services.files import store_file
from terbuka.services.register.rows import note

WAITS = timedelta(minutes=2)
# Many mailboxes refuse more; what is larger stays behind the link.
MOST = 10 * 1024 * 1024


def enclose(
    case: InformationRequest | Objection,
    *,
    key: str,
    papers: Sequence[tuple[str, bytes]],
    by: Account,
    at: datetime,
) -> bool:
    """Put these papers (name, PDF) into the letter of this key and let it leave now.

    They stand among the files of the case as what was sent. False where no letter waits any
    more, has its papers already, or they weigh more than ten megabytes: the link serves then.
    """
    fits = bool(papers) and sum(len(content) for _name, content in papers) <= MOST
    waiting = OutboxMail.objects.filter(key=f"case-{key}", state=MailState.WAITING.value, attempts=0)
    if not waiting.exists():
        return False
    told = papers if fits else ()
    files = [store_file(unit=case.unit, name=name, content=pdf, by=None, at=at) for name, pdf in told]
    with transaction.atomic():
        letter = waiting.select_for_update().first()
        if letter is None or letter.attachments:
            return False
        letter.attachments = [
            {"sha256": one.blob_id, "name": one.name, "mime": "application/pdf"} for one in files
        ]
        letter.due_at = at
        letter.save(update_fields=["attachments", "due_at"])
        place = {"request" if isinstance(case, InformationRequest) else "objection": case}
        CaseFile.objects.bulk_create(
            CaseFile(**place, kind=FileKind.LETTER.value, file=one, title=one.name, added_at=at, added_by=by)
            for one in files
        )
        if files:
            note(case, "enclose", by=by, at=at, n=len(files))
    return bool(files)
