"""Which items a site shows well, which badly and which not at all, drawn by seed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

from terbuka.example.exhibits import Exhibit
from terbuka.example.flaws import ABSENT, FLAWS
from terbuka.example.shapes import fresh_period, healthy
from terbuka.example.wording import Voice, item_wordings
from terbuka.rules.catalogue import InformationClass, RequiredItem
from terbuka.rules.siteaudit.findings import Verdict

GOOD = "good"
GOOD_SHARE = 0.58
# Rare troubles stay rare, so that a site with a few of them is still a site that can be looked at.
AT_MOST = {"server": 2, "robots": 2, "login": 2, "damaged": 3, "encrypted": 3, "poster": 4, "undated": 5}
# What every site holds at least once where some item allows it, so that each verdict can be seen.
AT_LEAST = (
    *("period", "cover", "rule", "unit_page", "unit_pdf", "scan", "login", "draft", "server", "robots"),
    *("undated", "filler", "nik", "news", "nothing", "soft", "broken", "empty"),
)


def is_shown(item: RequiredItem, voice: Voice) -> bool:
    """Does the duty exist for this unit outside of emergencies? What is immediate needs an event first."""
    return item.information_class != InformationClass.IMMEDIATE and item.applies_to(
        voice.unit.institution, voice.unit.level
    )


def draw_cases(codes: list[str], chance: Random) -> dict[str, str]:
    """For each item `good` or the name of a flaw its data allows."""
    wordings, counted, cases = item_wordings(), Counter[str](), {}
    for code in codes:
        flaws = [flaw for flaw in wordings[code]["flaws"] if counted[flaw] < AT_MOST.get(flaw, 9)]
        wants_good = chance.random() < GOOD_SHARE or not flaws
        cases[code] = GOOD if wants_good else chance.choice(flaws)
        counted[cases[code]] += 1
    for flaw in AT_LEAST:
        able = [code for code in codes if cases[code] == GOOD and flaw in wordings[code]["flaws"]]
        if not counted[flaw] and able:
            cases[chance.choice(able)] = flaw
    return cases | _undoubted(cases)


def _undoubted(cases: Mapping[str, str]) -> dict[str, str]:
    """Items made good where the document of another leaves their verdict in doubt.

    One that contains them does so when it cannot be read, one that resembles them wherever it stands.
    """
    found: dict[str, str] = {}
    for code, case in cases.items():
        wording = item_wordings()[code]
        doubtful = wording.get("resembles", ()) if case not in ABSENT else ()
        if case not in (*ABSENT, GOOD, "period"):
            doubtful = (*doubtful, *wording.get("contains", ()))
        found |= {inner: GOOD for inner in doubtful if inner in cases}
    return found


def show(voice: Voice, code: str, case: str, mark: str) -> Exhibit | None:
    """What stands on the site for `code` in this case; None where nothing does.

    Raises KeyError for an unknown case.
    """
    wording = item_wordings()[code]
    if case in ABSENT:
        return None
    if case == GOOD:
        return healthy(voice, code, wording, shape=voice.chance.choice(wording["shapes"]), mark=mark)
    return FLAWS[case](voice, code, wording)


def voice_for(voice: Voice, code: str) -> Voice:
    """The same voice with chances of its own, so that one item's words do not move another's."""
    return replace(voice, chance=Random(f"{voice.unit.slug}:{voice.seed}:{code}"))  # noqa: S311


def due_until(voice: Voice, code: str) -> date | None:
    """The last day that the item's newest period must reach, None where it has no period."""
    period = fresh_period(voice, item_wordings()[code])
    return period.end if period else None


PROOF = {verdict: rank for rank, verdict in enumerate(Verdict)}


def truth_of(
    exhibits: Mapping[str, Exhibit | None], cases: Mapping[str, str], due: Mapping[str, date | None]
) -> dict[str, tuple[Verdict, str]]:
    """Verdict and reason of each shown item, counting what other items' documents contain of it.

    `due` holds for each item the last day that its newest period must reach, if it has one.
    """
    truth: dict[str, tuple[Verdict, str]] = {}
    for code, shown in exhibits.items():
        why = "Hanya ada berita tentangnya." if cases[code] == "news" else "Tidak ada di situs."
        truth[code] = (shown.verdict, shown.reason) if shown else (Verdict.MISSING, why)
    for shown in filter(None, exhibits.values()):
        for inner in item_wordings()[shown.code].get("contains", ()):
            found = _inside(shown, due[inner])
            if PROOF[found] < PROOF[truth[inner][0]]:
                truth[inner] = (found, f"Termuat dalam dokumen {shown.code}: {shown.title}.")
    return truth


# Even of a locked file the link tells the year.
DATED_BY_TITLE = (Verdict.PRESENT, Verdict.UNREADABLE)


def _inside(shown: Exhibit, due: date | None) -> Verdict:
    """What a document that holds another item says of it: as the whole, unless that item asks for more."""
    is_short = shown.covers_until is not None and due is not None and shown.covers_until < due
    return Verdict.STALE if is_short and shown.verdict in DATED_BY_TITLE else shown.verdict
