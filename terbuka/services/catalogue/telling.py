"""Who must act next is told: whoever checks, whoever publishes, whoever must mend."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from terbuka.models import Account, PublicationVersion
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.services.catalogue.places import queue_path, work_path
from terbuka.services.notify import tell
from terbuka.services.people import day_at, reaching


def tell_next(version: PublicationVersion, kind: Kind, act: Act, *, by: Account | None, at: datetime) -> None:
    """Those who may do the next act to the unit."""
    unit = version.publication.unit
    _tell(version, kind, reaching(unit, act, on=day_at(unit, at)), by=by, at=at)


def tell_next_of_many(
    versions: Sequence[PublicationVersion], kind: Kind, act: Act, *, by: Account, at: datetime
) -> None:
    """The same people once for all that came together, which leads to the queue."""
    rows = PublicationVersion.objects.filter(pk__in=[one.pk for one in versions])
    stands = rows.select_related("publication__unit").order_by("publication__unit_id", "pk")
    for unit, group in groupby(stands, lambda one: one.publication.unit):
        some = list(group)
        if len(some) == 1:
            tell_next(some[0], kind, act, by=by, at=at)
            continue
        named = " ".join(f"{one.pk}-{one.version}" for one in some)
        tell(
            reaching(unit, act, on=day_at(unit, at)),
            kind=kind,
            key=f"{kind.value}-many-{hashlib.blake2b(named.encode(), digest_size=8).hexdigest()}",
            unit=unit,
            payload={"title": some[0].title, "many": len(some), "unit": unit.short_name},
            path=queue_path(unit),
            by=by,
            at=at,
        )


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
