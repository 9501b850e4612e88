"""What of a unit the public search knows: publications, the service pledge in force, the exempt list."""

from datetime import date, datetime

from terbuka.models import ExemptDocument, Publication, ServicePledge, WorkUnit
from terbuka.models.search import EntryKind
from terbuka.rules.publishing import PublicationStatus
from terbuka.services.catalogue.places import exempt_path, pledge_path, public_path
from terbuka.services.people import day_at
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


def _notice(unit: WorkUnit, key: str, title: str, path: str, body: str, day: date | None) -> Entry:
    return Entry(
        kind=EntryKind.NOTICE,
        key=key,
        title=title,
        path=path,
        body=body[:LONGEST_BODY],
        also=f"{unit.name} {unit.short_name}",
        unit_id=unit.pk,
        institution=unit.institution,
        province_code=unit.province_code,
        year=day.year if day else None,
        happened_on=day,
    )


def pledge_entry(pledge: ServicePledge) -> Entry:
    """An announced pledge; one a unit, so that the next takes its place."""
    unit = pledge.unit
    return _notice(
        unit,
        f"pledge:{unit.pk}",
        f"Maklumat pelayanan informasi {unit.name}",
        pledge_path(unit),
        "\n".join(str(words) for words in pledge.clauses.values()),
        pledge.signed_on,
    )


def exempt_entry(unit: WorkUnit, on: date) -> Entry | None:
    """The exempt list of a unit by what it names and on which ground; None where it withholds nothing."""
    rows = list(ExemptDocument.objects.listed(on).filter(test__unit=unit).order_by("pk"))
    if not rows:
        return None
    days = [row.test.decree_on for row in rows if row.test.decree_on]
    return _notice(
        unit,
        f"exempt:{unit.pk}",
        f"Informasi yang dikecualikan {unit.name}",
        exempt_path(unit),
        "\n".join(" ".join((row.title, row.withheld_part, row.act, row.article)) for row in rows),
        max(days, default=None),
    )


def put_pledge(pledge: ServicePledge, *, at: datetime) -> None:
    """Bring the pledge that was announced into the search."""
    put([pledge_entry(pledge)], at=at)


def put_exempt(unit: WorkUnit, *, at: datetime) -> None:
    """Bring the exempt list into the search as it stands now, or out of it where it is empty."""
    entry = exempt_entry(unit, day_at(unit, at))
    if entry:
        put([entry], at=at)
    else:
        drop([f"exempt:{unit.pk}"], at=at)
