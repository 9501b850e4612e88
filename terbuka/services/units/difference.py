"""What a table of units would change, as plain values: shown before it acts, then carried out as shown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from terbuka.rules.daynames import Day
from terbuka.rules.language import Phrase, say
from terbuka.rules.units import SUCCESSION_WORDS, SuccessionKind, Unit

# So many lines of each sort are shown unless all are asked for.
FEW = 10
_ONE = timedelta(days=1)
_FIELDS = {
    "name": say("nama"),
    "short_name": say("nama pendek"),
    "slug": say("alamat"),
    "aliases": say("nama lain"),
    "parent": say("satker di atasnya"),
    "region_code": say("kode wilayah"),
    "kind": say("jenis"),
    "zone": say("zona waktu"),
    "valid_from": say("berdiri"),
    "website": say("situs"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One value that becomes another; "" for none. Lists are joined by "; "."""

    field: str
    old: str
    new: str

    def __str__(self) -> str:
        nothing = str(say("kosong"))
        return f"{_FIELDS[self.field]}: {self.old or nothing} → {self.new or nothing}"


@dataclass(frozen=True, slots=True)
class Renaming:
    """A unit takes another name or address from a day on."""

    pk: int
    slug: str
    on: date
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Following:
    """One unit follows upon another from a day on; `ends`: the earlier one ends the day before."""

    before: str
    after: str
    kind: SuccessionKind
    on: date
    basis: str = ""
    ends: bool = True


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What becomes of one unit. `pk` is None for a new one; `former_slug` shall lead to it."""

    unit: Unit
    pk: int | None
    changes: tuple[Change, ...]
    renaming: Renaming | None = None
    former_slug: str = ""

    @property
    def slug(self) -> str:
        """Its address afterwards."""
        return self.unit.slug


@dataclass(frozen=True, slots=True)
class Difference:
    """All that a table would change; `same` counts rows that say what stands already."""

    units: tuple[UnitChange, ...] = ()
    followings: tuple[Following, ...] = ()
    same: int = 0

    @property
    def fresh(self) -> list[UnitChange]:
        """Units that are new."""
        return [one for one in self.units if one.pk is None]

    @property
    def renamed(self) -> list[UnitChange]:
        """Units that take another name."""
        return [one for one in self.units if one.renaming]

    @property
    def changed(self) -> list[UnitChange]:
        """Units that change otherwise."""
        return [one for one in self.units if one.pk is not None and not one.renaming]

    @property
    def ended(self) -> list[str]:
        """The slugs of units that end."""
        return list(dict.fromkeys(one.before for one in self.followings if one.ends))

    def __bool__(self) -> bool:
        return bool(self.units or self.followings)


def _plain(text: str) -> Phrase:
    """Words that are the same in every language."""
    return Phrase("{text}", (("text", text),))


def _fresh(one: UnitChange) -> list[Phrase]:
    unit = one.unit
    return [_plain(f"  + {unit.slug}: {unit.name} ({unit.region_code})")]


def _values(one: UnitChange) -> Iterator[Phrase]:
    for change in one.changes:
        yield Phrase("      {change}", (("change", change),))
    if one.former_slug:
        yield say("      alamat lama {slug} menuju ke sini", slug=one.former_slug)


def _renamed(one: UnitChange) -> list[Phrase]:
    assert one.renaming
    head = say("  ~ {slug}, mulai {day}{basis}", slug=one.renaming.slug, day=Day(one.renaming.on),
               basis=_because(one.renaming.basis))  # fmt: skip
    return [head, *_values(one)]


def _changed(one: UnitChange) -> list[Phrase]:
    return [_plain(f"  ~ {one.slug}"), *_values(one)]


def _because(basis: str) -> str:
    return f" ({basis})" if basis else ""


def _following(links: Sequence[Following]) -> list[Phrase]:
    first = links[0]
    told = {
        "before": first.before,
        "day": Day(first.on - _ONE if first.ends else first.on),
        "kind": SUCCESSION_WORDS[first.kind],
        "after": ", ".join(link.after for link in links),
        "basis": _because(first.basis),
    }
    if first.ends:
        return [say("  - {before} berakhir {day}, {kind}: dilanjutkan {after}{basis}", **told)]
    return [say("  - {before} tetap ada; sejak {day} sebagiannya menjadi {after}{basis}", **told)]


def _part(head: Phrase, blocks: Sequence[list[Phrase]], *, is_whole: bool) -> list[Phrase]:
    if not blocks:
        return []
    shown = blocks if is_whole else blocks[:FEW]
    lines = [head, *(line for block in shown for line in block)]
    if len(blocks) > len(shown):
        more = len(blocks) - len(shown)
        lines.append(say("  … dan {n} lagi; --dry-run menampilkan semuanya", n=more))
    return lines


def by_origin(links: Iterable[Following]) -> list[list[Following]]:
    """Links with the same beginning together, as one line says them."""
    groups: dict[tuple[object, ...], list[Following]] = {}
    for link in links:
        groups.setdefault((link.before, link.kind, link.on, link.basis, link.ends), []).append(link)
    return list(groups.values())


def lines_of(difference: Difference, *, is_whole: bool) -> list[Phrase]:
    """The difference, readable: what is new, renamed, changed, ended; long lists shortened unless whole."""
    fresh, renamed, changed = difference.fresh, difference.renamed, difference.changed
    links = by_origin(difference.followings)
    parts = (
        _part(say("Satker baru: {n}", n=len(fresh)), [_fresh(one) for one in fresh], is_whole=is_whole),
        _part(
            say("Berganti nama: {n}", n=len(renamed)), [_renamed(one) for one in renamed], is_whole=is_whole
        ),
        _part(say("Berubah: {n}", n=len(changed)), [_changed(one) for one in changed], is_whole=is_whole),
        _part(say("Digantikan: {n}", n=len(links)), [_following(one) for one in links], is_whole=is_whole),
    )
    return [line for part in parts for line in part] + [say("Tetap sama: {n}", n=difference.same)]
