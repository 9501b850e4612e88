"""Who must act next is told: whoever checks, whoever publishes, whoever must mend."""

from datetime import datetime

from terbuka.models import Account, PublicationVersion
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.services.catalogue.places import work_path
from terbuka.services.notify import tell
from terbuka.services.people import day_at, reaching


def tell_next(version: PublicationVersion, kind: Kind, act: Act, *, by: Account | None, at: datetime) -> None:
    """Those who may do the next act to the unit."""
    unit = version.publication.unit
    _tell(version, kind, reaching(unit, act, on=day_at(unit, at)), by=by, at=at)


def tell_returned(version: PublicationVersion, to: Account | None, *, by: Account, at: datetime) -> None:
    """Whoever had handed it in."""
    _tell(version, Kind.VERSION_RETURNED, [to] if to else [], by=by, at=at)


def _tell(
    version: PublicationVersion, kind: Kind, people: list[Account], *, by: Account | None, at: datetime
) -> None:
    publication = version.publication
    tell(
        people,
        kind=kind,
        # A version that comes back and goes out again is told of again.
        key=f"{kind.value}-{version.pk}-{version.version}",
        unit=publication.unit,
        payload={"title": version.title, "unit": publication.unit.short_name},
        path=work_path(publication),
        by=by,
        at=at,
    )
