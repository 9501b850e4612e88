"""What follows when files come in: a ZIP is unpacked, each file is read, and its items are guessed. Jobs."""

import logging
from datetime import datetime

from terbuka.documents.apart import open_apart
from terbuka.models import CollectionBatch, PublicationVersion
from terbuka.rules.guessing import guess
from terbuka.services.catalogue import note_guess, unpack_zip
from terbuka.services.files import open_blob
from terbuka.services.jobs.queue import enqueue
from terbuka.services.people import day_at
from terbuka.services.units.known import unit_known

_log = logging.getLogger(__name__)


def read_later(version: PublicationVersion, *, at: datetime) -> None:
    """Have the guard and the guess look at the file of a new draft. Doors call it after each upload."""
    if version.source_id is not None:
        enqueue("inspect_version", version.pk, at=at)
        enqueue("guess_version", version.pk, at=at)


def unpack_batch(batch_id: int, *, at: datetime) -> None:
    """Take the files of a ZIP in, each as a draft of its own, and have each read. A job."""
    batch = CollectionBatch.objects.select_related("unit__parent", "file__blob", "made_by").get(pk=batch_id)
    unpack_zip(batch, at=at)
    # Done again after a break, drafts that were begun before it are read all the same.
    waiting = PublicationVersion.objects.filter(publication__batch=batch, guard="waiting")
    for version in waiting.order_by("pk"):
        read_later(version, at=at)


def guess_version(version_id: int, *, at: datetime) -> None:
    """Guess items, period and title of a draft from its file; a person confirms them. A job."""
    rows = PublicationVersion.objects.select_related("publication__unit__parent", "source__blob")
    version = rows.filter(pk=version_id).first()
    if version is None or version.source is None or version.is_confirmed:
        return
    with open_blob(version.source.blob) as content:
        opened = open_apart(content.read(), name=version.source.name)
    unit = version.publication.unit
    found = guess(
        version.source.name,
        kind=opened.kind,
        title=opened.title,
        first_page=opened.first_page,
        text=opened.text,
        unit=unit_known(unit),
        as_of=day_at(unit, at),
    )
    note_guess(version, found, at=at)
