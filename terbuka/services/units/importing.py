"""Units from a table that somebody hands in: checked whole, compared, then all of it or nothing."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from terbuka.documents.tables import Fault as Fault
from terbuka.documents.tables import Sheet
from terbuka.models import Account, WorkUnit
from terbuka.models.units import WebsiteKind
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.rules.units import Level, Tenure, Unit, may_rename, may_succeed
from terbuka.rules.zones import zone_of
from terbuka.services.events import record
from terbuka.services.units.difference import Change, Difference, Following, UnitChange, by_origin
from terbuka.services.units.reading import COLUMNS, NEEDED, Check, Register, Wanted, read_row
from terbuka.services.units.register import values_of
from terbuka.services.units.succession import close_unit, followed, rename_unit, search_text_of, succeed_units

__all__ = ["COLUMNS", "NEEDED", "import_units", "plan_units"]

# What a change of a unit is told by; its province and its search words follow from these.
_COMPARED = ("name", "short_name", "slug", "aliases", "region_code", "kind", "zone")


@dataclass(slots=True)
class _Plan:
    """A table on its way to a difference: rows with what they ask for, and who holds which region."""

    register: Register
    today: date
    checks: list[Check] = field(default_factory=list)
    wanted: list[tuple[Check, Wanted]] = field(default_factory=list)
    holders: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def links(self) -> list[tuple[Check, Following]]:
        """Who shall follow upon whom."""
        return [(check, link) for check, one in self.wanted for link in one.followings]

    @property
    def ending(self) -> set[str]:
        """The slugs of units that end with this table."""
        return {link.before for _check, link in self.links if link.ends}

    def parent_slug(self, unit: Unit) -> str:
        """The unit above, as it will be; "" for none."""
        over = {Level.NATIONAL: "", Level.PROVINCE: "00", Level.REGENCY: unit.province_code}[unit.level]
        return self.holders.get((unit.institution.value, over), "")


def _day(at: datetime) -> date:
    return at.astimezone(zone_of("").clock).date()


def plan_units(sheet: Sheet, *, at: datetime) -> tuple[Difference, list[Fault]]:
    """What a table would change at this moment, and every fault in it; writes nothing."""
    plan = _Plan(Register.now(), _day(at))
    for row in sheet.rows:
        check = Check(row, sheet)
        plan.checks.append(check)
        found = read_row(check, plan.register, plan.today)
        if found:
            plan.wanted.append((check, found))
    _once(plan)
    _regions(plan)
    _names(plan)
    _successions(plan)
    faults = [fault for check in plan.checks for fault in check.faults]
    return (Difference() if faults else _difference(plan)), faults


def _once(plan: _Plan) -> None:
    """No unit stands in two rows."""
    seen: set[str] = set()
    for check, one in plan.wanted:
        names = {one.unit.slug, one.stored.slug} if one.stored else {one.unit.slug}
        if names & seen:
            check.fault("slug", say("satker ini sudah ada di baris lain"))
        seen |= names


def _is_over(plan: _Plan, one: Wanted) -> bool:
    """Does this row speak of a unit that has ended, or ends with this table?"""
    return one.stored is not None and (one.stored.valid_to is not None or one.stored.slug in plan.ending)


def _regions(plan: _Plan) -> None:
    """One open unit of each body in a region, and one above it."""
    new_slugs = {one.stored.slug: one.unit.slug for _check, one in plan.wanted if one.stored}
    for unit in plan.register.stored.values():
        if unit.valid_to is None and unit.slug not in plan.ending:
            plan.holders[unit.institution, unit.region_code] = new_slugs.get(unit.slug, unit.slug)
    for check, one in plan.wanted:
        if _is_over(plan, one):
            continue
        place = (one.unit.institution.value, one.unit.region_code)
        holder = plan.holders.setdefault(place, one.unit.slug)
        if holder != one.unit.slug:
            check.fault("region_code", say("wilayah ini milik satker {slug}", slug=holder))
    for check, one in plan.wanted:
        if (
            one.unit.level is not Level.NATIONAL
            and not _is_over(plan, one)
            and not plan.parent_slug(one.unit)
        ):
            over = "00" if one.unit.level is Level.PROVINCE else one.unit.province_code
            check.fault("region_code", say("satker di atasnya ({code}) belum ada", code=over))


def _names(plan: _Plan) -> None:
    """No unit takes a name in addresses that is another's."""
    taken = {*plan.register.stored, *plan.register.former}
    for check, one in plan.wanted:
        if one.renaming and one.stored:
            own = {slug for slug, unit in plan.register.former.items() if unit == one.stored}
            own.add(one.stored.slug)
            ruling = may_rename(
                one.unit.slug, one.unit.name, own=own, taken=taken, on=one.renaming.on, today=plan.today
            )
            if not ruling and ruling.reason:
                check.fault("slug", ruling.reason)


