"""Questionnaires as data: questions, weights, scoring rules, and what live facts draft each answer.

Source: `data/instruments/*.toml`. The one shipped is a proposal after what was
published of the Bawaslu self-assessment of 2024 (39 questions in three
dimensions); each question says what was seen where and what is proposed. The
programme itself rests on Perki 1/2022 (monitoring and evaluation).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.rules.units import Institution
from terbuka.rules.wording import Wording

INSTRUMENTS = Path(__file__).parent / "data" / "instruments"
DEFAULT = "bawaslu-2024-usulan"
HALF = Fraction(1, 2)


class AnswerType(StrEnum):
    """How a question is answered, and so which values between 0 and 1 are possible."""

    YES_NO = "yes_no"
    GRADED = "graded"
    CHECKLIST = "checklist"
    SHARE = "share"
    AGE_DAYS = "age_days"
    MACHINE_LINK = "machine_link"
    KNOWLEDGE = "knowledge"


class DraftBy(StrEnum):
    """The live facts that can draft an answer; photos and persons are never replaced."""

    PHOTO = "photo"
    PERSON = "person"
    SITE_UP = "site_up"
    ITEMS = "items"
    LATEST_YEAR = "latest_year"
    MENUS = "menus"
    LIVE_LINKS = "live_links"
    NEWEST = "newest"
    ONLINE_FORM = "online_form"
    REGISTER_RECORDED = "register_recorded"
    REGISTER_IN_TIME = "register_in_time"
    PPID_DECREE = "ppid_decree"
    DIP_DECREE = "dip_decree"
    DOCUMENTS = "documents"
    TIME_LIMITS = "time_limits"
    VIDEO = "video"
    LEADERS = "leaders"
    CONTACTS = "contacts"


class Effort(StrEnum):
    """What it takes to earn the points of a question."""

    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"


@dataclass(frozen=True, slots=True)
class Part:
    """One point of an answer: any of `items` (codes of required items) proves it.

    `words`, where given, must stand in the title of the proof, or with
    `in_text` in its title or text. `institution` limits it to one body.
    """

    name: Wording
    items: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    in_text: bool = False
    institution: Institution | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Which live facts draft the answer. `hints` are items that help a person who takes a photo.

    `adapted` says how the question is read for the other institution.
    `facility` names the thing of the office whose dated photos draft a photo
    question; `is_shown_in_part` where a photo proves that it is there, but not
    all that the full value asks for.
    """

    by: DraftBy
    parts: tuple[Part, ...] = ()
    hints: tuple[str, ...] = ()
    adapted: Wording | None = None
    facility: str = ""
    is_shown_in_part: bool = False

    def parts_for(self, institution: Institution | None) -> tuple[Part, ...]:
        """The parts asked of `institution`; of an unknown one those of the instrument's own."""
        body = institution or Institution.BAWASLU
        return tuple(part for part in self.parts if part.institution in (None, body))


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `size` is the number of points of a checklist or knowledge question.

    `limits` are the days up to which an age earns the full and the half value.
    `seen` is what public pages told of the question and `sources` which pages;
    `proposed` what is only proposed here.
    """

    code: str
    group: str
    dimension: str
    weight: int
    text: Wording
    answer: AnswerType
    rule: Wording
    evidence: Wording
    effort: Effort
    live_data: tuple[str, ...]
    drawing: Drawing
    size: int = 1
    limits: tuple[int, int] = (0, 0)
    seen: Wording | None = None
    sources: tuple[str, ...] = ()
    proposed: Wording | None = None

    @property
    def steps(self) -> tuple[Fraction, ...] | None:
        """The values an answer may have; None where any value from 0 to 1 is possible."""
        match self.answer:
            case AnswerType.YES_NO:
                return Fraction(0), Fraction(1)
            case AnswerType.GRADED | AnswerType.AGE_DAYS:
                return Fraction(0), HALF, Fraction(1)
            case AnswerType.CHECKLIST | AnswerType.KNOWLEDGE:
                return tuple(Fraction(met, self.size) for met in range(self.size + 1))
        return None

    def check(self, value: Fraction) -> None:
        """Raises BadInput when the question's rule knows no such value."""
        steps = self.steps
        if not 0 <= value <= 1 or (steps is not None and value not in steps):
            known = ", ".join(str(step) for step in steps) if steps else "0–1"
            raise BadInput(
                say(
                    "{code}: nilai {value} tidak ada dalam aturan butir ini; pilihannya {steps}.",
                    code=self.code,
                    value=value,
                    steps=known,
                )
            )


