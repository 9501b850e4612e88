"""A publication as the public search knows it."""

from datetime import datetime

from terbuka.models import Publication
from terbuka.models.search import EntryKind
from terbuka.rules.publishing import PublicationStatus
from terbuka.services.catalogue.places import public_path
from terbuka.services.search import Entry, drop, put

LONGEST_BODY = 100_000


def search_key(publication: Publication) -> str:
    """Its key in the search."""
    return f"publication:{publication.pk}"


def search_entry(publication: Publication) -> Entry:
    """What the search is told of a public publication: names, items, period, the words of its file."""
    version, unit = publication.public, publication.unit
    assert version
    items = list(version.items.all())
    words = [version.summary, *(item.name for item in items), version.text, version.body]
    year = version.period_to or version.period_from or publication.changed_on
    return Entry(
        kind=EntryKind.PUBLICATION,
        key=search_key(publication),
        title=version.title,
        path=public_path(publication),
        body="\n".join(one for one in words if one)[:LONGEST_BODY],
        also=f"{unit.name} {unit.short_name}",
        unit_id=unit.pk,
        institution=unit.institution,
        province_code=unit.province_code,
        information_class=version.information_class,
        media=publication.kind,
        year=year.year if year else None,
        happened_on=publication.changed_on,
    )


def put_publication(publication: Publication, *, at: datetime) -> None:
    """Bring it into the search, or out of it where it is not public."""
    if publication.status == PublicationStatus.PUBLIC:
        put([search_entry(publication)], at=at)
    else:
        drop([search_key(publication)], at=at)