def _left_below(plan: _Plan, slug: str, on: date) -> int:
    """How many units would still stand right under one that ends."""
    unit = plan.register.stored[slug]
    moved = {
        one.stored.pk
        for _check, one in plan.wanted
        if one.stored and plan.parent_slug(one.unit) not in ("", slug)
    }
    below = (one for one in plan.register.stored.values() if one.parent_id == unit.pk)
    return sum(1 for one in below if one.pk not in moved and (one.valid_to is None or one.valid_to >= on))


def _successions(plan: _Plan) -> None:
    """Nobody follows upon itself, too early, or upon another kind of unit."""
    known = followed()
    for check, link in plan.links:
        former = plan.register.stored.get(link.before)
        heir = next(one for _check, one in plan.wanted if one.unit.slug == link.after)
        if former is None:
            continue
        below = _left_below(plan, link.before, link.on) if link.ends else 0
        before = Tenure(
            former.slug, former.institution, former.level, former.valid_from, former.valid_to, below
        )
        stored = heir.stored
        after = Tenure(
            link.after,
            heir.unit.institution.value,
            heir.unit.level.value,
            stored.valid_from if stored else values_of(heir.unit, None)["valid_from"],
            stored.valid_to if stored else None,
        )
        ruling = may_succeed(before, after, ends=link.ends, on=link.on, today=plan.today, followed=known)
        if not ruling and ruling.reason:
            check.fault("origins", ruling.reason)
        known.setdefault(link.before, set()).add(link.after)
    _one_day(plan)


def _one_day(plan: _Plan) -> None:
    """A unit ends on one day, whatever rows name it."""
    days: dict[str, tuple[date, bool]] = {}
    for check, link in plan.links:
        if days.setdefault(link.before, (link.on, link.ends)) != (link.on, link.ends):
            check.fault(
                "on", say("{slug} berakhir dengan cara atau pada hari lain di baris lain", slug=link.before)
            )


def _said(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value or "")


def _changes(plan: _Plan, one: Wanted) -> tuple[Change, ...]:
    """What of a stored unit becomes another; nothing for a new one."""
    stored = one.stored
    if stored is None:
        return ()
    values = values_of(one.unit, None)
    pairs = [(name, getattr(stored, name), values[name]) for name in _COMPARED]
    if values["valid_from"] is not None:  # else nothing is known beside what stands
        pairs.append(("valid_from", stored.valid_from, values["valid_from"]))
    if not _is_over(plan, one):
        slugs = {unit.pk: unit.slug for unit in plan.register.stored.values()}
        moved = {other.stored.slug: other.unit.slug for _check, other in plan.wanted if other.stored}
        above = slugs.get(stored.parent_id or 0, "")
        pairs.append(("parent", moved.get(above, above), plan.parent_slug(one.unit)))
    pairs.append(("website", plan.register.sites.get(stored.pk, ""), one.unit.website))
    return tuple(Change(name, _said(old), _said(new)) for name, old, new in pairs if old != new)


def _difference(plan: _Plan) -> Difference:
    units, same = [], 0
    order = list(Level)
    for _check, one in sorted(plan.wanted, key=lambda pair: order.index(pair[1].unit.level)):
        changes = _changes(plan, one)
        if one.stored is None or changes or one.renaming or one.former_slug:
            pk = one.stored.pk if one.stored else None
            units.append(UnitChange(one.unit, pk, changes, one.renaming, one.former_slug))
        elif not one.followings:
            same += 1
    return Difference(tuple(units), tuple(link for _check, link in plan.links), same)


