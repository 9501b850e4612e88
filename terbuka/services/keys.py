"""Keys with which programs read the public API at a higher rate. A key opens nothing else.

Only its SHA-256 is stored: a key of 256 random bits needs no slow hash. It is
shown once, to who made it.
"""

import hashlib
import secrets
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from terbuka.models import Account, ApiKey
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.services.events import record

SUBJECT = "api_key"
MOST = 5
_LONGEST_NAME = 200


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_key(*, name: str, by: Account, at: datetime) -> tuple[ApiKey, str]:
    """A new key for a program of `by`, and the text of it, which nobody can read again.

    Raises BadInput without a name, or where five keys are in use.
    """
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise BadInput(say("Beri nama program yang akan memakai kunci ini."))
    if len(name) > _LONGEST_NAME:
        raise BadInput(say("Nama paling panjang {n} huruf.", n=_LONGEST_NAME))
    if ApiKey.objects.filter(account=by, revoked_at=None).count() >= MOST:
        raise BadInput(say("Paling banyak {n} kunci. Cabut dahulu yang tidak dipakai lagi.", n=MOST))
    prefix = f"tbk_{secrets.token_hex(4)}"
    secret = f"{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        name=name,
        account=by,
        prefix=prefix,
        digest=_digest(secret),
        per_minute=settings.API_KEY_RATE,
        made_at=at,
    )
    record(SUBJECT, key.pk, "key_made", by=by, at=at, payload={"prefix": prefix})
    return key, secret


@transaction.atomic
def revoke_key(key: ApiKey, *, by: Account, at: datetime) -> ApiKey:
    """The key ends now; one that has ended stays as it is."""
    key = ApiKey.objects.select_for_update().get(pk=key.pk)
    if key.revoked_at is None:
        key.revoked_at, key.revoked_by = at, by
        key.save(update_fields=["revoked_at", "revoked_by"])
        record(SUBJECT, key.pk, "key_revoked", by=by, at=at, payload={"prefix": key.prefix})
    return key


def living_key(secret: str) -> ApiKey | None:
    """The key of this text, unless it was revoked or its owner may not sign in any more."""
    return ApiKey.objects.filter(digest=_digest(secret), revoked_at=None, account__is_active=True).first()


@transaction.atomic
def note_use(key: ApiKey, *, on: date, by: None, at: datetime) -> None:
    """The day on which the key was used last; once a day, so that reading costs no writing."""
    if ApiKey.objects.filter(pk=key.pk).exclude(used_on=on).update(used_on=on):
        record(SUBJECT, key.pk, "key_used", by=by, at=at)
