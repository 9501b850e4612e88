"""Example websites of units, made by seed, each with the truth about what it shows.

They serve the demonstration and the tests. A site is good, stale, copied,
closed, half-finished and silent by turns, as real sites of units are, and its
truth table says of every required item what a fair judge would say, and why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from urllib.parse import quote

from terbuka.example.assembly import Assembly, Served
from terbuka.example.bundles import joined, spoiled
from terbuka.example.chrome import Chrome, links_as_list
from terbuka.example.exhibits import Exhibit
from terbuka.example.news import guidelines, neutral, trap
from terbuka.example.plan import GOOD, draw_cases, due_until, is_shown, show, truth_of, voice_for
from terbuka.example.templates import Places, institutions_of
from terbuka.example.wording import Voice, data_file
from terbuka.rules.catalogue import required_items
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.rules.siteaudit.findings import Verdict
from terbuka.rules.units import Level, Unit, units_by_slug

TEMPLATES = ("kpu", "eppid", "bawaslu")
DEMO_UNIT, DEMO_SEED = "kpu-kab-jombang", 7
MORE_TRAPS = 8
ROBOTS = "User-agent: *\nDisallow: /arsip-internal/\n"


@dataclass(frozen=True, slots=True)
class ExampleSite:
    """A whole site: `files` by path with query, and the truth about it.

    `truth_items` has a verdict for every required item, `reasons` why,
    `addresses` where each stands, `cases` what was planted. `truth_defects`
    are pairs of kind and path. Paths in `dead` are linked on purpose and absent.
    `contacts` are phone, email and address as the site tells them.
    """

    template: str
    unit: Unit
    seed: int
    as_of: date
    files: Mapping[str, Served]
    truth_items: Mapping[str, Verdict]
    reasons: Mapping[str, str]
    cases: Mapping[str, str]
    addresses: Mapping[str, tuple[str, ...]]
    truth_defects: frozenset[tuple[str, str]]
    dead: frozenset[str]
    contacts: Mapping[str, str]
    start_path: str = "/"


def build(
    template: str,
    *,
    unit_slug: str,
    seed: int,
    as_of: date,
    folder: Path | None = None,
    cases: Mapping[str, str] | None = None,
    is_demo: bool = False,
) -> ExampleSite:
    """The example site of a unit in a template, the same for the same seed and day.

    `cases` overrides what is planted for single items (`good` or a flaw's
    name). `folder`, if given, receives the pages and files. Raises BadInput
    for an unknown template or unit, or one the template does not fit.
    """
    chance = Random(f"{template}:{unit_slug}:{seed}")  # noqa: S311
    voice = Voice(_unit(template, unit_slug), seed, as_of, chance)
    codes = [item.code for item in required_items() if is_shown(item, voice)]
    drawn = {**draw_cases(codes, chance), **(cases or {})}
    mark = voice.fill(data_file("prose")["spare"]["demo"]) if is_demo else ""
    exhibits = {code: show(voice_for(voice, code), code, drawn[code], mark) for code in codes}
    truth = truth_of(exhibits, drawn, {code: due_until(voice_for(voice, code), code) for code in codes})
    chrome = Chrome(template, voice, has_address=truth["PRF-01"][0] == Verdict.PRESENT, is_demo=is_demo)
    standing = [exhibit for exhibit in exhibits.values() if exhibit]
    shown = [*spoiled(voice, joined(voice, standing)), *guidelines(voice, codes, mark)]
    site = _finished(_assemble(chrome, Places(template, chance), shown, drawn), drawn, truth)
    if folder is not None:
        write(site, folder)
    return site


def _finished(
    made: Assembly, cases: Mapping[str, str], truth: Mapping[str, tuple[Verdict, str]]
) -> ExampleSite:
    """The site with its truth tables, once everything is served."""
    voice, absent = made.chrome.voice, (Verdict.NOT_APPLICABLE, "")
    return ExampleSite(
        template=made.chrome.template,
        unit=voice.unit,
        seed=voice.seed,
        as_of=voice.as_of,
        files=made.served,
        truth_items={item.code: truth.get(item.code, absent)[0] for item in required_items()},
        reasons={code: reason for code, (_, reason) in truth.items()},
        cases=cases,
        addresses={code: tuple(paths) for code, paths in made.addresses.items()},
        truth_defects=frozenset(made.defects),
        dead=frozenset(made.absent),
        contacts={
            "phone": voice.fill("{phone}"),
            "email": voice.fill("sekretariat@{host}"),
            "address": voice.fill("{street}, {place}"),
        },
    )


def _unit(template: str, slug: str) -> Unit:
    if template not in TEMPLATES:
        raise BadInput(say("templat {name} tidak dikenal: pilih kpu, eppid, atau bawaslu", name=template))
    unit = units_by_slug().get(slug)
    if unit is None:
        raise BadInput(say("satker {slug} tidak ada dalam daftar", slug=slug))
    if unit.institution not in institutions_of(template) or unit.level != Level.REGENCY:
        raise BadInput(
            say(
                "situs contoh {name} hanya untuk kabupaten/kota lembaga yang sama, bukan {slug}",
                name=template,
                slug=slug,
            )
        )
    return unit


def _assemble(chrome: Chrome, places: Places, shown: list[Exhibit], cases: Mapping[str, str]) -> Assembly:
    made = Assembly(chrome, places)
    for number, exhibit in enumerate(shown, 1):
        made.place(exhibit, number)
    chrome.menu = made.menu()
    chrome.latest = ""
    stories = neutral(chrome.voice) + [trap(chrome.voice, code) for code in _trapped(chrome.voice, cases)]
    stories.sort(key=lambda story: (story.day, story.title), reverse=True)
    newest = [(places.news(story.title, number), story.title) for number, story in enumerate(stories[:5])]
    chrome.latest = links_as_list(newest)
    made.write_news(stories)
    made.write_sections()
    made.draw()
    made.write_spares()
    made.served["/robots.txt"] = Served(ROBOTS.encode(), "text/plain; charset=utf-8")
    return made


def _trapped(voice: Voice, cases: Mapping[str, str]) -> list[str]:
    """Items that have news about them: those whose only trace it is, and some that are shown or silent."""
    alone = [code for code, case in cases.items() if case == "news"]
    others = [code for code, case in cases.items() if case in (GOOD, "nothing") and code not in NO_NEWS]
    return alone + voice.chance.sample(others, MORE_TRAPS)


# Activity news about these would itself be partial proof, or their notices are news by nature.
NO_NEWS = {"PML-22", "AWS-10", "AWS-01", "AWS-05", "KIN-07", "SDM-01", "SDM-02", "HUK-02"}


def write(site: ExampleSite, folder: Path) -> None:
    """Write the pages and files of `site` under `folder`, one file a path, special signs escaped."""
    for path, served in site.files.items():
        name = path.strip("/") or "index"
        target = folder / quote(name, safe="/-_.")
        if target.suffix == "":
            target = target.with_name(target.name + ".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(served.body)


# Where it is shown the foot of every page tells address and telephone, which the profile is compared with.
ADDRESS_ITEM = "PRF-01"
# Gaps of the demonstration that its second version has mended.
DEMO_GAPS = {
    "PPD-16": "period",
    "PPD-17": "nothing",
    "KIN-03": "scan",
    "KIN-05": "news",
    "KEU-01": "draft",
    "PML-05": "period",
    "PPD-14": "undated",
    "PRF-02": "period",
}


def demo_site(as_of: date, *, repaired: bool = False) -> ExampleSite:
    """The demonstration's site of KPU Kabupaten Jombang, marked as example data on every page.

    With `repaired`, some of its gaps are mended, as after a follow-up.
    """
    cases = dict.fromkeys(DEMO_GAPS, GOOD) if repaired else DEMO_GAPS
    planted = {**cases, ADDRESS_ITEM: GOOD}
    return build("kpu", unit_slug=DEMO_UNIT, seed=DEMO_SEED, as_of=as_of, cases=planted, is_demo=True)


# How many days before the demonstration its unit's website was audited for the first time.
DEMO_EARLIER = 35
_NEIGHBOURS = (("kpu-kab-kediri", 11), ("kpu-kab-blitar", 12))


def demo_neighbours(as_of: date) -> tuple[ExampleSite, ...]:
    """Sites of two other units of the same province, marked as example data on every page."""
    return tuple(
        build("kpu", unit_slug=slug, seed=seed, as_of=as_of, is_demo=True) for slug, seed in _NEIGHBOURS
    )
