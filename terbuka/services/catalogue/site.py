"""The unit's own site beside its publications: which of them an audit saw there, and where."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from terbuka.models import Publication, PublicationVersion, WorkUnit
from terbuka.rules.onsite import Published, seen_at, site_index
from terbuka.rules.pages import Page
from terbuka.services.catalogue.entries import light
from terbuka.services.catalogue.standing import PUBLICATION
from terbuka.services.events import record


@transaction.atomic
def note_site(unit: WorkUnit, pages: Iterable[Page], *, on: date, at: datetime) -> list[Publication]:
    """Write down where an audit of this day saw each public publication; gives those it did not see.

    One that is not seen any more loses its address: it is "belum di situs" again.
    """
    index = site_index(pages)
    rows = light(Publication.objects.public().filter(unit=unit)).select_related("public__source")
    changed, unseen = [], []
    for publication in rows.order_by("pk"):
        assert publication.public
        url = seen_at(_facts(publication.public), index)
        if not url:
            unseen.append(publication)
        seen_on = on if url else publication.site_seen_on
        if (url, seen_on) != (publication.site_url, publication.site_seen_on):
            publication.site_url, publication.site_seen_on = url, seen_on
            changed.append(publication)
    Publication.objects.bulk_update(changed, ["site_url", "site_seen_on"], batch_size=200)
    if changed:
        told = {"unit": unit.pk, "seen": [one.pk for one in changed if one.site_url]}
        record(PUBLICATION, None, "seen_on_site", by=None, at=at, payload=told)
    return unseen


def _facts(version: PublicationVersion) -> Published:
    hashes = {version.released_id or "", version.source.blob_id if version.source else ""} - {""}
    name = version.released_name or (version.source.name if version.source else "")
    return Published(title=version.title, name=name, url=version.url, sha256=frozenset(hashes))


def not_on_site(unit: WorkUnit) -> list[Publication]:
    """Public publications that no audit has seen on the unit's own site, the newest first."""
    rows = light(Publication.objects.public().filter(unit=unit, site_url=""))
    return list(rows.order_by("-published_at", "-pk"))