@transaction.atomic
def import_units(
    sheet: Sheet, *, shown: Difference | None = None, by: Account | None, at: datetime
) -> Difference:
    """Do what the table asks for, all of it; gives what was done.

    `shown` is the difference that people agreed to: where the register has moved
    on since, nothing is done. Raises BadInput for that, and for a table with faults.
    """
    difference, faults = plan_units(sheet, at=at)
    if faults or (shown is not None and shown != difference):
        raise BadInput(
            say("Daftar satker berubah sesudah perbedaannya ditampilkan; tidak ada yang diubah. Ulangi.")
        )
    rows = {unit.slug: unit for unit in WorkUnit.objects.all()}
    for link in difference.followings:
        if link.ends:
            close_unit(rows[link.before], link.on)
    _carry_out(difference, rows, by=by, at=at)
    for links in by_origin(difference.followings):
        succeed_units(
            [rows[links[0].before]],
            [rows[link.after] for link in links],
            kind=links[0].kind,
            on=links[0].on,
            basis=links[0].basis,
            ends=links[0].ends,
            by=by,
            at=at,
        )
    return difference


def _carry_out(
    difference: Difference, rows: dict[str, WorkUnit], *, by: Account | None, at: datetime
) -> None:
    """Every unit of a difference, those above first; `rows` then holds them by their new slugs."""
    by_pk = {unit.pk: unit for unit in rows.values()}
    over = {(unit.institution, unit.region_code): unit for unit in rows.values() if unit.valid_to is None}
    begins = {link.after: link for link in difference.followings}
    for one in difference.units:
        row = by_pk[one.pk] if one.pk else WorkUnit()
        if one.renaming:
            row = _renamed(row, one, by=by, at=at)
        if one.former_slug:
            row.former_slugs.create(slug=one.former_slug, until_on=_day(at))
        unit = one.unit
        code = {Level.NATIONAL: "", Level.PROVINCE: "00", Level.REGENCY: unit.province_code}[unit.level]
        values = values_of(unit, over.get((unit.institution.value, code)))
        _write(row, one, values, begins.get(one.slug), by=by, at=at)
        rows[one.slug] = row
        if row.valid_to is None:
            over[row.institution, row.region_code] = row


def _renamed(row: WorkUnit, one: UnitChange, *, by: Account | None, at: datetime) -> WorkUnit:
    assert one.renaming
    return rename_unit(
        row,
        slug=one.unit.slug,
        name=one.unit.name,
        short_name=one.unit.short_name,
        on=one.renaming.on,
        basis=one.renaming.basis,
        by=by,
        at=at,
    )


def _write(
    row: WorkUnit,
    one: UnitChange,
    values: dict[str, Any],
    begin: Following | None,
    *,
    by: Account | None,
    at: datetime,
) -> None:
    """One unit and its main address."""
    if one.pk and values["valid_from"] is None:
        del values["valid_from"], values["valid_basis"]
    elif begin and values["valid_from"] is None:
        values |= {"valid_from": begin.on, "valid_basis": begin.basis if len(begin.basis) <= 40 else ""}
    if row.valid_to is not None:
        del values["parent_id"]
    changed = {key: value for key, value in values.items() if getattr(row, key) != value}
    for key, value in changed.items():
        setattr(row, key, value)
    row.is_imported = True
    row.save()
    is_moved = _move_site(row, one.unit)
    row.search_text = search_text_of(row)
    row.save(update_fields=["search_text"])
    told = {key: value for key, value in changed.items() if key not in ("search_text", "valid_from")}
    payload = told | ({"website": one.unit.website} if is_moved else {})
    if payload:
        record("work_unit", row.pk, "import", by=by, at=at, payload=payload)


def _move_site(row: WorkUnit, unit: Unit) -> bool:
    """Make the address the main one; whether that changed anything."""
    main = row.websites.filter(kind=WebsiteKind.MAIN.value).first()
    if not unit.website or (main and main.url == unit.website):
        return False
    row.websites.filter(url=unit.website).exclude(kind=WebsiteKind.MAIN.value).delete()
    row.websites.update_or_create(
        kind=WebsiteKind.MAIN.value, defaults={"url": unit.website, "basis": unit.website_basis}
    )
    return True