@dataclass(frozen=True, slots=True)
class Source:
    """A public page on which something of the instrument was seen; `url` is "" for a report on paper."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class PhotoRule:
    """Which photos count: where `is_of_year`, those of the assessed year. Confidence B to D: a setting."""

    is_of_year: bool
    confidence: str
    sources: tuple[str, ...]
    note: Wording


@dataclass(frozen=True, slots=True)
class Instrument:
    """One questionnaire of one assessor and year.

    `scale` is the key of the band scale that its assessor published nearest to
    that year. `is_proposed` marks an instrument that is no official one: it must
    be shown as such, with `notice`.
    """

    key: str
    name: str
    institution: Institution
    year: int
    is_proposed: bool
    scale: str
    notice: Wording
    groups: Mapping[str, Wording]
    dimensions: Mapping[str, Wording]
    sources: Mapping[str, Source]
    questions: tuple[Question, ...]
    photos: PhotoRule | None = None

    def question(self, code: str) -> Question:
        """The question with this code. Raises BadInput where there is none."""
        for question in self.questions:
            if question.code == code:
                return question
        raise BadInput(say("Butir {code} tidak ada dalam {name}.", code=code, name=self.name))


def _words(entry: dict[str, str]) -> Wording:
    return Wording(entry["id"], entry["en"])


def _part(entry: dict[str, Any]) -> Part:
    return Part(
        name=_words(entry["name"]),
        items=tuple(entry.get("items", ())),
        words=tuple(entry.get("words", ())),
        in_text=entry.get("in_text", False),
        institution=Institution(entry["institution"]) if "institution" in entry else None,
    )


def _drawing(entry: dict[str, Any]) -> Drawing:
    return Drawing(
        by=DraftBy(entry["by"]),
        parts=tuple(_part(part) for part in entry.get("parts", ())),
        hints=tuple(entry.get("hints", ())),
        adapted=_words(entry["adapted"]) if "adapted" in entry else None,
        facility=entry.get("facility", ""),
        is_shown_in_part=entry.get("is_shown_in_part", False),
    )


def _photo_rule(entry: dict[str, Any] | None) -> PhotoRule | None:
    if not entry:
        return None
    return PhotoRule(entry["is_of_year"], entry["confidence"], tuple(entry["sources"]), _words(entry["note"]))


def _question(entry: dict[str, Any]) -> Question:
    kind, _, detail = entry["answer"].partition(":")
    numbers = [int(number) for number in detail.split(",") if number]
    return Question(
        code=entry["code"],
        group=entry["group"],
        dimension=entry["dimension"],
        weight=entry["weight"],
        text=_words(entry["text"]),
        answer=AnswerType(kind),
        rule=_words(entry["rule"]),
        evidence=_words(entry["evidence"]),
        effort=list(Effort)[entry["effort"] - 1],
        live_data=tuple(entry["live_data"]),
        drawing=_drawing(entry["draft"]),
        size=numbers[0] if len(numbers) == 1 else 1,
        limits=(numbers[0], numbers[1]) if len(numbers) == 2 else (0, 0),
        seen=_words(entry["seen"]) if "seen" in entry else None,
        sources=tuple(entry.get("sources", ())),
        proposed=_words(entry["proposed"]) if "proposed" in entry else None,
    )


@cache
def instruments() -> tuple[str, ...]:
    """Keys of the shipped instruments."""
    return tuple(sorted(path.stem for path in INSTRUMENTS.glob("*.toml")))


@cache
def instrument(key: str = DEFAULT) -> Instrument:
    """The shipped instrument `key`. Raises BadInput for an unknown key."""
    if key not in instruments():
        known = ", ".join(instruments())
        raise BadInput(say("Instrumen {key} tidak dikenal; yang ada: {known}.", key=key, known=known))
    with (INSTRUMENTS / f"{key}.toml").open("rb") as lines:
        entry = tomllib.load(lines)
    return Instrument(
        key=entry["key"],
        name=entry["name"],
        institution=Institution(entry["institution"]),
        year=entry["year"],
        is_proposed=entry["is_proposed"],
        scale=entry["scale"],
        notice=_words(entry["notice"]),
        groups={letter: _words(words) for letter, words in entry["groups"].items()},
        dimensions={letter: _words(words) for letter, words in entry["dimensions"].items()},
        sources={name: Source(**page) for name, page in entry["sources"].items()},
        questions=tuple(_question(question) for question in entry["questions"]),
        photos=_photo_rule(entry.get("photos")),
    )


def question_from(plain: Mapping[str, Any]) -> Question:
    """A question as a JSON column keeps it: each field by its name, words as `{"id", "en"}`."""
    drawing = {name: value for name, value in plain["drawing"].items() if value is not None}
    parts = [{name: value for name, value in part.items() if value is not None} for part in drawing["parts"]]
    return Question(
        code=plain["code"],
        group=plain["group"],
        dimension=plain["dimension"],
        weight=plain["weight"],
        answer=AnswerType(plain["answer"]),
        effort=Effort(plain["effort"]),
        live_data=tuple(plain["live_data"]),
        drawing=_drawing(drawing | {"parts": parts}),
        size=plain["size"],
        limits=(plain["limits"][0], plain["limits"][1]),
        sources=tuple(plain["sources"]),
        text=_words(plain["text"]),
        rule=_words(plain["rule"]),
        evidence=_words(plain["evidence"]),
        seen=_words(plain["seen"]) if plain.get("seen") else None,
        proposed=_words(plain["proposed"]) if plain.get("proposed") else None,
    )


def instrument_from(plain: Mapping[str, Any]) -> Instrument:
    """An instrument as a round keeps its copy: the inverse of writing each field by its name as JSON."""
    return Instrument(
        key=plain["key"],
        name=plain["name"],
        institution=Institution(plain["institution"]),
        year=plain["year"],
        is_proposed=plain["is_proposed"],
        scale=plain["scale"],
        notice=_words(plain["notice"]),
        groups={letter: _words(words) for letter, words in plain["groups"].items()},
        dimensions={letter: _words(words) for letter, words in plain["dimensions"].items()},
        sources={name: Source(page["name"], page["url"]) for name, page in plain["sources"].items()},
        questions=tuple(question_from(question) for question in plain["questions"]),
        photos=_photo_rule(plain.get("photos")),
    )
