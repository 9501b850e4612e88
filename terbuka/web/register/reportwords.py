"""The counts of a report in words, for its page, its paper and its table: one group after another."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from terbuka.rules.language import Phrase, say
from terbuka.rules.regimes import REGIME_WORDS
from terbuka.rules.register.channels import CHANNEL_WORDS, Channel
from terbuka.rules.register.disputes import STATUS_WORDS as DISPUTE_WORDS
from terbuka.rules.register.objections import GROUND_WORDS as OBJECTIONGROUNDS
from terbuka.rules.register.objections import STATUS_WORDS as OBJECTION_WORDS
from terbuka.rules.register.refusals import GROUND_WORDS
from terbuka.rules.register.reporting import OUTCOMES

# Old registers do not tell by what a request came.
_WAYS: dict[Any, Phrase] = {**CHANNEL_WORDS, Channel.SYSTEM: say("tidak dicatat")}
GROUNDS: dict[Any, Phrase] = {**GROUND_WORDS, "none": say("tidak dicatat")}
type Line = tuple[str, Phrase, int | Decimal]


@dataclass(frozen=True, slots=True)
class Group:
    """Some counts under one heading: `key` names it for programs, each line has a key, words and a value."""

    key: str
    title: Phrase
    lines: list[Line]


def words_of(key: str, words: Mapping[Any, Phrase]) -> Phrase:
    """The words of a stored key."""
    return words.get(key) or say("tidak dicatat")


def _counts(found: Mapping[str, int], words: Mapping[Any, Phrase]) -> list[Line]:
    return [(key, words_of(key, words), many) for key, many in found.items()]


def _days(found: Mapping[str, Mapping[str, Any]]) -> list[Line]:
    """Average, median and longest, over all and by regime."""
    lines: list[Line] = []
    is_mixed = sum(name != "all" and bool(spread["count"]) for name, spread in found.items()) > 1
    for name, spread in found.items():
        if not spread["count"] or (name != "all" and not is_mixed):
            continue
        which = say("semua") if name == "all" else words_of(name, REGIME_WORDS)
        average, median = Decimal(spread["average"]), Decimal(spread["median"])
        lines += [
            (f"{name}_average", say("rata-rata hari kerja ({which})", which=which), average),
            (f"{name}_median", say("median hari kerja ({which})", which=which), median),
            (f"{name}_longest", say("paling lama, hari kerja ({which})", which=which), spread["longest"]),
        ]
    return lines


def groups_of(figures: Mapping[str, Any]) -> list[Group]:
    """Every count of a report, in the order in which reports tell them; empty groups left out."""
    asked, objected, disputes = figures["requests"], figures["objections"], figures["disputes"]
    outcomes = [(key, words, asked["outcomes"].get(key, 0)) for key, words in OUTCOMES.items()]
    received = ("received", say("keberatan diterima"), objected["received"])
    late = _late(objected)
    filed = ("filed", say("sengketa diajukan"), sum(disputes.values()))
    results = _counts(objected["results"], OBJECTION_WORDS)
    found = [
        Group("requests", say("Permohonan"), _whole(asked)),
        Group("outcomes", say("Hasil permohonan"), outcomes),
        Group("days", say("Waktu menjawab"), _days(asked["days"])),
        Group("channels", say("Jalan masuk"), _counts(asked["channels"], _WAYS)),
        Group("regimes", say("Tata cara"), _counts(asked["regimes"], REGIME_WORDS)),
        Group("grounds", say("Alasan penolakan"), _counts(asked["grounds"], GROUNDS)),
        Group("objections", say("Keberatan"), [received, *results, *late]),
        Group("objection_grounds", say("Alasan keberatan"), _counts(objected["grounds"], OBJECTIONGROUNDS)),
        Group("objection_days", say("Waktu menjawab keberatan"), _days(objected["days"])),
        Group("disputes", say("Sengketa informasi"), [filed, *_counts(disputes, DISPUTE_WORDS)]),
    ]
    return [group for group in found if group.lines]


def _whole(asked: Mapping[str, Any]) -> list[Line]:
    """How many requests there were, and how content people were."""
    lines = [
        ("received", say("permohonan diterima"), asked["received"]),
        ("registered", say("terdaftar dalam register"), asked["registered"]),
        ("extended", say("diperpanjang"), asked["extended"]),
    ]
    lines += _late(asked)
    if asked["answered_at_once"]:
        at_once = say("terjawab sebelum perlu diminta")
        lines.append(("answered_at_once", at_once, asked["answered_at_once"]))
    if asked["rating"] is not None:
        rated = say("nilai kepuasan dari 5 ({n} penilai)", n=asked["rated"])
        lines.append(("rating", rated, Decimal(str(asked["rating"]))))
    return lines


def _late(found: Mapping[str, Any]) -> list[Line]:
    """What was answered after its limit and what waits past it; nothing in reports of before these counts."""
    counts = (
        ("answered_late", say("dijawab lewat batas waktu")),
        ("waiting_late", say("belum dijawab dan lewat batas waktu")),
    )
    told = [(key, words, found.get(key)) for key, words in counts]
    return [(key, words, many) for key, words, many in told if many is not None]
