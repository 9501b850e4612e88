"""Signing in leaves a trail: who came in, who failed, whose password or second factor changed.

Events name the account by its id and hold little else about the person: no
address and no text that was typed; of the device the names of its browser and
system ("Firefox, Windows"), so that the owner knows the own ones.
"""

from datetime import datetime
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from terbuka.models import Account
from terbuka.rules.language import LANGUAGES, say
from terbuka.rules.ruling import BadInput
from terbuka.services.events import record

SUBJECT = "account"


def _seen_from(device: str, **more: Any) -> dict[str, Any]:
    """What an event keeps; `device` names browser and system, empty where neither is known."""
    return more | ({"device": device} if device else {})


def record_sign_in(account: Account, *, method: str, device: str = "", by: Account, at: datetime) -> None:
    """Somebody has come in, by `method`: password, password and a code, or a passkey."""
    record(SUBJECT, account.pk, "sign_in", by=by, at=at, payload=_seen_from(device, method=method))


def record_failure(account: Account | None, *, reason: str, device: str = "", by: None, at: datetime) -> None:
    """Somebody failed to come in, for `reason`: password, code or locked. None: no such account."""
    pk, device = (account.pk, device) if account else (None, "")
    record(SUBJECT, pk, "sign_in_failed", by=by, at=at, payload=_seen_from(device, reason=reason))


def record_factor(account: Account, *, change: str, device: str = "", by: Account, at: datetime) -> None:
    """A second factor was added, removed or renewed by its owner."""
    record(SUBJECT, account.pk, "factor_changed", by=by, at=at, payload=_seen_from(device, change=change))


def record_sessions_ended(
    account: Account, *, number: int, device: str = "", by: Account, at: datetime
) -> None:
    """Somebody signed out of their other devices."""
    record(SUBJECT, account.pk, "sessions_ended", by=by, at=at, payload=_seen_from(device, number=number))


def end_other_sessions(account: Account, *, keep: str, device: str = "", by: Account, at: datetime) -> int:
    """End every session of this person but the one with the key `keep`; how many there were."""
    others = list(UserSession.objects.filter(user_id=account.pk).exclude(session_key=keep))
    for session in others:
        session.end()
    record_sessions_ended(account, number=len(others), device=device, by=by, at=at)
    return len(others)


def record_reset_asked(account: Account, *, device: str = "", by: None, at: datetime) -> None:
    """A link for a new password was asked for on the sign-in page."""
    record(SUBJECT, account.pk, "reset_asked", by=by, at=at, payload=_seen_from(device))


def change_password(
    account: Account, *, password: str, is_reset: bool, device: str = "", by: Account, at: datetime
) -> None:
    """Set a new password; every session but the one that does it ends, for sessions carry its print."""
    account.set_password(password)  # slow by design, so before the transaction
    verb = "password_reset" if is_reset else "password_changed"
    with transaction.atomic():
        account.save(update_fields=["password"])
        record(SUBJECT, account.pk, verb, by=by, at=at, payload=_seen_from(device))


@transaction.atomic
def choose_language(account: Account, *, language: str, by: Account, at: datetime) -> None:
    """Speak and write `language` to this person: letters at once, each browser from its next sign-in on.

    Raises BadInput for an unknown one.
    """
    if language not in LANGUAGES:
        raise BadInput(say("Pilih bahasa Indonesia atau Inggris."))
    account.language = language
    account.save(update_fields=["language"])
    record(SUBJECT, account.pk, "language_chosen", by=by, at=at, payload={"language": language})


def link_to_reset(key: str) -> str:
    """The whole address at which the owner of `key` sets a new password."""
    owner, _dash, token = key.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": owner, "key": token})
    return f"{settings.SITE.scheme}://{settings.SITE.netloc}{path}"


def reset_link(account: Account, *, by: Account | None, at: datetime) -> str:
    """A link with which `account` sets a new password, once, within settings.PASSWORD_RESET_TIMEOUT seconds.

    For the level above, who hands it over; may `by` do that? is asked before, by
    `services.people.may_help`. A password change or a sign-in makes it void.
    """
    key = f"{user_pk_to_url_str(account)}-{default_token_generator.make_token(account)}"
    record(SUBJECT, account.pk, "reset_link_made", by=by, at=at)
    return link_to_reset(key)


@transaction.atomic
def clear_factors(account: Account, *, by: Account | None, at: datetime) -> int:
    """Take away all second factors of who has lost them, and end their sessions. Says how many there were.

    The password alone lets them in again. May `by` do that? is asked before, by
    `services.people.may_help`.
    """
    factors = Authenticator.objects.filter(user_id=account.pk)
    number = factors.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    factors.delete()
    for session in UserSession.objects.filter(user_id=account.pk):
        session.end()
    record(SUBJECT, account.pk, "factors_cleared", by=by, at=at, payload={"number": number})
    return number
