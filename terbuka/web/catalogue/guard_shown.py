"""How the guard's findings are said and drawn: the first sentence, and the boxes of one page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from terbuka.models import BlackOut, GuardFinding, PublicationVersion
from terbuka.rules.guarding import DECISION_WORDS, KIND_WORDS, REMEDY_WORDS, Remedy
from terbuka.rules.language import Phrase, say
from terbuka.rules.publishing import FindingDecision, GuardState


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle over the page's picture, as attributes of SVG: shares of the page, with a point."""

    tone: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the file: its picture, its boxes, the pages beside it, and which pages have findings."""

    page: int
    pages: int
    picture: str
    marks: tuple[Mark, ...]
    found_on: tuple[int, ...]

    @property
    def before(self) -> int | None:
        """The page before; None at the first."""
        return self.page - 1 if self.page > 1 else None

    @property
    def after(self) -> int | None:
        """The page after; None at the last."""
        return self.page + 1 if self.page < self.pages else None


def _mark(tone: str, x0: float, y0: float, x1: float, y1: float) -> Mark:
    return Mark(tone, *(f"{side:.5f}" for side in (x0, y0, x1 - x0, y1 - y0)))


def sheet_of(
    page: int, pages: int, picture: str, findings: Iterable[GuardFinding], boxes: Iterable[BlackOut]
) -> Sheet:
    """The page with open findings framed and black-outs filled."""
    marks, pages_found = [], set()
    for one in findings:
        is_open = one.decision == FindingDecision.OPEN
        for number, *sides in one.areas:
            if is_open:
                pages_found.add(int(number))
            if is_open and number == page:
                marks.append(_mark("hint" if one.is_hint else "found", *sides))
    marks += [_mark("black", one.x0, one.y0, one.x1, one.y1) for one in boxes if one.page == page]
    return Sheet(page, pages, picture, tuple(marks), tuple(sorted(pages_found)))


def decided_word(one: GuardFinding, how: Remedy) -> Phrase:
    """What has become of a finding."""
    if how is Remedy.REMOVED:
        return REMEDY_WORDS[how]
    if one.is_hint:
        return say("untuk diperhatikan; tidak perlu diputus")
    if one.decision == FindingDecision.BLACKED_OUT and how is Remedy.PAPER:
        return say("tidak ikut: diumumkan sebagai PDF berisi yang tampak")
    if one.decision == FindingDecision.BLACKED_OUT and how is Remedy.REDRAW:
        return say("halamannya digambar ulang")
    return DECISION_WORDS[FindingDecision(one.decision)]


def counted(findings: Iterable[GuardFinding]) -> str:
    """How many of each kind, as one list of words: "3 NIK, 1 lembar tersembunyi"."""
    total: Counter[str] = Counter()
    for one in findings:
        total[one.kind] += one.count
    return ", ".join(f"{n} {KIND_WORDS.get(kind, kind)}" for kind, n in total.items())


def summary(version: PublicationVersion, findings: Sequence[GuardFinding], waiting: Sequence[str]) -> str:
    """The first sentence of the page: the state in words, with a number."""
    real = [one for one in findings if not one.is_hint]
    left = [one for one in real if one.decision == FindingDecision.OPEN]
    if "clear_version" in waiting:
        return _("Salinan untuk umum sedang dibuat dan dibaca ulang.")
    if version.guard == GuardState.WAITING:
        return _("Penjaga sedang membaca berkas ini.")
    if version.guard == GuardState.COULD_NOT_LOOK:
        return _("Berkas ini tidak dapat diperiksa, jadi tidak dapat diumumkan.")
    if left:
        sentence = _("Penjaga menemukan %(what)s; %(n)s belum diputus, putuskan sebelum diumumkan.")
        return sentence % {"what": counted(left), "n": len(left)}
    if version.guard == GuardState.FINDINGS:
        return _("Semua temuan sudah diputus; buat salinan untuk umum sebelum dikirim.")
    if version.guard == GuardState.CLEARED:
        return _("Salinan untuk umum sudah jadi dan dibaca ulang: tidak ada lagi teks di bawahnya.")
    return _("Penjaga membaca seluruh berkas dan tidak menemukan yang harus diputus.")
