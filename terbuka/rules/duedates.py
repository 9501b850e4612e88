"""Until when a publication is fresh: the last day under the dated rule of its item, and the state on a day.

What `freshness.freshness` says of a document on each day, said once for all days
to come, so that a query finds what goes stale. Sources: UU 14/2008 article 9 (4)
(periodic information is refreshed at least every six months: `periodic.refresh`
of `data/limits.toml`) and the list of required items with its freshness rules.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from terbuka.rules.catalogue import InformationClass
from terbuka.rules.freshness import ELECTIONS, Age, Subject, elections, freshness, plan_periods, rule
from terbuka.rules.language import Phrase, say
from terbuka.rules.limits import limit
from terbuka.rules.pages import FoundDate

_ONE = timedelta(days=1)
# Rules that cannot be judged without a period: a person must say it before it goes out.
NEEDS_PERIOD = frozenset({"year", "quarter", "renstra"})
# Rules that count from a day: where no period is said, the day of the last change tells it.
_COUNTS_FROM_A_DAY = frozenset({"age", "quarter"})


class EntryState(StrEnum):
    """Where a required item of a unit stands. `if_event`: owed only when something happens."""

    FRESH = "fresh"
    DUE = "due"
    STALE = "stale"
    MISSING = "missing"
    WAIVED = "waived"
    IF_EVENT = "if_event"


STATE_WORDS: dict[EntryState, Phrase] = {
    EntryState.FRESH: say("berlaku"),
    EntryState.DUE: say("segera usang"),
    EntryState.STALE: say("usang"),
    EntryState.MISSING: say("belum ada"),
    EntryState.WAIVED: say("tidak berlaku bagi satker ini"),
    EntryState.IF_EVENT: say("hanya bila ada kejadian"),
}


@dataclass(frozen=True, slots=True)
class Dates:
    """What a publication says of its own age.

    `period` are the first and last day that it is about; `changed_on` when its content
    last changed, `confirmed_on` when a person last said that it still holds;
    `election_years` the elections that it names; `cites` the rules that it cites, each with
    the first day on which it no longer holds, None for one in force.
    """

    changed_on: date
    confirmed_on: date | None = None
    period: tuple[date, date] | None = None
    election_years: tuple[int, ...] = ()
    cites: tuple[tuple[str, date | None], ...] = ()


def subject_of(rule_text: str, dates: Dates, on: date) -> Subject:
    """The publication as the freshness rule asks about it on a day.

    A paper says nothing of days after it was changed: for rules that count days a
    period that was still running then ends on that day.
    """
    kind = rule(rule_text).kind
    period = dates.period
    if period and kind in _COUNTS_FROM_A_DAY and period[0] <= dates.changed_on < period[1]:
        period = (period[0], dates.changed_on)
    if period is None and kind in ("age", "last_election"):
        period = (dates.changed_on, dates.changed_on)
    return Subject(
        period=FoundDate(*period, _words(period)) if period else None,
        election_years=dates.election_years,
        revoked=tuple(name for name, ended in dates.cites if ended and ended <= on),
        in_force=tuple(name for name, ended in dates.cites if not ended or ended > on),
    )


def _words(period: tuple[date, date]) -> str:
    first, last = (day.year for day in period)
    return f"{first}-{last}" if first != last else str(first)


def stale_after(
    rule_text: str, information_class: InformationClass, dates: Dates, as_of: date
) -> date | None:
    """The last day on which the publication is still fresh for an item; None where it never goes stale.

    The day may lie in the past: then it is stale already. Where a rule needs a period
    and none was said, the day before `as_of`: it proves nothing. Raises ValueError
    for an unknown rule.
    """
    law = rule(rule_text)
    subject = subject_of(rule_text, dates, as_of)
    if law.kind in ("none", "event"):
        return _of_confirmation(law.kind, information_class, dates)
    if law.kind == "cites":
        return _of_citations(dates)
    if subject.period is None and not (law.kind == "last_election" and subject.election_years):
        return as_of - _ONE
    if law.kind in ("renstra", "last_election"):
        return _of_breaks(rule_text, subject, as_of)
    assert subject.period
    end = subject.period.end
    if law.kind == "year":
        if law.after:
            return date(end.year + law.number + 1, *law.after)
        return date(end.year + law.number, 12, 31)
    if law.kind == "age":
        return plus_months(end, law.number)
    return _quarter_end_after(end) + timedelta(days=law.number)


def plus_months(day: date, months: int) -> date:
    """The day so many months later; the end of a month stays the end of a month."""
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    is_end = day.day == monthrange(day.year, day.month)[1]
    return date(day.year + years, month + 1, last if is_end else min(day.day, last))


def _of_confirmation(kind: str, information_class: InformationClass, dates: Dates) -> date | None:
    """Periodic information without a rule of its own lives by its last confirmation (UU 14/2008, art. 9)."""
    if kind == "event" or information_class is not InformationClass.PERIODIC:
        return None
    last = max(dates.changed_on, dates.confirmed_on or dates.changed_on)
    return plus_months(last, limit("periodic.refresh", None, on=last).amount)


def _of_citations(dates: Dates) -> date | None:
    """Stale once the last rule that it cites is revoked."""
    ends = [ended for _name, ended in dates.cites]
    known = [ended for ended in ends if ended is not None]
    return max(known) - _ONE if ends and len(known) == len(ends) else None


def _breaks() -> list[date]:
    """Days on which the answer of a rule that rests on `data/elections.toml` may change."""
    days = {one.required_from for one in plan_periods()}
    for one in elections():
        days |= {one.stages_from, one.completed_on}
    return sorted(days)


def _of_breaks(rule_text: str, subject: Subject, as_of: date) -> date | None:
    """Ask the rule itself on each day on which its answer may change, forward, or back where it is stale."""

    def is_fresh(on: date) -> bool:
        return freshness(rule_text, subject, on).age is Age.FRESH

    if is_fresh(as_of):
        ends = (day for day in _breaks() if day > as_of and not is_fresh(day))
        return next((day - _ONE for day in ends), None)
    earlier = [day for day in _breaks() if day <= as_of]
    while earlier:
        first_stale = earlier.pop()
        if is_fresh(first_stale - _ONE):
            return first_stale - _ONE
    # It was never fresh: its own last day, or yesterday for what is about days to come.
    end = subject.period.end if subject.period else as_of - _ONE
    return min(end, as_of - _ONE)


def _quarter_end_after(day: date) -> date:
    """The last day of the first quarter that ends after a day."""
    later = day + _ONE
    month = later.month + (-later.month % 3)
    return date(later.year, month, monthrange(later.year, month)[1])


def earliest(days: Iterable[date | None]) -> date | None:
    """The first of some due days; None where none of them ever comes."""
    known = [day for day in days if day is not None]
    return min(known, default=None)


def state_of(due_on: date | None, on: date, *, soon: int) -> EntryState:
    """Fresh, due within `soon` days, or stale, of something that is there."""
    if due_on is None or (due_on - on).days > soon:
        return EntryState.FRESH
    return EntryState.DUE if due_on >= on else EntryState.STALE


def entry_state(
    *, has_proof: bool, due_on: date | None, is_waived: bool, rule_text: str, on: date, soon: int
) -> EntryState:
    """The state of one required item of a unit on a day."""
    if is_waived:
        return EntryState.WAIVED
    if has_proof:
        return state_of(due_on, on, soon=soon)
    return EntryState.IF_EVENT if rule_text == "event" else EntryState.MISSING


def fingerprint() -> str:
    """Of the data that due dates rest on: another one means that they are reckoned anew."""
    names = ("elections.toml", "sources.toml", "limits.toml", "required_items.csv")
    whole = b"".join((ELECTIONS.parent / name).read_bytes() for name in names)
    return sha256(whole).hexdigest()[:16]


def dip_state(decided_on: date | None, on: date) -> EntryState:
    """Of the list of public information itself: due 6 months after its decree, stale after 12 (DT-05)."""
    if decided_on is None:
        return EntryState.MISSING
    if on > plus_months(decided_on, limit("dip.renew", None, on=on).amount):
        return EntryState.STALE
    if on > plus_months(decided_on, limit("dip.remind", None, on=on).amount):
        return EntryState.DUE
    return EntryState.FRESH
