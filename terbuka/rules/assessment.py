"""Steps of a round and states of a self-assessment: who may fill, verify and announce, and when.

The course of the yearly assessment as its guides draw it (Perki 1/2022; the
self-assessments of Bawaslu): fill, verify, announce, each with its dates. Dates
slip every year, so they are values of a round, never of the rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from terbuka.rules.daynames import Day
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput, Ruling, allow, refuse


class StepKind(StrEnum):
    """The dated steps of a round, in their order."""

    FILL = "fill"
    VERIFY = "verify"
    ANNOUNCE = "announce"


class RoundStatus(StrEnum):
    """A round is prepared, then open, then its results are public."""

    PREPARED = "prepared"
    OPEN = "open"
    ANNOUNCED = "announced"


class SaqStatus(StrEnum):
    """A unit's self-assessment on its way through the round."""

    FILLING = "filling"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    ANNOUNCED = "announced"


NEXT_ROUND = {
    RoundStatus.PREPARED: frozenset({RoundStatus.OPEN}),
    RoundStatus.OPEN: frozenset({RoundStatus.ANNOUNCED}),
    RoundStatus.ANNOUNCED: frozenset[RoundStatus](),
}
# A submitted one goes back to filling when the verifier or the unit asks while filling still runs.
NEXT: dict[SaqStatus, frozenset[SaqStatus]] = {
    SaqStatus.FILLING: frozenset({SaqStatus.SUBMITTED}),
    SaqStatus.SUBMITTED: frozenset({SaqStatus.FILLING, SaqStatus.VERIFIED}),
    SaqStatus.VERIFIED: frozenset({SaqStatus.SUBMITTED, SaqStatus.ANNOUNCED}),
    SaqStatus.ANNOUNCED: frozenset(),
}


class EvidenceKind(StrEnum):
    """Evidence is a stored file or a link that was opened."""

    FILE = "file"
    LINK = "link"


class LinkState(StrEnum):
    """What an outsider sees at a link. The last is no fault of the unit."""

    WAITING = "waiting"
    OPENS = "opens"
    CLOSED = "closed"
    NOT_FOUND = "not_found"
    COULD_NOT_LOOK = "could_not_look"


class Need(StrEnum):
    """What an answer still needs of a person."""

    ANSWER = "answer"
    CONFIRM = "confirm"
    PROVE = "prove"
    MEND_LINK = "mend_link"


@dataclass(frozen=True, slots=True)
class Step:
    """One step with its first and last day, both within."""

    kind: StepKind
    from_on: date
    to_on: date

    def runs(self, on: date) -> bool:
        """Does the step run on this day?"""
        return self.from_on <= on <= self.to_on


def check_steps(steps: Mapping[StepKind, Step]) -> None:
    """Raises BadInput unless every step is there, ends after it begins, and begins after the one before."""
    missing = [kind for kind in StepKind if kind not in steps]
    if missing:
        raise BadInput(say("Tanggal langkah belum lengkap: isi ketiga langkah."))
    for step in steps.values():
        if step.to_on < step.from_on:
            raise BadInput(
                say(
                    "Tanggal akhir langkah ({last}) mendahului tanggal mulainya ({first}); "
                    "perbaiki tanggalnya.",
                    first=Day(step.from_on),
                    last=Day(step.to_on),
                )
            )
    ordered = [steps[kind] for kind in StepKind]
    for earlier, later in pairwise(ordered):
        if later.from_on <= earlier.to_on:
            raise BadInput(
                say(
                    "Langkah yang dimulai {first} bertumpuk dengan langkah sebelumnya yang berakhir {last}.",
                    first=Day(later.from_on),
                    last=Day(earlier.to_on),
                )
            )


def may_fill(round_status: RoundStatus, saq: SaqStatus, fill: Step, on: date) -> Ruling:
    """May answers and evidence be changed on this day?"""
    if round_status is not RoundStatus.OPEN:
        return refuse(say("Putaran ini belum dibuka atau sudah diumumkan."))
    if saq is not SaqStatus.FILLING:
        return refuse(
            say(
                "Kuesioner sudah dikirim dan jawabannya terkunci. Selama masa "
                "pengisian, buka lagi lewat tanda terimanya bila ada yang keliru."
            )
        )
    if on < fill.from_on:
        return refuse(say("Kuesioner dapat diisi mulai {day}.", day=Day(fill.from_on)))
    if on > fill.to_on:
        return refuse(
            say("Pengisian sudah berakhir {day}; jawaban tidak dapat diubah lagi.", day=Day(fill.to_on))
        )
    return allow()


