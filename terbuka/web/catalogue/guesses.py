"""One row of a batch: what was guessed, why, how sure that is, and what a person typed over it."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from terbuka.models import PublicationVersion, RequiredItem
from terbuka.rules.duedates import NEEDS_PERIOD
from terbuka.rules.freshness import rule
from terbuka.rules.language import Phrase
from terbuka.rules.publishing import GuardState, VersionStatus
from terbuka.web.catalogue.fields import codes_in
from terbuka.web.catalogue.wording import GUARDS, VERSIONS
from terbuka.web.units.forms import number
from terbuka.web.words import Word

# From this score on (0 to 1) the document itself or its name speaks for the item.
SURE = 0.75
FIELDS = ("title", "information_class", "period_from", "period_to")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that the file may prove: its reasons in both languages, and whether it is ticked."""

    code: str
    name: str
    reasons: list[dict[str, str]]
    is_ticked: bool


@dataclass(slots=True)
class BatchRow:
    """A draft as the batch shows it. `now` is what stands where somebody else saved in between."""

    version: PublicationVersion
    typed: dict[str, str]
    candidates: list[Candidate]
    more: str = ""
    expected: int = 0
    is_sure: bool = False
    is_chosen: bool = False
    faults: dict[str, Phrase] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The number of the version, as the form writes it."""
        return str(self.version.pk)

    @property
    def is_draft(self) -> bool:
        """May it be written in still?"""
        return self.version.status == VersionStatus.DRAFT

    @property
    def status(self) -> Word:
        """The word for where it is on its way."""
        return VERSIONS[VersionStatus(self.version.status)]

    @property
    def guard(self) -> Word:
        """The word for what the guard knows."""
        return GUARDS[GuardState(self.version.guard)]

    @property
    def codes(self) -> list[str]:
        """The items that are ticked, and those typed beside them."""
        ticked = [one.code for one in self.candidates if one.is_ticked]
        return list(dict.fromkeys([*ticked, *codes_in(self.more)]))

    @property
    def ticked(self) -> list[Candidate]:
        """The guessed items that are ticked."""
        return [one for one in self.candidates if one.is_ticked]

    @property
    def year(self) -> str:
        """The year where the period is a whole one, else empty."""
        first, last = self.typed["period_from"], self.typed["period_to"]
        return first[:4] if first[4:] == "-01-01" and last == f"{first[:4]}-12-31" else ""

    @property
    def is_open(self) -> bool:
        """Must a person look at its fields before it is accepted?"""
        return bool(self.faults or self.now) or not (self.is_sure or self.version.is_confirmed)

    @property
    def is_held(self) -> bool:
        """Does the guard hold it back until somebody decides?"""
        return self.version.guard in (GuardState.FINDINGS, GuardState.COULD_NOT_LOOK)

    @property
    def values(self) -> dict[str, str]:
        """All that was typed, as one form."""
        return self.typed | {"items": "; ".join(self.codes)}

    @property
    def is_changed(self) -> bool:
        """Is something other than what stands in the row?"""
        stands = texts(self.version)
        return self.typed != stands or sorted(self.codes) != sorted(own_codes(self.version))

    def stands(self, current: Any) -> None:
        """Somebody else saved: show what stands now, and let the next save know it."""
        self.now = texts(current) | {"items": ", ".join(own_codes(current)) or "–"}
        self.expected = current.version


def texts(version: PublicationVersion) -> dict[str, str]:
    """The fields of a row as they stand."""
    return {name: str(getattr(version, name) or "") for name in FIELDS}


def own_codes(version: PublicationVersion) -> list[str]:
    """The items of the row as they stand."""
    return [item.code for item in version.items.all()]


def field_name(pk: int, name: str) -> str:
    """The name of one row's field in the form."""
    return f"{pk}-{name}"


def is_read(version: PublicationVersion) -> bool:
    """Has the file been read, or is there nothing to read?"""
    is_through = version.is_confirmed or version.status != VersionStatus.DRAFT or not version.source_id
    return bool(is_through or version.guess or version.guard == GuardState.COULD_NOT_LOOK)


def row_of(version: PublicationVersion, items: dict[str, RequiredItem]) -> BatchRow:
    """The row as it stands: confirmed as it was saved, else with the guess filled in."""
    typed, own = texts(version), own_codes(version)
    guess: dict[str, Any] = version.guess if not version.is_confirmed else {}
    if guess and not _is_touched(version):
        typed |= _guessed(guess, typed)
    guessed = [one for one in version.guess.get("items", []) if one["code"] in items]
    ticked = own or [one["code"] for one in guessed[:1] if not version.is_confirmed]
    candidates = [
        Candidate(one["code"], items[one["code"]].name, one["reasons"], one["code"] in ticked)
        for one in guessed
    ]
    offered = {one.code for one in candidates}
    more = "; ".join(code for code in own if code not in offered)
    return BatchRow(
        version, typed, candidates, more, expected=version.version, is_sure=is_sure(version, items)
    )


def _is_touched(version: PublicationVersion) -> bool:
    """Has a person saved something in it before confirming? Then that stands, not the guess."""
    return bool(own_codes(version) or version.period_to)


def _guessed(guess: dict[str, Any], typed: dict[str, str]) -> dict[str, str]:
    first, last = guess.get("period") or ("", "")
    return {
        "title": guess.get("title") or typed["title"],
        "information_class": guess.get("information_class") or typed["information_class"],
        "period_from": first or typed["period_from"],
        "period_to": last or typed["period_to"],
    }


def is_sure(version: PublicationVersion, items: dict[str, RequiredItem]) -> bool:
    """Good enough to be accepted with many others: one clear item, and its period where one is asked for?"""
    found = [one for one in version.guess.get("items", []) if one["code"] in items]
    if not found or found[0]["score"] < SURE:
        return False
    if len(found) > 1 and found[1]["score"] >= found[0]["score"]:
        return False
    needs_period = rule(items[found[0]["code"]].freshness or "none").kind in NEEDS_PERIOD
    return bool(version.guess.get("period")) or not needs_period


def sent_row(request: HttpRequest, version: PublicationVersion, items: dict[str, RequiredItem]) -> BatchRow:
    """The row as it was sent."""
    row = row_of(version, items)
    post = request.POST
    row.typed = {name: post.get(field_name(version.pk, name), row.typed[name]) for name in FIELDS}
    ticked = set(post.getlist(field_name(version.pk, "items")))
    row.candidates = [
        Candidate(one.code, one.name, one.reasons, one.code in ticked) for one in row.candidates
    ]
    row.more = post.get(field_name(version.pk, "more"), "")
    row.expected = number(post.get(field_name(version.pk, "version"), ""))
    return row
