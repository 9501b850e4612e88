"""Identities sealed anew after the key of cases was changed, and the digests by which cases are found.

It may be stopped and run again: what is sealed under the new key already stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import models, transaction

from terbuka.models import Applicant, IdentityScan, InformationRequest, Objection
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.services.events import record
from terbuka.services.register.sealing import code_digest, mark_of, sealer

A_BATCH = 200


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """How many identities and scans were sealed anew, and how many cases are found under the new key."""

    identities: int
    scans: int
    cases: int


def rekey(before: str, *, at: datetime) -> Rekeyed:
    """Seal everything under the key that is set now; `before` is the former one.

    Codes and links of applicants go on as they were; addresses to which they answer by mail change,
    so that an answer to an old letter waits for an officer. Open wishes about the own data are found
    by their case's number alone. Raises BadInput where neither key opens a seal; nothing of its batch
    is changed then.
    """
    found = Rekeyed(
        sum(_applicants(rows, before) for rows in _batches(Applicant.objects.filter(erased_at=None))),
        sum(_scans(rows, before) for rows in _batches(IdentityScan.objects.filter(deleted_at=None))),
        sum(
            _codes(model, rows)
            for model in (InformationRequest, Objection)
            for rows in _batches(model.objects)
        ),
    )
    told = {"identities": found.identities, "scans": found.scans, "cases": found.cases}
    record("installation", None, "rekey", by=None, at=at, payload=told)
    return found


def _batches(rows: Any) -> Iterable[list[Any]]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:A_BATCH]):
        yield batch
        last = batch[-1].pk


def _again(sealed: bytes, before: str) -> bytes | None:
    """Sealed under the new key; None where it is already. Raises BadInput."""
    now = sealer(settings.CASE_KEY)
    try:
        now.decrypt(sealed)
    except InvalidToken:
        try:
            return now.encrypt(sealer(before).decrypt(sealed))
        except InvalidToken:
            raise BadInput(say("Ada identitas yang tidak terbuka dengan kunci lama ini.")) from None
    return None


def _applicants(rows: list[Applicant], before: str) -> int:
    count = 0
    for one in rows:
        again = _again(one.identity_sealed.encode(), before) if one.identity_sealed else None
        if again:
            one.identity_sealed = again.decode()
            count += 1
        one.mark = mark_of(one.email, one.phone)
    _store(Applicant, rows, "identity_sealed", "mark")
    return count


def _scans(rows: list[IdentityScan], before: str) -> int:
    changed = []
    for one in rows:
        again = _again(bytes(one.sealed or b""), before)
        if again:
            one.sealed = again
            changed.append(one)
    _store(IdentityScan, changed, "sealed")
    return len(changed)


def _codes(model: type[models.Model], rows: list[Any]) -> int:
    for one in rows:
        one.code_digest = code_digest(one.code)
    _store(model, rows, "code_digest")
    return len(rows)


@transaction.atomic
def _store(model: type[models.Model], rows: list[Any], *fields: str) -> None:
    model._default_manager.bulk_update(rows, fields)
