"""Which regime holds for a request: the general one, or that of elections with its short limits.

The election regime needs all three: an organiser of elections is asked, the day of
registration lies within an open stage of the place, and what is asked is election
information (Perki 1/2019 articles 1 and 12). The rule proposes with its reasons, an
officer decides: anything stricter with a reason, anything laxer only with the
supervisor's consent (`design:regime-choice`). The regime of the day of registration
stays, also when the stage ends while the case is open.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from terbuka.rules.daynames import Day
from terbuka.rules.electioncontent import Content, ElectionContent, Part, is_election_information
from terbuka.rules.freshness import elections
from terbuka.rules.language import Phrase, say
from terbuka.rules.limits import Regime, first_day
from terbuka.rules.ruling import Ruling, allow, refuse

STAGES = Path(__file__).parent / "data" / "election_stages.toml"
# Where the country stands in the register of units.
COUNTRY = ("", "00")
CHOICE = "design:regime-choice"
DEFINITION, ANSWER, GENERAL = "perki1-2019:1", "perki1-2019:12", "uu14-2008:22(7)"


class StageKind(StrEnum):
    """What is being elected; a re-run (PSU) and a by-election open stages in certain regions only."""

    PEMILU = "pemilu"
    PEMILIHAN = "pemilihan"
    PSU = "psu"
    BY_ELECTION = "by_election"


STAGE_KIND_WORDS = {
    StageKind.PEMILU: say("Pemilu"),
    StageKind.PEMILIHAN: say("Pemilihan (pilkada)"),
    StageKind.PSU: say("Pemungutan suara ulang (PSU)"),
    StageKind.BY_ELECTION: say("Pemilu atau pemilihan susulan"),
}
REGIME_WORDS = {Regime.UMUM: say("umum"), Regime.PEMILU: say("pemilu dan pemilihan")}


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of an election under its decree; `first` and `last` both belong to it.

    `region_code` is "" for the whole country, else a Kemendagri code (35, 35.17).
    """

    event: str
    kind: StageKind
    name: str
    region_code: str
    first: date
    last: date
    decree: str = ""
    is_provisional: bool = False

    def holds_in(self, region_code: str) -> bool:
        """Is it a stage of this place? One of a province is one of its regencies; never the reverse."""
        return not self.region_code or f"{region_code}.".startswith(f"{self.region_code}.")

    def is_open(self, on: date) -> bool:
        """Does it run on this day?"""
        return self.first <= on <= self.last

    def __str__(self) -> str:
        return f"{self.event}, {self.name}"


@dataclass(frozen=True, slots=True)
class RegimeProposal:
    """The regime proposed and why. `stage` is the open one that decides, `cites` name the articles.

    `is_mixed`: both kinds are asked; `regime` is then the stricter, for the whole until
    it is split, and `parts` are the two lines proposed, elections first.
    """

    regime: Regime
    reasons: tuple[Phrase, ...]
    stage: Stage | None
    cites: tuple[str, ...]
    content: ElectionContent
    is_mixed: bool = False
    parts: tuple[Part, ...] = ()


@cache
def shipped_stages() -> tuple[Stage, ...]:
    """The stages that come with the product."""
    known = {one.key: one for one in elections()}
    return tuple(
        Stage(
            event=known[row["election"]].name,
            kind=StageKind(row["kind"]),
            name=row["name"],
            region_code=row["region"],
            first=known[row["election"]].stages_from,
            last=known[row["election"]].completed_on,
            decree=known[row["election"]].decree,
            is_provisional=row["provisional"],
        )
        for row in tomllib.loads(STAGES.read_text("utf-8"))["stage"]
    )


def open_stages(stages: Iterable[Stage], region_code: str, on: date) -> tuple[Stage, ...]:
    """The stages that run at a place on a day, the last to end first, so that the longest decides."""
    here = [one for one in stages if one.is_open(on) and one.holds_in(region_code)]
    return tuple(sorted(here, key=lambda one: (-one.last.toordinal(), one.event, one.name)))


def _hint_below(stages: Iterable[Stage], region_code: str, on: date) -> tuple[Phrase, ...]:
    """A word on a stage that runs only somewhere below a place."""
    above = f"{region_code}." if region_code else ""
    below = [
        one for one in stages if one.is_open(on) and one.region_code and one.region_code.startswith(above)
    ]
    return tuple(
        say(
            "Tahapan {stage} berjalan di wilayah di bawahnya; bila itu yang diminta, pilih rezim pemilu.",
            stage=str(one),
        )
        for one in below[:1]
    )


