"""The cast and the things of tests, as plain functions. The only writer beside the services."""

from datetime import UTC, datetime
from typing import Any

from django.db import models

from terbuka.models import (
    Account,
    BandScale,
    ElectionStage,
    Event,
    Holiday,
    Instrument,
    PastResult,
    RequiredItem,
    Website,
    WorkUnit,
)
from terbuka.models.events import EventSet

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def account(name: str = "Ani", email: str = "ani@jombang.example", **fields: Any) -> Account:
    """Ani, officer of KPU Kabupaten Jombang, unless others are named."""
    return Account.objects.create(name=name, email=email, created_at=NOON, **fields)


def empty_register() -> None:
    """Take the reference data away, as in an installation that has never been started."""
    for model in (PastResult, Website, BandScale, Instrument, Holiday, ElectionStage, RequiredItem):
        model.objects.all().delete()
    for level in ("regency", "province", "national"):
        WorkUnit.objects.filter(level=level).delete()
    super(EventSet, Event.objects.all()).delete()


def store(row: models.Model) -> None:
    """Save a row as it is, to see what the database says to it."""
    row.save()


def change(model: type[models.Model], which: dict[str, Any], **values: Any) -> None:
    """Change rows as a committee would."""
    model._default_manager.filter(**which).update(**values)


def rename(slug: str, name: str) -> None:
    """Give a unit another name."""
    WorkUnit.objects.filter(slug=slug).update(name=name)


def confirm_website(slug: str, url: str) -> None:
    """A unit says: this is our address."""
    Website.objects.filter(unit__slug=slug).update(url=url, basis="confirmed")
