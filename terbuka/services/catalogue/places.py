"""Addresses of what a unit publishes as letters, events and the search name them. They never change."""

from terbuka.models import Publication, WorkUnit


def public_path(publication: Publication) -> str:
    """Where the public reads it, for ever."""
    return f"/informasi/{publication.pk}/"


def pledge_path(unit: WorkUnit) -> str:
    """Where the public reads the service pledge of a unit."""
    return f"/satker/{unit.slug}/maklumat/"


def exempt_path(unit: WorkUnit) -> str:
    """Where the public reads what a unit withholds."""
    return f"/satker/{unit.slug}/dikecualikan/"


def work_path(publication: Publication) -> str:
    """Where the unit works on it."""
    return f"/kerja/{publication.unit.slug}/informasi/{publication.pk}/"


def queue_path(unit: WorkUnit) -> str:
    """Where the unit sees what waits to be checked or published."""
    return f"/kerja/{unit.slug}/informasi/antrean/"


def refresh_path(unit: WorkUnit) -> str:
    """Where the unit sees what must be refreshed."""
    return f"/kerja/{unit.slug}/informasi/pembaruan/"
