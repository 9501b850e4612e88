"""What the register proves of a year, for the yearly assessment: recorded, and answered in time."""

from datetime import date, timedelta

from django.db.models import Min, Q

from terbuka.models import Event, InformationRequest, ServiceSettings, WorkUnit
from terbuka.rules.drafting import RegisterFacts
from terbuka.rules.register.channels import Channel
from terbuka.services.register.figures import OWED_REQUESTS
from terbuka.services.register.rows import REQUEST

_A_YEAR = timedelta(days=365)


def register_facts(unit: WorkUnit, *, on: date) -> RegisterFacts | None:
    """The register of a unit over the year before a day; None where it was never used.

    In use since the day that the office names, or since its first own request. Rows of an old
    register that were imported prove nothing here: when they were answered nobody measured.
    """
    settings = ServiceSettings.objects.filter(unit=unit).first()
    own = InformationRequest.objects.filter(unit=unit).exclude(channel=Channel.SYSTEM.value)
    first = own.aggregate(first=Min("received_at"))["first"]
    begun = [day for day in (settings and settings.in_use_from, first and first.date()) if day]
    if not begun:
        return None
    year = own.filter(received_at__date__gt=on - _A_YEAR, received_at__date__lte=on)
    decided = Q(decided_at__isnull=False)
    overdue = Q(status__in=OWED_REQUESTS, due_on__lt=on)
    late = Event.objects.filter(subject_kind=REQUEST, verb="decide", payload__late=True)
    in_time = year.filter(decided).exclude(pk__in=late.values("subject_id"))
    return RegisterFacts(
        in_use_since=min(begun),
        received=year.count(),
        recorded_in_eppid=year.registered().count(),
        due=year.filter(decided | overdue).count(),
        answered_in_time=in_time.count(),
    )
