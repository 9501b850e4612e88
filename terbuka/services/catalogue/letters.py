"""Letters that officers send in: their attachments become drafts of the unit that they may collect for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from terbuka.documents.mails import read_letter
from terbuka.models import Account, Appointment, CollectionBatch, Event, PublicationVersion, WorkUnit
from terbuka.rules.language import Phrase, say
from terbuka.rules.mailin import LARGEST, letter_in, unit_meant
from terbuka.rules.people import Act, Role, reach_of
from terbuka.rules.ruling import BadInput
from terbuka.services.catalogue.batches import KIND, LETTER, begin_batch, collect_files
from terbuka.services.events import record
from terbuka.services.people import day_at

_COLLECTORS = [role.value for role in Role if reach_of(role, Act.COLLECT)]


@dataclass(frozen=True, slots=True)
class Received:
    """What came of a letter: its batch with the drafts begun, or None and why not."""

    batch: CollectionBatch | None
    versions: tuple[PublicationVersion, ...]
    told: Phrase


def receive_letter(raw: bytes, *, at: datetime) -> Received:
    """Make drafts of a letter's attachments. Nothing is published, and nobody is answered.

    The sender must be an account that may collect at exactly one unit, or at the unit
    that subject or plus-address name. The same letter twice makes nothing new. Faults of
    single files stand in the batch. A letter that is refused leaves no trace but the words.
    """
    try:
        letter = letter_in(read_letter(raw, most=LARGEST))
    except BadInput as fault:
        return Received(None, (), fault.phrase)
    account = Account.objects.filter(email=letter.sender, is_active=True).first()
    units = {unit.slug: unit for unit in _units_of(account, at)} if account else {}
    slug, refusal = unit_meant(letter, list(units))
    if account is None or refusal:
        return Received(None, (), refusal or say("Pengirim tidak dikenal."))
    if letter.message_id and _came_before(letter.message_id):
        return Received(None, (), say("Surat ini sudah diterima sebelumnya."))
    unit = units[slug]
    batch = begin_batch(unit, origin=LETTER, total=len(letter.files), by=account, at=at)
    told = {"unit": unit.pk, "message_id": letter.message_id}
    record(KIND, batch.pk, "letter", by=account, at=at, payload=told)
    versions = collect_files(batch, letter.files, by=account, at=at)
    batch.refresh_from_db()
    return Received(
        batch,
        tuple(versions),
        say(
            "{unit}: {n} konsep dibuat, {faults} lampiran tidak diterima.",
            unit=unit.slug,
            n=len(versions),
            faults=len(batch.faults),
        ),
    )


def _units_of(account: Account, at: datetime) -> Iterable[WorkUnit]:
    """The units where a person may collect today; those that have ended are left out."""
    rows = Appointment.objects.living(day_at(None, at)).filter(account=account, role__in=_COLLECTORS)
    rows = rows.filter(Q(unit__valid_to=None) | Q(unit__valid_to__gt=day_at(None, at)))
    return [row.unit for row in rows.select_related("unit__parent") if row.unit]


def _came_before(message_id: str) -> bool:
    return Event.objects.filter(subject_kind=KIND, verb="letter", payload__message_id=message_id).exists()
