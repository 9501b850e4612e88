"""How far each unit of a region is in a round, and which of them have fallen silent."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terbuka.models import AssessmentRound
from terbuka.rules.assessment import RoundStatus, SaqStatus
from terbuka.rules.heat import Signs, is_silent, quiet_days
from terbuka.web.region import asked
from terbuka.web.region.scope import Place, Region
from terbuka.web.words import Word

QUIET, OUTSIDE = "quiet", "outside"
STATES = {
    QUIET: Word(_("Tanpa kegiatan"), "danger", "clock-alert"),
    SaqStatus.FILLING.value: Word(_("Sedang mengisi"), "info", "circle-dashed"),
    SaqStatus.SUBMITTED.value: Word(_("Menunggu verifikasi"), "warning", "eye"),
    SaqStatus.VERIFIED.value: Word(_("Terverifikasi"), "success", "circle-check"),
    SaqStatus.ANNOUNCED.value: Word(_("Diumumkan"), "none", "circle-check"),
    OUTSIDE: Word(_("Tidak ikut putaran ini"), "none", "minus"),
}


@dataclass(frozen=True, slots=True)
class Status:
    """A unit in a round: its state, days without a sign of life, and the day of the last sign."""

    state: str
    days: int = 0
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """All units of a region in a round; `officers` work at each."""

    of_unit: Mapping[int, Status]
    officers: Mapping[int, list[asked.Officer]]

    def counts(self, units: Collection[int]) -> Counter[str]:
        """How many of these units are in which state."""
        return Counter(self.of_unit[pk].state for pk in units)

    def has(self, row: Place, state: str) -> bool:
        """Is any unit of the row in this state?"""
        return any(self.of_unit[pk].state == state for pk in row.units)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def standing_in(round_: AssessmentRound | None, region: Region) -> Standing:
    """Where each unit stands; three queries, or one where there is no round."""
    officers = asked.officers(region)
    if round_ is None or round_.opened_at is None:
        return Standing({pk: Status(OUTSIDE) for pk in region.ids}, officers)
    questionnaires, audits = asked.sent(round_, region), asked.own_audits(region)
    opened_on, found = timezone.localdate(round_.opened_at), {}
    for pk in region.ids:
        mine = questionnaires.get(pk)
        if mine is None:
            found[pk] = Status(OUTSIDE)
            continue
        signed_in = max((one.last_login for one in officers.get(pk, ()) if one.last_login), default=None)
        signs = Signs(_day(signed_in), _day(mine.saved_at), audits.get(pk), _day(mine.submitted_at))
        is_filling = round_.status == RoundStatus.OPEN and mine.status == SaqStatus.FILLING
        is_quiet = is_silent(signs, is_filling=is_filling, opened_on=opened_on, today=region.today)
        days = quiet_days(signs, opened_on=opened_on, today=region.today)
        found[pk] = Status(QUIET if is_quiet else mine.status, days, signs.last_on)
    return Standing(found, officers)
