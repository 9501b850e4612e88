"""Letting somebody in again who has lost the password or the second factor."""

from datetime import datetime

from terbuka.models import Account
from terbuka.rules.language import say, speaking
from terbuka.services import notify, signin
from terbuka.services.people.standing import day_at, may_help


def give_reset(account: Account, *, by: Account, at: datetime) -> str | None:
    """A link for a new password: by mail, or given back to be handed over where no mail leaves.

    Raises Refused where `by` may not help this person.
    """
    may_help(by, [account], on=day_at(None, at))[account.pk].enforce()
    link = signin.reset_link(account, by=by, at=at)
    told = say(
        "{name} membuatkan tautan kata sandi baru untuk akun Anda di Terbuka:\n{link}\n\n"
        "Tautan ini hanya dapat dipakai sekali. "
        "Jika Anda tidak memintanya, abaikan saja dan beri tahu {name}.",
        name=by.name,
        link=link,
    )
    with speaking(account.language):
        subject, body = str(say("Kata sandi baru untuk Terbuka")), str(told)
    letter = notify.send(
        key=f"reset-{account.pk}-{at.isoformat()}",
        to=account.email,
        subject=subject,
        body=body,
        at=at,
    )
    return None if letter else link


def clear_factors(account: Account, *, by: Account, at: datetime) -> int:
    """Take away the second factors of somebody below and end the sessions; how many. Raises Refused."""
    may_help(by, [account], on=day_at(None, at))[account.pk].enforce()
    return signin.clear_factors(account, by=by, at=at)
