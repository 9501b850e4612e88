"""The tree of work units: levels, institutions, who stands above whom; how one follows upon another.

Source: `data/units.csv` (region codes and names from the dataset "wilayah" by
Cahya DSN, MIT; its notice lies beside the data).
"""

import csv
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from terbuka.rules.daynames import Day
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput, Ruling, allow, refuse
from terbuka.rules.wording import quoted

UNITS = Path(__file__).parent / "data" / "units.csv"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# The commissions of the regions are younger than this day; what is planned lies within two years.
_EARLIEST, _AHEAD = date(2000, 1, 1), timedelta(days=731)
_ONE = timedelta(days=1)


class Institution(StrEnum):
    """The two election bodies; each is a tree with its own root."""

    KPU = "KPU"
    BAWASLU = "Bawaslu"


class Level(StrEnum):
    """Levels of the tree."""

    NATIONAL = "national"
    PROVINCE = "province"
    REGENCY = "regency"

    @classmethod
    def from_letter(cls, letter: str) -> "Level":
        """The level behind N, P or K of the list of required items. Raises KeyError."""
        return {"N": cls.NATIONAL, "P": cls.PROVINCE, "K": cls.REGENCY}[letter]


@dataclass(frozen=True, slots=True)
class Unit:
    """One work unit (satker) as the register of units names it.

    `kind` is nasional, provinsi, kabupaten or kota; `region_code` the Kemendagri
    code (00, 35, 35.17). `website_basis` is `seen` where a page naming the
    address was read, else `guess` (computed from the pattern of its kind).
    """

    slug: str
    institution: Institution
    level: Level
    kind: str
    region_code: str
    province_code: str
    name: str
    short_name: str
    website: str
    website_basis: str
    aliases: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The region's bare name: "Jombang" of "KPU Kabupaten Jombang"."""
        words = self.name.split()
        kinds = {"Kabupaten", "Kota", "Provinsi", "Republik"}
        cut = next((n + 1 for n, word in enumerate(words) if word in kinds), 1)
        return " ".join(words[cut:])

    @property
    def host(self) -> str:
        """Host name of its main website."""
        return urlsplit(self.website).hostname or ""


def _unit(row: dict[str, str]) -> Unit:
    return Unit(
        slug=row["slug"],
        institution=Institution(row["institution"]),
        level=Level(row["level"]),
        kind=row["kind"],
        region_code=row["region_code"],
        province_code=row["province_code"],
        name=row["name"],
        short_name=row["short_name"],
        website=row["website"],
        website_basis=row["website_basis"],
        aliases=tuple(alias for alias in row["aliases"].split(";") if alias),
    )


@cache
def all_units() -> tuple[Unit, ...]:
    """Every unit of both institutions, in the order of the register."""
    with UNITS.open(encoding="utf-8", newline="") as lines:
        return tuple(_unit(row) for row in csv.DictReader(lines))


@cache
def units_by_slug() -> dict[str, Unit]:
    """Units by slug."""
    return {unit.slug: unit for unit in all_units()}


def unit_named(slug: str) -> Unit:
    """The unit with this slug. Raises BadInput naming the nearest ones where there is none."""
    units = units_by_slug()
    if slug in units:
        return units[slug]
    near = get_close_matches(slug[:80], units, n=3, cutoff=0.5)
    if near:
        fault = say("Satker {slug} tidak dikenal; mungkin {near}.", slug=quoted(slug), near=", ".join(near))
    else:
        fault = say("Satker {slug} tidak dikenal; contoh: kpu-kab-jombang.", slug=quoted(slug))
    raise BadInput(fault)


class SuccessionKind(StrEnum):
    """How one unit came out of another."""

    RENAMED = "renamed"
    SPLIT = "split"
    MERGED = "merged"


SUCCESSION_WORDS = {
    SuccessionKind.RENAMED: say("ganti nama"),
    SuccessionKind.SPLIT: say("pecah"),
    SuccessionKind.MERGED: say("gabung"),
}


@dataclass(frozen=True, slots=True)
class Tenure:
    """A unit and the time in which it exists; `below`: units right under it that would be left without it."""

    slug: str
    institution: str
    level: str
    valid_from: date | None = None
    valid_to: date | None = None
    below: int = 0


