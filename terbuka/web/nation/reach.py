"""Items in place by province, from the newest audit of each unit that who asks may see."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest

from terbuka.models import Account, AuditRun
from terbuka.rules.people import Act, Reach, Role, reach_of
from terbuka.rules.siteaudit.findings import Verdict


@dataclass(slots=True)
class InPlace:
    """Units seen and audited, items in place of those owed, and those that nobody could look at."""

    units: int = 0
    audited: int = 0
    present: int = 0
    owed: int = 0
    unknown: int = 0

    @property
    def lacking(self) -> int:
        """Items that were looked for and are not in place."""
        return self.owed - self.present - self.unknown

    @property
    def share(self) -> Fraction | None:
        """Items in place in per cent of those owed; None where nothing was audited."""
        return Fraction(self.present * 100, self.owed) if self.owed else None


def sees_below(request: HttpRequest, on: date) -> bool:
    """Does who asks see units below the own one, by any role alive today?"""
    who = request.user
    if not isinstance(who, Account) or not who.is_active:
        return False
    held = who.appointments.living(on).order_by().values_list("role", flat=True)
    return any(reach_of(Role(role), Act.SEE) in (Reach.BELOW, Reach.SUBTREE, Reach.ALL) for role in held)


def in_place(account: Account, institution: str, on: date) -> dict[str, InPlace]:
    """By province: the units of a body within this person's sight. Two queries."""
    newest = AuditRun.objects.done().filter(unit=OuterRef("pk")).values("summary")[:1]
    units = account.units_where(Act.SEE, on=on).filter(institution=institution).order_by()
    found: dict[str, InPlace] = {}
    for province, summary in units.annotate(summary=Subquery(newest)).values_list("province_code", "summary"):
        mine = found.setdefault(province, InPlace())
        mine.units += 1
        if summary:
            mine.audited += 1
            mine.present += summary.get(Verdict.PRESENT.value, 0)
            mine.unknown += summary.get(Verdict.COULD_NOT_LOOK.value, 0)
            mine.owed += sum(summary.values()) - summary.get(Verdict.NOT_APPLICABLE.value, 0)
    return found
