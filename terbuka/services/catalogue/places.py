"""Addresses of publications as letters, events and the search name them. They never change (`urls.py`)."""

from terbuka.models import Publication, WorkUnit


def public_path(publication: Publication) -> str:
    """Where the public reads it, for ever."""
    return f"/informasi/{publication.pk}/"


def work_path(publication: Publication) -> str:
    """Where the unit works on it."""
    return f"/kerja/{publication.unit.slug}/informasi/{publication.pk}/"


def refresh_path(unit: WorkUnit) -> str:
    """Where the unit sees what must be refreshed."""
    return f"/kerja/{unit.slug}/informasi/pembaruan/"