def _may_begin(on: date, today: date) -> Ruling:
    if on < _EARLIEST or on > today + _AHEAD:
        return refuse(
            say(
                "Tanggal {day} di luar jangkauan; periksa tahunnya (paling jauh dua tahun ke depan).",
                day=Day(on),
            )
        )
    return allow()


def may_rename(
    slug: str, name: str, *, own: Collection[str], taken: Collection[str], on: date, today: date
) -> Ruling:
    """May a unit take this name and short name in addresses? `own`: those it has or had, `taken`: others'."""
    if not _SLUG.fullmatch(slug) or len(slug) > 80:
        return refuse(say("tulis dengan huruf kecil, angka dan tanda hubung, misalnya kpu-kab-jombang"))
    if not name.strip():
        return refuse(say("Tulis nama barunya."))
    if slug in taken and slug not in own:
        return refuse(say("Alamat {slug} milik satker lain, sekarang atau dahulu.", slug=slug))
    return _may_begin(on, today)


def may_succeed(
    before: Tenure,
    after: Tenure,
    *,
    ends: bool = True,
    on: date,
    today: date,
    followed: Mapping[str, Collection[str]],
) -> Ruling:
    """May `after` follow upon `before` from a day on? The last day of `before` is then the day before.

    `ends` is false where the earlier unit stays and a part of it becomes a unit of its own.
    `followed`: who is known to have followed upon whom, by slug.
    """
    if before.slug == after.slug:
        return refuse(say("Satker tidak dapat menggantikan dirinya sendiri."))
    if (before.institution, before.level) != (after.institution, after.level):
        return refuse(
            say(
                "{before} tidak dapat digantikan {after}: pengganti harus dari lembaga dan "
                "tingkat yang sama.",
                before=before.slug,
                after=after.slug,
            )
        )
    if before.slug in _following(after.slug, followed):
        return refuse(
            say(
                "Berputar: {before} sendiri tercatat sebagai pengganti {after}.",
                before=before.slug,
                after=after.slug,
            )
        )
    time = _may_begin(on, today)
    return _in_time(before, after, on, ends=ends) if time else time


def _in_time(before: Tenure, after: Tenure, on: date, *, ends: bool) -> Ruling:
    if before.valid_from and on - _ONE <= before.valid_from:
        return refuse(
            say(
                "{slug} baru berdiri {day}; hari penggantiannya harus sesudah itu.",
                slug=before.slug,
                day=Day(before.valid_from),
            )
        )
    if before.valid_to and (before.valid_to < on - _ONE or (ends and before.valid_to != on - _ONE)):
        return refuse(
            say("{slug} sudah berakhir pada {day}.", slug=before.slug, day=Day(before.valid_to)),
        )
    if after.valid_from and after.valid_from > on:
        return refuse(
            say("{slug} baru berdiri {day}.", slug=after.slug, day=Day(after.valid_from)),
        )
    if after.valid_to and after.valid_to < on:
        return refuse(say("{slug} sudah berakhir pada {day}.", slug=after.slug, day=Day(after.valid_to)))
    if ends and before.below:
        return refuse(
            say(
                "Masih ada {n} satker di bawah {slug}: sertakan dalam daftar, dengan kode wilayah barunya.",
                n=before.below,
                slug=before.slug,
            )
        )
    return allow()


def _following(slug: str, followed: Mapping[str, Collection[str]]) -> set[str]:
    """All that came out of a unit, over any number of steps."""
    found: set[str] = set()
    waiting = [slug]
    while waiting:
        for one in followed.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found


def may_work(ended_on: date | None, followers: Sequence[str], on: date) -> Ruling:
    """May new work begin at a unit on a day? What was done there stays and can be read."""
    if ended_on is None or on <= ended_on:
        return allow()
    if not followers:
        return refuse(
            say("Satker ini berakhir pada {day}; isinya hanya dapat dibaca.", day=Day(ended_on)),
        )
    return refuse(
        say(
            "Satker ini berakhir pada {day}; isinya hanya dapat dibaca. Pekerjaan baru dicatat di {names}.",
            day=Day(ended_on),
            names=", ".join(followers),
        )
    )


def with_former_names(
    aliases: Sequence[str], former: Sequence[str], present: Sequence[str]
) -> tuple[str, ...]:
    """The other names of a unit after it was renamed: those it had, and the names it gave up."""
    return tuple(dict.fromkeys(one for one in (*aliases, *former) if one not in present))
