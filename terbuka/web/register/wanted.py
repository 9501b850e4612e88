"""Which cases a list shows: groups by urgency, and the filters that stand in its address.

Words that are sought may hold a person's name: they come with a form and never stand in an address,
where logs and histories would keep them.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terbuka.models import InformationRequest, WorkUnit
from terbuka.rules.limits import Regime
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.requests import OPEN, RequestStatus

# Rows with a column that the table does not have, their `group`.
type Rows = QuerySet[Any]
LONGEST_SEEK, SOON_DAYS = 200, 7
MINE, NOBODY = "saya", "belum"


class Group(StrEnum):
    """How urgent a case is; the value stands in addresses."""

    LATE = "terlambat"
    TODAY = "hari-ini"
    SOON = "pekan-ini"
    LATER = "nanti"
    TO_GIVE = "serahkan"
    WAITING = "menunggu-pemohon"
    DONE = "selesai"


GROUP_WORDS: dict[Group, Promise] = {
    Group.LATE: _("Terlambat"),
    Group.TODAY: _("Harus keluar hari ini"),
    Group.SOON: _("Dalam tujuh hari"),
    Group.LATER: _("Sesudah itu"),
    Group.TO_GIVE: _("Sudah dijawab, belum diserahkan"),
    Group.WAITING: _("Menunggu pemohon"),
    Group.DONE: _("Selesai"),
}
ORDER = tuple(Group)
_OWING = [one.value for one in OPEN if one is not RequestStatus.NEEDS_COMPLETION]
_TO_GIVE = [RequestStatus.GRANTED.value, RequestStatus.PARTLY_GRANTED.value]


def grouped(unit: WorkUnit, today: date) -> Rows:
    """The requests of a unit, each with the place of its group in `ORDER` as `group`.

    Late counts from the formal limit, the rest by the target, as staff are warned.
    """
    owes = Q(status__in=_OWING)
    places = {group: Value(place) for place, group in enumerate(ORDER)}
    group = Case(
        When(owes & Q(due_on__lt=today), then=places[Group.LATE]),
        When(owes & Q(target_on__lte=today), then=places[Group.TODAY]),
        When(owes & Q(target_on__lte=today + timedelta(days=SOON_DAYS)), then=places[Group.SOON]),
        When(owes, then=places[Group.LATER]),
        When(status__in=_TO_GIVE, then=places[Group.TO_GIVE]),
        When(status=RequestStatus.NEEDS_COMPLETION.value, then=places[Group.WAITING]),
        default=places[Group.DONE],
        output_field=IntegerField(),
    )
    return InformationRequest.objects.filter(unit=unit).annotate(group=group)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of an address, each empty where nothing narrows; without a group, all that is not done."""

    group: str = ""
    channel: str = ""
    regime: str = ""
    assigned: str = ""
    status: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        """What the address asks for; unknown values narrow nothing."""
        assigned = query.get("petugas", "")
        return cls(
            group=_known(query.get("kelompok", ""), Group),
            channel=_known(query.get("kanal", ""), Channel),
            regime=_known(query.get("rezim", ""), Regime),
            assigned=assigned if assigned in (MINE, NOBODY) or _is_number(assigned) else "",
            status=_known(query.get("keadaan", ""), RequestStatus),
        )

    def __bool__(self) -> bool:
        return bool(self.group or self.channel or self.regime or self.assigned or self.status)

    @property
    def query(self) -> str:
        """The filters as they stand in an address, with the question mark; "" for none."""
        named = {
            "kelompok": self.group,
            "kanal": self.channel,
            "rezim": self.regime,
            "petugas": self.assigned,
            "keadaan": self.status,
        }
        kept = urlencode({name: value for name, value in named.items() if value})
        return f"?{kept}" if kept else ""

    def in_group(self, group: str) -> str:
        """The address of the same filters in another group."""
        return replace(self, group=group).query or "?"

    def narrowed(self, rows: Rows, *, me: int) -> Rows:
        """The rows that pass every filter but the group."""
        found = rows
        if self.channel:
            found = found.filter(channel=self.channel)
        if self.regime:
            found = found.filter(regime=self.regime)
        if self.status:
            found = found.filter(status=self.status)
        if self.assigned == NOBODY:
            found = found.filter(assigned_to=None)
        elif self.assigned:
            found = found.filter(assigned_to=me if self.assigned == MINE else int(self.assigned))
        return found

    def shown(self, rows: Rows) -> Rows:
        """Those of the group; without one, all that is not done."""
        if self.group:
            return rows.filter(group=ORDER.index(Group(self.group)))
        if self.status:
            return rows
        return rows.exclude(group=ORDER.index(Group.DONE))


def _known(value: str, kinds: type[StrEnum]) -> str:
    return value if value in set(kinds) else ""


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 19


def sought(rows: Rows, words: str) -> Rows:
    """Rows in which every word stands: in the number, the subject, the details or the applicant's name."""
    found = rows
    for word in words.split():
        found = found.filter(
            Q(number__icontains=word)
            | Q(subject__icontains=word)
            | Q(details__icontains=word)
            | Q(applicant__name__icontains=word)
        )
    return found


def due_soon(unit: WorkUnit, today: date, *, most: int) -> list[InformationRequest]:
    """Requests that are late or must be answered within a week, the most urgent first; one query."""
    rows = grouped(unit, today).filter(group__lte=ORDER.index(Group.SOON))
    return list(rows.order_by("target_on", "pk")[:most])


def words_of(text: str) -> str:
    """What was typed into the search, tidied and cut."""
    return " ".join(text.replace("\0", "").split())[:LONGEST_SEEK]
