"""Units over time: renamed, split, merged. What was done stays with the unit that did it.

A renamed unit is the same row under another name; its former address leads to the
new one. A unit that ends keeps its row, its work and its page; those that follow upon
it are linked to it, and are found by its name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from terbuka.models import Account, Event, FormerSlug, Succession, Website, WorkUnit
from terbuka.models.units import WebsiteKind
from terbuka.rules.language import say
from terbuka.rules.ruling import Ruling, allow, refuse
from terbuka.rules.units import SuccessionKind, Tenure, may_rename, may_succeed, may_work, with_former_names
from terbuka.rules.zones import zone_of
from terbuka.services.events import record
from terbuka.services.units.register import searched
from terbuka.services.units.telling import tell_changed

KIND = "work_unit"
LONGEST_BASIS = 200
_ONE = timedelta(days=1)


def _day(unit: WorkUnit, at: datetime) -> date:
    return at.astimezone(zone_of(unit.region_code).clock).date()


def _locked(units: Iterable[WorkUnit]) -> dict[int, WorkUnit]:
    """The rows, held until the transaction ends, in one order, so that two such acts never block."""
    wanted = [unit.pk for unit in units]
    return {row.pk: row for row in WorkUnit.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}


def search_text_of(unit: WorkUnit) -> str:
    """What a stored unit is found by, the names of those it followed upon among it."""
    sites = Website.objects.filter(unit=unit, kind=WebsiteKind.MAIN.value)
    origins = WorkUnit.objects.filter(successions__after=unit).order_by("pk")
    names = [name for one in origins for name in (one.name, one.short_name, *one.aliases)]
    return searched(unit.name, unit.short_name, unit.aliases, [site.host for site in sites], names)


@transaction.atomic
def rename_unit(
    unit: WorkUnit,
    *,
    slug: str,
    name: str,
    short_name: str = "",
    on: date,
    basis: str = "",
    by: Account | None,
    at: datetime,
) -> WorkUnit:
    """Give a unit another name and address from a day on; the former ones still find it. Raises Refused."""
    row = _locked([unit])[unit.pk]
    short_name = short_name or name
    if (row.slug, row.name, row.short_name) == (slug, name, short_name):
        return row
    own = {row.slug, *row.former_slugs.values_list("slug", flat=True)}
    taken = {*WorkUnit.objects.filter(slug=slug).values_list("slug", flat=True)}
    taken |= {*FormerSlug.objects.filter(slug=slug).values_list("slug", flat=True)}
    may_rename(slug, name, own=own, taken=taken, on=on, today=_day(row, at)).enforce()
    before = {"slug": row.slug, "name": row.name, "short_name": row.short_name}
    if slug != row.slug:
        row.former_slugs.filter(slug=slug).delete()
        row.former_slugs.update_or_create(slug=row.slug, defaults={"until_on": on - _ONE})
    row.aliases = list(with_former_names(row.aliases, [row.name, row.short_name], [name, short_name]))
    row.slug, row.name, row.short_name, row.is_imported = slug, name, short_name, True
    row.search_text = search_text_of(row)
    row.save(update_fields=["slug", "name", "short_name", "aliases", "is_imported", "search_text"])
    told = {
        "before": before,
        "after": {"slug": slug, "name": name, "short_name": short_name},
        "on": on.isoformat(),
        "basis": basis[:LONGEST_BASIS],
    }
    record(KIND, row.pk, "rename", by=by, at=at, payload=told)
    if name != before["name"]:
        tell_changed(row, before=before["name"], names=[name], on=on, by=by, at=at)
    return row


def followed() -> dict[str, set[str]]:
    """Who is known to have followed upon whom, by slug."""
    known: dict[str, set[str]] = {}
    for before, after in Succession.objects.values_list("before__slug", "after__slug"):
        known.setdefault(before, set()).add(after)
    return known


def _tenure(unit: WorkUnit, on: date) -> Tenure:
    below = WorkUnit.objects.filter(parent=unit).filter(Q(valid_to=None) | Q(valid_to__gte=on)).count()
    return Tenure(unit.slug, unit.institution, unit.level, unit.valid_from, unit.valid_to, below)


@transaction.atomic
def succeed_units(
    before: Iterable[WorkUnit],
    after: Iterable[WorkUnit],
    *,
    kind: SuccessionKind,
    on: date,
    basis: str = "",
    ends: bool = True,
    by: Account | None,
    at: datetime,
) -> list[Succession]:
    """Every unit of `after` follows upon every one of `before` from a day on; gives the new links.

    The earlier ones end on the day before, unless `ends` is false. Twice is fine. Raises Refused.
    """
    early, late = list(before), list(after)
    rows = _locked([*early, *late])
    made = []
    for former in (rows[unit.pk] for unit in early):
        for heir in (rows[unit.pk] for unit in late):
            link = Succession.objects.filter(before=former, after=heir).first()
            if link is not None:
                _same(link, kind, on).enforce()
                continue
            today = _day(heir, at)
            may_succeed(
                _tenure(former, on), _tenure(heir, on), ends=ends, on=on, today=today, followed=followed()
            ).enforce()
            made.append(_link(former, heir, kind, on, basis[:LONGEST_BASIS]))
            told = {"before": former.slug, "kind": kind.value, "on": on.isoformat(), "basis": basis}
            record(KIND, heir.pk, "succeed", by=by, at=at, payload=told)
        if ends and any(link.before_id == former.pk for link in made):
            close_unit(former, on)
            heirs = [unit.slug for unit in late]
            ended = {"valid_to": (on - _ONE).isoformat(), "after": heirs}
            record(KIND, former.pk, "end", by=by, at=at, payload=ended)
            names = [unit.name for unit in late]
            tell_changed(former, before=former.name, names=names, on=on, by=by, at=at)
    return made


def _same(link: Succession, kind: SuccessionKind, on: date) -> Ruling:
    if (link.kind, link.on) == (kind.value, on):
        return allow()
    return refuse(
        say("{after} sudah tercatat menggantikan {before}.", after=link.after.slug, before=link.before.slug)
    )


def _link(before: WorkUnit, after: WorkUnit, kind: SuccessionKind, on: date, basis: str) -> Succession:
    link = Succession.objects.create(before=before, after=after, kind=kind.value, on=on, basis=basis)
    after.search_text, after.is_imported = search_text_of(after), True
    after.save(update_fields=["search_text", "is_imported"])
    return link


def close_unit(unit: WorkUnit, on: date) -> None:
    """Write the last day of a unit that ends the day before `on`; who calls it records why."""
    unit.valid_to, unit.is_imported = on - _ONE, True
    unit.save(update_fields=["valid_to", "is_imported"])


def followers_of(unit: WorkUnit) -> list[Succession]:
    """What followed upon a unit, the earliest first."""
    return list(Succession.objects.filter(before=unit).select_related("after"))


def still_open(unit: WorkUnit, on: date) -> Ruling:
    """May new work begin at this unit on a day?"""
    if not unit.has_ended(on):
        return allow()
    return may_work(unit.valid_to, [link.after.name for link in followers_of(unit)], on)


def check_open(unit: WorkUnit, at: datetime) -> None:
    """Raises Refused where the unit has ended: nothing new begins there."""
    still_open(unit, _day(unit, at)).enforce()


@dataclass(frozen=True, slots=True)
class Past:
    """A name that a unit had until a day."""

    name: str
    until_on: date
    basis: str


def past_names(unit: WorkUnit) -> list[Past]:
    """The names that a unit gave up, the earliest first."""
    told = Event.objects.about(KIND, unit.pk).filter(verb="rename").order_by("at", "id")
    return [
        Past(
            event.payload["before"]["name"],
            date.fromisoformat(event.payload["on"]) - _ONE,
            event.payload["basis"],
        )
        for event in told
        if event.payload["before"]["name"] != event.payload["after"]["name"]
    ]


@dataclass(frozen=True, slots=True)
class Stranded:
    """A unit that has ended and still has people; `followers` are where they now belong."""

    unit: WorkUnit
    people: int
    followers: tuple[WorkUnit, ...]


def stranded(under: WorkUnit, on: date) -> list[Stranded]:
    """Ended units below one, or itself, whose people have not been moved, the latest end first."""
    held = Q(appointments__ended_at=None) & (Q(appointments__to_on=None) | Q(appointments__to_on__gte=on))
    ended = WorkUnit.objects.under(under).filter(valid_to__lt=on)
    left = ended.annotate(people=Count("appointments", filter=held)).filter(people__gt=0)
    return [
        Stranded(unit, unit.people, tuple(link.after for link in followers_of(unit)))
        for unit in left.order_by("-valid_to", "region_code")
    ]
