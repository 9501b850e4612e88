"""One page or document against one required item: what does it prove, and why not more.

The order in which a document is asked: can it be read, is it this unit's, is it
fresh, is it whole and final, is it on an official host. The first "no" is its
verdict; a document that is plainly too old is stale even where it is a scan.
The items are those of UU 14/2008, articles 9 to 11.
"""

from dataclasses import dataclass, replace
from datetime import date

from terbuka.rules.catalogue import RequiredItem
from terbuka.rules.freshness import Age, Freshness, Subject, freshness, rule
from terbuka.rules.language import Phrase, say
from terbuka.rules.pages import Kind, Page, host_of
from terbuka.rules.siteaudit.body import body_of, name_of
from terbuka.rules.siteaudit.citations import Cited, cited_in
from terbuka.rules.siteaudit.findings import Verdict
from terbuka.rules.siteaudit.ground import Ground, is_closed_page
from terbuka.rules.siteaudit.naming import Naming, naming
from terbuka.rules.siteaudit.partial import partial_because
from terbuka.rules.siteaudit.periods import Period, elections_named, period_of
from terbuka.rules.siteaudit.words import codes

_READ = 20_000
_REPORTS_YEAR_BEFORE = ("PPD-16", "KIN-05", "KEU-04", "KEU-05", "KEU-06", "PRF-07", "SDM-04", "KIN-09")


@dataclass(frozen=True, slots=True)
class Proof:
    """What one page or document proves of one item; `ends_on` puts the newest of equals first.

    `text` is what was read of it, in lower case.
    """

    verdict: Verdict
    url: str
    title: str
    score: float
    reasons: tuple[Phrase, ...] = ()
    period: str = ""
    ends_on: date = date.min
    text: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A page that speaks for an item: with what score, why, the words beside the link to it.

    `unreadable` is set where it is known beforehand that nobody can open it.
    """

    item: RequiredItem
    page: Page
    score: float
    reasons: tuple[Phrase, ...] = ()
    beside: tuple[str, ...] = ()
    unreadable: Phrase | None = None


def _text(page: Page) -> str:
    cover = page.file.first_page if page.file else ""
    return "\n".join((page.title, page.file.title if page.file else "", cover, *page.headings, page.text))


def _own_text(page: Page, low: str) -> str:
    """What tells whose text it is: a document's whole text, a web page's body without the site's name."""
    return low if page.file else body_of(page)[:_READ].lower()


def unreadable_because(page: Page) -> Phrase | None:
    """Why nobody, or no machine, can read this document; None where it can be read."""
    if is_closed_page(page):
        return say("berkas terkunci: yang membuka diminta masuk atau meminta izin")
    file = page.file
    if file is None:
        return say("hanya gambar tanpa teks") if page.kind is Kind.IMAGE else None
    if file.encrypted:
        return say("berkas meminta kata sandi")
    if not file.opens:
        return say("berkas rusak dan tidak dapat dibuka")
    if not file.has_text and len(page.text) < 40:
        return say("hasil pindai atau gambar tanpa teks yang dapat dibaca")
    return None


def _subject(claim: Claim, ground: Ground, cited: Cited) -> tuple[Subject, Period | None]:
    wants = rule(claim.item.freshness).kind
    if wants in ("none", "event", "cites"):
        period = period_of(claim.page, ground.as_of, "year", beside=claim.beside)
        return Subject(period.found if period else None, (), cited.revoked, cited.in_force), period
    period = period_of(
        claim.page,
        ground.as_of,
        wants,
        beside=claim.beside,
        is_about_year_before=claim.item.code in _REPORTS_YEAR_BEFORE,
    )
    named = elections_named(claim.page, claim.beside) if wants == "last_election" else ()
    return Subject(period.found if period else None, named, cited.revoked, cited.in_force), period


def _ended_term(claim: Claim, ground: Ground) -> Phrase | None:
    """Members and officials shown for a term that is over, with no running term named."""
    if claim.item.code not in codes("terms"):
        return None
    head = replace(claim.page, text=claim.page.text[:600], anchors=())
    period = period_of(head, ground.as_of, "renstra")
    if (
        period is None
        or (period.found.end - period.found.start).days < 800
        or period.found.end >= ground.as_of
    ):
        return None
    return say("menyebut masa jabatan {words} yang sudah berakhir", words=period.found.words)


def _foreign_because(claim: Claim, ground: Ground, named: Naming) -> Phrase | None:
    """Why the text is another unit's; None where it may be this unit's own."""
    code = claim.item.code
    if named.is_foreign_only:
        return say("menyebut {name}, bukan satker ini", name=named.foreign[0])
    if not named.is_national_only:
        return None
    if code in codes("own_name_needed"):
        return say("hanya berbicara tentang lembaga pusat; naskah bawaan belum disesuaikan")
    if claim.page.file and code not in codes("national_suffices") and not claim.item.is_link_up:
        return say("dokumen lembaga pusat, bukan dokumen satker ini")
    return None


def judge(
    claim: Claim, ground: Ground, unreadable: Phrase | None = None, partial: Phrase | None = None
) -> Proof:
    """The proof that a page or document gives, with the reason for what it lacks.

    `unreadable` and `partial` are reasons already known to the caller (a page of
    pictures only, a bare link to a portal).
    """
    page, item = claim.page, claim.item
    text = _text(page)
    low = text[:_READ].lower()
    subject, period = _subject(claim, ground, cited_in(low, ground.as_of))
    fresh = freshness(item.freshness, subject, ground.as_of)
    year = period.found.end.year if period else None
    verdict, reason = _verdict(claim, ground, low, fresh, unreadable or unreadable_because(page))
    if verdict in (Verdict.PRESENT, Verdict.NEEDS_REVIEW):
        less = partial or partial_because(item.code, page, low, year, ground.as_of)
        if less is None and verdict is Verdict.PRESENT and not ground.is_official(page):
            less = say(
                "hanya ada di situs lain ({host}), bukan di situs resmi satker", host=host_of(page.address)
            )
        if less is not None:
            verdict, reason = Verdict.PARTIAL, less
    return Proof(
        verdict=verdict,
        url=page.url,
        title=name_of(page, ground.site_names),
        score=claim.score,
        reasons=(*claim.reasons, reason),
        period=period.found.words if period else "",
        ends_on=period.found.end if period else date.min,
        text=low,
    )


def _verdict(
    claim: Claim, ground: Ground, low: str, fresh: Freshness, unreadable: Phrase | None
) -> tuple[Verdict, Phrase]:
    ended = _ended_term(claim, ground)
    if ended is not None:
        return Verdict.STALE, ended
    if unreadable is not None:
        return (Verdict.STALE, fresh.reason) if fresh.age is Age.STALE else (Verdict.UNREADABLE, unreadable)
    foreign = _foreign_because(claim, ground, naming(_own_text(claim.page, low), ground.unit))
    if foreign is not None:
        return Verdict.WRONG_UNIT, foreign
    if fresh.age is Age.STALE:
        return Verdict.STALE, fresh.reason
    if fresh.age is Age.UNKNOWN:
        return Verdict.NEEDS_REVIEW, fresh.reason
    return Verdict.PRESENT, fresh.reason
