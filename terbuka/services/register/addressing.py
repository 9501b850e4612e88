"""The address by which a reply finds its case: the unit's mailbox with a signed token behind a plus sign."""

import hmac
import re

from terbuka.models import InformationRequest, Objection
from terbuka.services.register.mailboxes import at_our_domain, mailbox_of
from terbuka.services.register.sealing import keyed

_TOKEN = re.compile(r"([pk])(\d{1,18})-([0-9a-f]{16})\Z")


def _mark(kind: str, pk: int) -> str:
    return hmac.new(keyed("terbuka.reply"), f"{kind}{pk}".encode(), "sha256").hexdigest()[:16]


def token_of(case: InformationRequest | Objection) -> str:
    """What stands behind the plus sign for this case; nobody can make one for another."""
    kind = "p" if isinstance(case, InformationRequest) else "k"
    return f"{kind}{case.pk}-{_mark(kind, case.pk)}"


def case_of_token(token: str) -> InformationRequest | Objection | None:
    """The case that a token was made for; None for a token that is not ours."""
    found = _TOKEN.match(token.strip().lower())
    if found is None:
        return None
    kind, pk = found[1], int(found[2])
    if not hmac.compare_digest(found[3], _mark(kind, pk)):
        return None
    if kind == "p":
        return InformationRequest.objects.filter(pk=pk).select_related("unit", "applicant").first()
    return Objection.objects.filter(pk=pk).select_related("unit", "applicant").first()


def reply_address(case: InformationRequest | Objection) -> str:
    """Where a reply to a letter of this case goes; "" where the unit has no mailbox."""
    local, _at, domain = (at_our_domain(case.unit) or mailbox_of(case.unit)).rpartition("@")
    return f"{local}+{token_of(case)}@{domain}" if local else ""