@dataclass(frozen=True, slots=True)
class Backing:
    """What stands behind one answer. `is_draft_proven` holds where its draft shows its own proof.

    `claimed` is what a person said, else what live facts drafted; None for no answer.
    """

    claimed: Fraction | None
    is_confirmed: bool
    is_draft_proven: bool = False
    files: int = 0
    links: tuple[LinkState, ...] = ()

    @property
    def is_proven(self) -> bool:
        """Does anything that opens stand behind it? A link not looked at yet counts; a 0 proves nothing."""
        opens = any(state not in (LinkState.CLOSED, LinkState.NOT_FOUND) for state in self.links)
        return bool(self.claimed) and (self.is_draft_proven or self.files > 0 or opens)

    @property
    def need(self) -> Need | None:
        """What a person still has to do, the weightiest first; None for nothing."""
        if self.claimed is None:
            return Need.ANSWER
        if not self.is_confirmed:
            return Need.CONFIRM
        if self.claimed and not self.is_proven:
            return Need.MEND_LINK if self.links else Need.PROVE
        return None


def may_submit(filling: Ruling, unconfirmed: int) -> Ruling:
    """May the questionnaire be submitted? Only once a person has looked at every drafted answer."""
    if not filling:
        return filling
    if unconfirmed:
        return refuse(
            say(
                "{n} jawaban otomatis belum dilihat; setujui atau ubah dahulu sebelum mengirim.",
                n=unconfirmed,
            )
        )
    return allow()


def may_reopen(round_status: RoundStatus, saq: SaqStatus, fill: Step, on: date) -> Ruling:
    """May a submitted questionnaire go back to filling? Only while filling runs and nobody finished it."""
    if round_status is not RoundStatus.OPEN:
        return refuse(say("Putaran ini belum dibuka atau sudah diumumkan."))
    if saq is SaqStatus.FILLING:
        return refuse(say("Kuesioner ini belum dikirim."))
    if saq is not SaqStatus.SUBMITTED:
        return refuse(say("Verifikasi kuesioner ini sudah selesai."))
    if on > fill.to_on:
        return refuse(
            say("Pengisian sudah berakhir {day}; jawaban tidak dapat diubah lagi.", day=Day(fill.to_on))
        )
    return allow()


def may_open(status: RoundStatus, units: int) -> Ruling:
    """May a prepared round be opened to these units?"""
    if status is not RoundStatus.PREPARED:
        return refuse(say("Putaran ini sudah dibuka."))
    if not units:
        return refuse(say("Tidak ada satker di wilayah dan tingkat yang dipilih; pilih yang lain."))
    return allow()


def may_reschedule(status: RoundStatus) -> Ruling:
    """May the dates of a round still be changed? Plans slip, so until it is announced."""
    if status is RoundStatus.ANNOUNCED:
        return refuse(say("Hasil putaran ini sudah diumumkan; tanggalnya tidak berubah lagi."))
    return allow()


def may_verify(round_status: RoundStatus, saq: SaqStatus, steps: Mapping[StepKind, Step], on: date) -> Ruling:
    """May the verifier mark answers on this day? From submission until the last day of verifying."""
    if round_status is not RoundStatus.OPEN:
        return refuse(say("Putaran ini belum dibuka atau sudah diumumkan."))
    if saq is SaqStatus.FILLING:
        return refuse(say("Kuesioner ini belum dikirim."))
    if saq is not SaqStatus.SUBMITTED:
        return refuse(say("Verifikasi kuesioner ini sudah selesai."))
    if on > steps[StepKind.VERIFY].to_on:
        return refuse(
            say(
                "Verifikasi sudah berakhir {day}; nilai tidak dapat diubah lagi.",
                day=Day(steps[StepKind.VERIFY].to_on),
            )
        )
    return allow()


def may_announce(round_status: RoundStatus, steps: Mapping[StepKind, Step], on: date) -> Ruling:
    """May the results become public on this day?"""
    if round_status is not RoundStatus.OPEN:
        return refuse(say("Putaran ini belum dibuka atau sudah diumumkan."))
    if on < steps[StepKind.ANNOUNCE].from_on:
        return refuse(say("Pengumuman paling cepat {day}.", day=Day(steps[StepKind.ANNOUNCE].from_on)))
    return allow()


def may_mark(claimed: Fraction, given: Fraction, note: str) -> Ruling:
    """A mark below what the unit answered needs a note: the unit must know what is lacking."""
    if given < claimed and not note.strip():
        return refuse(say("Tulis catatan: satker perlu tahu apa yang kurang."))
    return allow()
