"""What only the office of a case opens: sealed identities, with an event each time, and its files."""

from datetime import datetime

from django.db import transaction

from terbuka.models import Account, CaseFile, InformationRequest, StoredFile
from terbuka.services.register.rows import note
from terbuka.services.register.sealing import unseal


@transaction.atomic
def show_identity(request: InformationRequest, *, by: Account, at: datetime) -> str:
    """The identity number of who asked; "" where none is kept. Raises BadInput where the key is another one.

    The event says who looked and when, never what was seen (UU 27/2022 article 31).
    """
    number = unseal(request.applicant.identity_sealed)
    note(request, "show_identity", by=by, at=at)
    return number


def is_of_case(file: StoredFile) -> bool:
    """Does this file belong to a case, or did an applicant send it? Then it is for the office alone."""
    return file.uploaded_by_id is None or CaseFile.objects.filter(file=file).exists()
