"""The service pledge as a paper to sign and hang up: one page, always Indonesian."""

from datetime import datetime

from terbuka.documents.qr import qr_svg
from terbuka.documents.typesetting import typeset
from terbuka.models import ServicePledge
from terbuka.rules.language import speaking
from terbuka.rules.pledges import CITE, PART_WORDS, Part
from terbuka.rules.sources import citation
from terbuka.web.exemption.papertexts import plain_day
from terbuka.web.outreach.example import example_warning
from terbuka.web.outreach.reaching import public_address


def paper(row: ServicePledge, *, at: datetime) -> bytes:
    """The pledge as PDF; a draft is marked as one."""
    draft = "" if row.announced_at else "KONSEP: belum diumumkan."
    with speaking("id"):
        parts = [[str(PART_WORDS[part]), row.clauses.get(part.value, "") or "–"] for part in Part]
        basis = str(citation(CITE).label)
    address = public_address(row.unit, "pledge_public")
    data = {
        "warning": " ".join(filter(None, (example_warning(), draft))),
        "unit": row.unit.name,
        "parts": parts,
        "basis": basis,
        "signed": plain_day(row.signed_on) if row.signed_on else "",
        "signer": row.signer,
        "position": row.signer_position or f"Pimpinan {row.unit.short_name}",
        "qr": qr_svg(address),
        "address": address,
    }
    return typeset(
        "pledge", data, title=f"Maklumat Pelayanan Informasi {row.unit.name}", language="id", at=at
    )
