"""Second factors where they are demanded: who lacks one, and whether one may be taken off."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.conf import settings

from terbuka.models import Account
from terbuka.rules.factors import Demand, may_remove, why_demanded
from terbuka.rules.language import Phrase
from terbuka.rules.ruling import Ruling
from terbuka.services.people.standing import held_by


def why_second_factor(account: Account, *, on: date) -> Phrase | None:
    """Why the installation demands a second factor of this person on a day; None where it does not."""
    demand = Demand(settings.SECOND_FACTOR)
    if demand is Demand.NONE:
        return None
    roles = [] if demand is Demand.EVERYONE else [one.role for one in held_by(account, on=on)]
    return why_demanded(demand, roles)


def has_second_factor(account: Account) -> bool:
    """An app or a passkey; spare codes alone are none."""
    factors = Authenticator.objects.filter(user_id=account.pk)
    return factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def may_remove_factor(account: Account, factor: Authenticator, *, on: date) -> Ruling:
    """May this person take this factor off? The last one stays while it is demanded."""
    others = Authenticator.objects.filter(user_id=account.pk).exclude(pk=factor.pk)
    left = others.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    return may_remove(is_demanded=why_second_factor(account, on=on) is not None, left=left)
