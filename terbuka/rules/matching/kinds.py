"""What kind of document a title announces: a rule, its draft, a guideline, a decree, a paper about it.

A guideline on the budget is not the budget, a rule on recapitulation is not the result, and a
student's paper is nobody's publication. Sources: UU 12/2011, article 7 (kinds of rules); the acts
named in `data/lexicon_cues.toml` under `openness_rules` (UU 14/2008 and what follows from it) and
`election_rules` (UU 7/2017 and its companions).
"""

import re
from collections.abc import Mapping, Sequence

from terbuka.rules.matching.fields import Field
from terbuka.rules.matching.lexicon import lexicon
from terbuka.rules.matching.normalise import stems
from terbuka.rules.matching.owner import Owner, places

_FAR = 99
_FILE_NUMBER = re.compile(
    r"\b((?:19|20)\d\d)\s?(pkpu|perbawaslu|kpt|kpts|sk|se|sd)\s?(\d{1,4})", re.IGNORECASE
)
_NUMBERED = {"pkpu": "HUK-01", "perbawaslu": "HUK-01", "se": "HUK-05", "sd": "HUK-05"}
_LETTERHEAD = frozenset(
    stems(
        "kpu bawaslu panwaslih republik indonesia kabupaten kota provinsi daerah khusus istimewa ibukota "
        "salinan lampiran memutuskan menetapkan final dokumen jdih go id berita negara"
    )
)
# Rules that a body passes about one of its items stand for that item too.
_ITEM_OF_RULE = (("genre.schedule", "PML-01"), ("genre.strategic", "KIN-01"), ("genre.ethics", "PRF-08"))
# What a guideline, a manual or "how to" tells of is not there by being told of.
_TOLD_OF = ("PML-", "KEU-", "KIN-", "SDM-", "PBJ-", "AWS-01", "AWS-02", "AWS-06", "AWS-12")
# Kinds of documents whose name at the head outweighs the matter they are about, and who may stand beside.
_CONTAINERS: Mapping[str, frozenset[str]] = {
    "HUK-03": frozenset(),
    "HUK-04": frozenset(["AWS-13"]),
    "HUK-05": frozenset(),
    "HUK-06": frozenset(["SDM-04"]),
    "HUK-07": frozenset(),
    "PPD-12": frozenset(),
    "PBJ-03": frozenset(),
    "KEU-08": frozenset(),
    "PML-13": frozenset(),
    "PML-23": frozenset(["PML-06"]),
    "AWS-03": frozenset(),
    "AWS-04": frozenset(),
    "AWS-05": frozenset(),
    "AWS-12": frozenset(["SDM-03"]),
    "LLN-02": frozenset(["PML-19"]),
}


def _first(head: Field) -> dict[str, int]:
    """Where each sign of kind first stands."""
    return {hit.sign.role: hit.start for hit in sorted(head.hits, key=lambda hit: -hit.start)}


def lead(path: Sequence[str]) -> int:
    """How many words of letterhead stand before the name of a document."""
    place = 0
    while place < len(path) and (
        path[place] in _LETTERHEAD or path[place] in places() or path[place].isdigit()
    ):
        place += 1
    return place if place < len(path) else 0


def _is_one_of(rules: str, kind: str, number: int, year: int) -> bool:
    return f"{number}/{year}" in lexicon().cues[rules].get(kind, ())


def _names_one_of(rules: str, head: Field) -> bool:
    numbers = [int(word) for word in head.path if word.isdigit() and len(word) <= 4]
    kinds = set(head.path) & set(lexicon().cues[rules])
    return any(_is_one_of(rules, kind, a, b) for kind in kinds for a in numbers for b in numbers)


def is_about_openness(head: Field) -> bool:
    """Does the title speak of public information, by its words or by the number of an act on it?"""
    return any(hit.sign.role == "genre.openness" for hit in head.hits) or _names_one_of(
        "openness_rules", head
    )


def _of_rule(head: Field, first: dict[str, int], owner: Owner, *, is_own: bool) -> tuple[str, ...]:
    if is_about_openness(head):
        return ("PPD-19",)
    election = "bodies.election" in first or "bodies.house" in first
    if not (is_own or election or owner is Owner.HOUSE or _names_one_of("election_rules", head)):
        return ()
    items = [code for role, code in _ITEM_OF_RULE if is_own and role in first]
    return ("HUK-01", *items)


def rules_named(head: Field, owner: Owner) -> tuple[str, ...] | None:
    """The items of a rule, draft or guideline; None where the title announces none of them.

    An empty tuple says that it is a rule, but nobody's that matters here.
    """
    first, start = _first(head), lead(head.path)
    enacts = "genre.enacting" in first
    if "genre.draft" in first or (enacts and head.path[:1] == ("rancangan",)):
        return ("HUK-03", "HUK-02") if first.get("genre.decree", _FAR) <= start + 1 else ("HUK-03",)
    numbered = any(word.isdigit() for word in head.path) or "genre.about" in first
    for role in ("genre.own_rule", "genre.law"):
        if role in first and (enacts or (first[role] <= start + 1 and numbered)):
            return _of_rule(head, first, owner, is_own=role == "genre.own_rule")
    if enacts and "bodies.house" in first:
        return ("HUK-01",)
    is_decree = first.get("genre.decree", _FAR) <= start + 1
    if first.get("genre.manual", _FAR) <= start:
        return None
    if first.get("genre.guideline_head", _FAR) <= start + 2 or (
        is_decree and first.get("genre.guideline", -1) > first["genre.decree"]
    ):
        return ("PPD-19",) if is_about_openness(head) and not is_decree else ("HUK-02",)
    return None


def rule_of_number(words: str) -> str | None:
    """What a file's number says: 2023pkpu022 is PKPU 22/2023, 2022kpt522 a decree of KPU."""
    hit = _FILE_NUMBER.search(words)
    if hit is None:
        return None
    kind = hit[2].lower()
    if _is_one_of("openness_rules", kind, int(hit[3]), int(hit[1])):
        return "PPD-19"
    return _NUMBERED.get(kind, "HUK-02")


def is_decree(head: Field) -> bool:
    """Is it a decision of the body itself: SK ..., Keputusan KPU ..., Salinan Keputusan ...?"""
    start = lead(head.path)
    return (start < len(head.path) and head.path[start] in ("sk", "keputusan", "petik")) or (
        _first(head).get("genre.decree", _FAR) <= start
    )


def is_of_private_hands(head: Field) -> bool:
    """A sample, a thesis, an essay or slides about the matter, as mirrors hold them by the thousand."""
    first = _first(head)
    return (
        "genre.academic" in first
        or first.get("genre.sample", _FAR) <= 1
        or first.get("genre.essay", _FAR) == 0
    )


def telling_word(head: Field) -> int | None:
    """Where a title says that it is a manual, or the way to do something; None where it does not."""
    first = _first(head)
    place = min(first.get("genre.manual", _FAR), first.get("genre.how", _FAR))
    return place if place <= lead(head.path) else None


def is_told_of(code: str) -> bool:
    """Is an item not there by being told of in a manual? Material for voters is."""
    return code.startswith(_TOLD_OF) and code != "PML-22"


def outweighed(starts: Mapping[str, int]) -> frozenset[str]:
    """Of items found in one title, at word `starts`, those that a kind of document at its head outweighs."""
    heads = [code for code in starts if code in _CONTAINERS]
    if not heads:
        return frozenset()
    first = min(heads, key=lambda code: starts[code])
    kept = _CONTAINERS[first] | {first}
    return frozenset(code for code in starts if code not in kept and starts[code] > starts[first])
