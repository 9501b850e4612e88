"""What the addresses of personal data name: a wish of Citra's, a breach, a destruction, a sealed scan."""

from datetime import datetime, timedelta
from typing import Any

from terbuka.models import DataBreach, DestructionRun, InformationRequest, OutboxMail, SubjectRequest
from terbuka.models.notify import MailState
from terbuka.rules.register.personal import SubjectWish
from terbuka.services.register.breaches import note_breach
from terbuka.services.register.destroying import destroy
from terbuka.services.register.registering import withdraw_request
from terbuka.services.register.subjects import open_wish
from terbuka.services.register.taking import keep_scan, sealed_scan
from tests.make import asking, register
from tests.make.cast import Cast, unit
from tests.make.units import photo

HAPPENED = {"happened": "Register terkirim ke alamat surel yang salah.", "data": "Nama dan alamat."}


def wish(people: Cast, *, at: datetime, what: SubjectWish = SubjectWish.ERASURE) -> SubjectRequest:
    """Citra asks about her own data, at the desk."""
    return open_wish(unit(), wish=what, email=register.ASKED["email"], received_at=at, by=people.ani, at=at)


def breach(people: Cast, *, at: datetime) -> DataBreach:
    """A register went to the wrong address; Ani notes it at once."""
    return note_breach(unit(), values=HAPPENED, known_at=at, by=people.ani, at=at)


def withdrawn(people: Cast, *, at: datetime, **values: Any) -> InformationRequest:
    """A request of Citra's that has ended at once: nothing needs its papers any more."""
    asked = register.registered(at=at, **values)
    return withdraw_request(asked, reason="Sudah ketemu.", by=people.ani, at=at)


def destroyed(people: Cast, *, at: datetime) -> DestructionRun:
    """A case that ended years ago, destroyed under minutes."""
    old = withdrawn(people, at=at - timedelta(days=5 * 366), email="sari@contoh.example", name="Sari")
    return destroy(unit(), [old], witnesses="Rina, Sekretaris", by=register.ppid(), at=at)


def all_sent() -> None:
    """Every letter has left, as if a sender had been there."""
    OutboxMail.objects.update(state=MailState.SENT.value)


def named(people: Cast, *, at: datetime) -> dict[str, dict[str, Any]]:
    """What stands in the addresses of personal data."""
    case = register.in_process(at=at, by=people.ani)
    scan = keep_scan(case, scan=sealed_scan(photo()), at=at)
    asked = wish(people, at=at)
    of_wish = {"pk": asked.pk, "kind": "pdf", "to": "tolak"}
    return {
        **dict.fromkeys(("subject_request", "subject_export", "subject_answer"), of_wish),
        "hold": {"kind": "permohonan", "pk": case.pk},
        "breach": {"pk": breach(people, at=at).pk},
        "destruction_minutes": {"pk": destroyed(people, at=at).pk},
        "case_seal": {"pk": case.pk, "file": asking.brought(case, at=at)},
        "case_scan": {"pk": case.pk, "scan": scan.pk},
    }