def _words(part: Part) -> str:
    return ", ".join(f'"{hit.words}"' for hit in part.hits)


def _named(part: Part) -> Phrase:
    topics = ", ".join(dict.fromkeys(str(hit.topic.title) for hit in part.hits))
    if part.content is Content.ELECTION:
        return say(
            "Isinya informasi pemilu atau pemilihan: {topics} (kata {words}).",
            topics=topics,
            words=_words(part),
        )
    return say("Isinya bukan informasi pemilu: {topics} (kata {words}).", topics=topics, words=_words(part))


def _about_content(content: ElectionContent) -> tuple[Phrase, ...]:
    if content.content is Content.NONE:
        return (
            say("Tidak ada kata dalam permohonan yang menunjuk informasi pemilu; bacalah sendiri isinya."),
        )
    reasons = tuple(_named(part) for part in content.parts)
    if content.is_mixed:
        return (
            *reasons,
            say("Dua jenis informasi diminta: pisahkan menjadi dua baris, dengan waktu masing-masing."),
        )
    return reasons


def _about_stage(stages: tuple[Stage, ...], region_code: str, on: date) -> tuple[Stage | None, Phrase]:
    here = open_stages(stages, region_code, on)
    if not here:
        return None, say(
            "Tidak ada tahapan pemilu atau pemilihan yang berjalan di sini pada {on}.", on=Day(on)
        )
    stage = here[0]
    values = {"stage": str(stage), "first": Day(stage.first), "last": Day(stage.last)}
    told = say("Tahapan {stage} berjalan {first} sampai {last}.", **values)
    if stage.decree:
        told = say(
            "Tahapan {stage} berjalan {first} sampai {last} menurut {decree}.", **values, decree=stage.decree
        )
    return stage, told


def propose_regime(
    *,
    is_organiser: bool,
    registered_on: date,
    region_code: str,
    stages: Iterable[Stage],
    details: str,
) -> RegimeProposal:
    """The regime of a request as it was registered, with the reason of each of the three tests.

    `region_code`: the unit's place, "" or 00 for the country. `details`: subject and details, a line each.
    """
    content, known = is_election_information(details), tuple(stages)
    general = RegimeProposal(Regime.UMUM, (), None, (GENERAL,), content)
    if not is_organiser:
        return _with(general, say("Badan ini bukan penyelenggara pemilu."))
    began = first_day(Regime.PEMILU)
    if registered_on < began:
        early = say(
            "Terdaftar {on}, sebelum Perki 1/2019 berlaku pada {began}.",
            on=Day(registered_on),
            began=Day(began),
        )
        return _with(general, early)
    place = "" if region_code in COUNTRY else region_code
    stage, about_stage = _about_stage(known, place, registered_on)
    reasons = (*_about_content(content), about_stage)
    if content.content not in (Content.ELECTION, Content.MIXED):
        return _with(general, *reasons, stage=stage)
    if stage is None:
        return _with(general, *reasons, *_hint_below(known, place, registered_on))
    return RegimeProposal(
        regime=Regime.PEMILU,
        reasons=reasons,
        stage=stage,
        cites=(DEFINITION, ANSWER, GENERAL) if content.is_mixed else (DEFINITION, ANSWER),
        content=content,
        is_mixed=content.is_mixed,
        parts=content.parts if content.is_mixed else (),
    )


def _with(general: RegimeProposal, *reasons: Phrase, stage: Stage | None = None) -> RegimeProposal:
    return RegimeProposal(general.regime, reasons, stage, general.cites, general.content)


def regime_of(part: Part) -> Regime:
    """The regime of one line of a mixed request that was split."""
    return Regime.PEMILU if part.content is Content.ELECTION else Regime.UMUM


def may_overrule(proposed: Regime, wanted: Regime, *, has_reason: bool, has_consent: bool) -> Ruling:
    """May an officer choose `wanted`? The stricter with a reason, the laxer only with consent as well."""
    if wanted is proposed:
        return allow()
    if not has_reason:
        return refuse(say("Tulis alasan mengapa rezimnya lain dari yang diusulkan."), cite=CHOICE)
    if wanted is Regime.UMUM and not has_consent:
        return refuse(
            say("Waktu yang lebih longgar hanya dapat dipilih dengan persetujuan atasan PPID."), cite=CHOICE
        )
    return allow()
