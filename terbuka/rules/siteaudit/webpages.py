"""Web pages as proof: by their own words, or by the documents, forms and portals that hang on them.

What must stand open, and where a link suffices: UU 14/2008, articles 9 to 11, and Perki 1/2021.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from terbuka.rules.catalogue import RequiredItem
from terbuka.rules.freshness import Age, Freshness, Subject, freshness, rule
from terbuka.rules.language import Phrase, say
from terbuka.rules.pages import File, FoundDate, Kind, Link, Page, host_of
from terbuka.rules.siteaudit.body import body_of, name_of, told_words
from terbuka.rules.siteaudit.findings import Verdict
from terbuka.rules.siteaudit.ground import (
    Ground,
    is_closed_page,
    is_document,
    is_file_host,
    is_front_page,
)
from terbuka.rules.siteaudit.naming import naming
from terbuka.rules.siteaudit.periods import period_of
from terbuka.rules.siteaudit.proofs import Claim, Proof, judge, unreadable_because
from terbuka.rules.siteaudit.words import Portal, codes, filler_in, hosts, link_words, pattern, portals

_TABLES = ("table", "list", "spreadsheet", "jdih page")
_IN_PAGE = ("html", "form", "map", "photos", "link", "table")
_SHORT, _PROSE, _DOCUMENT_PROSE = 3, 8, 20
_PORTAL_PROSE = 80
_STREET = re.compile(r"\b(?:jalan|jln?\.?|alamat)\b", re.IGNORECASE)
_REACHED_BY = re.compile(
    r"\b(?:telepon|telp|tlp|fax|faks|surel|e-?mail|whatsapp|wa)\b|@[\w.]+\.\w", re.IGNORECASE
)
_FOOTERS_READ = 12


@dataclass(frozen=True, slots=True)
class Attached:
    """A link in the body of a page that leads to a document, and what became of it."""

    link: Link
    page: Page | None = None
    is_closed: bool = False
    is_dead: bool = False


def is_written_in_page(item: RequiredItem) -> bool:
    """Is the item commonly text on a page rather than a document?"""
    return any(word in kind.lower() for kind in item.typical_evidence for word in _IN_PAGE)


def _counts_rows(item: RequiredItem) -> bool:
    return any(word in kind.lower() for kind in item.typical_evidence for word in _TABLES)


def own_words(page: Page, with_rows: bool = False) -> int:
    """How many words a page tells itself: no headings and, unless `with_rows`, no rows of its links."""
    words = told_words(page) + sum(len(image.alt.split()) for image in page.images if len(image.alt) > 80)
    if not with_rows:
        words -= sum(len((link.context or link.text).split()) for link in page.links if not link.in_menu)
    return max(0, words)


def _words_needed(item: RequiredItem) -> int:
    if item.code in codes("short"):
        return _SHORT
    return _PROSE if is_written_in_page(item) else _DOCUMENT_PROSE


def attachments(page: Page, ground: Ground) -> Iterator[Attached]:
    """Documents that hang on a page: linked in its body or shown in a frame."""
    framed = tuple(Link(url, "") for url in page.embeds)
    for link in (*(link for link in page.links if not link.in_menu), *framed):
        target = ground.pages.get(link.url)
        if target is not None:
            if is_document(target) or is_closed_page(target):
                yield Attached(link, target, is_closed=is_closed_page(target))
        elif link.url in ground.failed:
            if ground.is_closed(ground.failed[link.url]):
                yield Attached(link, is_closed=True)
        elif link.url in ground.dead:
            yield Attached(link, is_dead=True)


def _of_attachment(claim: Claim, one: Attached, ground: Ground) -> Proof | None:
    """The item's page and the document on it prove together: the page names it, the document dates it."""
    words = tuple(text for text in (one.link.text, one.link.context, claim.page.title) if text)
    title = one.link.text.strip() or claim.page.title
    if one.is_dead:
        return None
    if one.page is None or one.is_closed:
        stand_in = Page(one.link.url, title=title, kind=Kind.OTHER, seen_on=(claim.page.url,))
        locked = say("berkas terkunci: yang membuka diminta masuk atau meminta izin")
        return judge(replace(claim, page=stand_in, beside=words), ground, unreadable=locked)
    if ground.matches.get(one.page.url):
        return None  # it speaks for itself, for this item or for another
    return judge(replace(claim, page=one.page, score=claim.score * 0.9, beside=words), ground)


def _of_portal(claim: Claim, ground: Ground) -> Proof | None:
    """A page that only sends on to a national system."""
    for link in claim.page.links:
        host = host_of(link.url)
        if link.in_menu or not any(claim.item.code in one.codes and one.holds(host) for one in portals()):
            continue
        if is_front_page(link.url):
            return judge(claim, ground, partial=_bare_link(host))
        beside = (link.text, link.context, link.url.replace("=", " "))
        return judge(replace(claim, beside=beside), ground)
    return None


def _bare_link(host: str) -> Phrase:
    return say("hanya tautan ke halaman depan {host}", host=host)


def _of_form(claim: Claim, ground: Ground, attached: list[Attached]) -> Proof | None:
    """A form is proof where it can be filled in or downloaded."""
    page = claim.page
    online = any(
        any(form in url for form in hosts("form"))
        for url in (*page.embeds, *(link.url for link in page.links))
    )
    spoiled = [unreadable_because(one.page) for one in attached if one.page is not None and not one.is_closed]
    if page.has_form or online or None in spoiled:
        return judge(claim, ground)
    if spoiled:
        return judge(claim, ground, unreadable=spoiled[0])
    if any(one.is_closed for one in attached):
        return judge(
            claim, ground, unreadable=say("formulir terkunci: yang membuka diminta masuk atau meminta izin")
        )
    if own_words(page) >= _PROSE:
        return judge(
            claim,
            ground,
            partial=say("halaman ini menerangkan formulir, tetapi formulirnya sendiri tidak ada"),
        )
    return None


def _of_little(claim: Claim, ground: Ground, words: int) -> Proof | None:
    """A page that says little itself: pictures cannot be read, frames and hints need a person."""
    page = claim.page
    if page.images and words < _PROSE:
        return judge(claim, ground, unreadable=say("hanya gambar tanpa teks yang dapat dibaca"))
    body = (*page.embeds, *(link.url for link in page.links if not link.in_menu))
    if any(is_file_host(host_of(url)) for url in body):
        reason = say("isinya di tempat lain dan tidak terbaca otomatis; perlu dilihat petugas")
    elif words >= _PROSE:
        reason = say("halamannya ada, tetapi dokumennya tidak tertaut; perlu dilihat petugas")
    else:
        return None
    proof = judge(claim, ground)
    if proof.verdict not in (Verdict.PRESENT, Verdict.PARTIAL):
        return proof
    return replace(proof, verdict=Verdict.NEEDS_REVIEW, reasons=(*claim.reasons, reason))


def proofs_of_page(claim: Claim, ground: Ground) -> Iterator[Proof]:
    """What a web page proves of the item it speaks for. Empty pages and broken links prove nothing."""
    page, item = claim.page, claim.item
    attached = list(attachments(page, ground))
    if item.code in codes("forms"):
        proof = _of_form(claim, ground, attached)
        if proof:
            yield proof
        return
    hanging = [proof for one in attached if (proof := _of_attachment(claim, one, ground))]
    words = own_words(page, with_rows=_counts_rows(item))
    portal = _of_portal(claim, ground)
    tells = words >= _words_needed(item) and not is_filler(page)
    if portal is not None and words < _PORTAL_PROSE:
        yield portal
    elif tells and (is_written_in_page(item) or not attached):
        yield judge(claim, ground)
    elif not attached and not tells and not is_filler(page):
        proof = _of_little(claim, ground, words)
        if proof:
            yield proof
    yield from hanging


def is_filler(page: Page) -> bool:
    """Does the page hold only filler: lorem ipsum, "segera hadir", "belum tersedia"?"""
    low = body_of(page)[:3000].lower()
    if filler_in(low):
        return len(low.split()) < 200
    return len(low.split()) < 60 and bool(pattern("unfinished").search(low))


def _age_of_link(item: RequiredItem, link: Link, ground: Ground) -> tuple[Freshness, FoundDate | None]:
    """How old what a link leads to is, by the link's words and address."""
    words = f"{link.text} {link.context} {link.url.rsplit('/', 1)[-1].replace('=', ' ')}"
    stand_in = Page(link.url, title=link.text, file=File(Kind.PDF, first_page=words))
    period = period_of(stand_in, ground.as_of, rule(item.freshness).kind)
    found = period.found if period else None
    return freshness(item.freshness, Subject(found), ground.as_of), found


def _is_worded_so(item: RequiredItem, link: Link) -> bool:
    words = f"{link.text} {link.context} {link.url.rsplit('/', 1)[-1]}".lower()
    asked = link_words(item.code)
    return asked is not None and bool(asked.search(words.replace("-", " ").replace("_", " ")))


def _bears_on(item: RequiredItem, portal: Portal, link: Link, where: Page, ground: Ground) -> bool:
    """Does a link to a national system speak for the item: by its host alone, or named by its row?"""
    if item.code in portal.bare:
        return is_front_page(link.url) or item.code not in codes("lists")
    is_named = item.code in ground.portal_names.get((link.url, where.url), ())
    return is_named and item.code in portal.codes


def _by_link(item: RequiredItem, link: Link, where: Page, ground: Ground) -> Proof:
    """A front page is part of the proof; the document itself is proof unless plainly too old."""
    fresh, found = _age_of_link(item, link, ground)
    if is_front_page(link.url):
        verdict, reason = Verdict.PARTIAL, _bare_link(host_of(link.url))
    elif fresh.age is Age.STALE:
        verdict, reason = Verdict.STALE, fresh.reason
    elif item.is_link_up:
        verdict, reason = Verdict.PRESENT, say("tautan ke dokumen nasional, yang cukup untuk butir ini")
    elif fresh.age is Age.FRESH:
        verdict, reason = Verdict.PRESENT, fresh.reason
    else:
        verdict, reason = Verdict.PARTIAL, say("tautan ke {host} tanpa tahun", host=host_of(link.url))
    return Proof(
        verdict=verdict,
        url=link.url,
        title=link.text or link.url,
        score=0.7,
        reasons=(say("ditautkan dari {url}", url=where.url), reason),
        period=found.words if found else "",
    )


def proofs_of_links(item: RequiredItem, ground: Ground) -> Iterator[Proof]:
    """Links to national bodies and systems anywhere on the site, where such a link bears on the item."""
    for link, where in ground.portal_links:
        if link.url in ground.dead:
            continue
        host = host_of(link.url)
        is_up = item.is_link_up and _is_worded_so(item, link)
        if is_up or any(_bears_on(item, one, link, where, ground) for one in portals() if one.holds(host)):
            yield _by_link(item, link, where, ground)


def contact_in_footer(item: RequiredItem, ground: Ground) -> Proof | None:
    """Address and contact that stand in the footer of every page prove PRF-01 without a page of their own."""
    if item.code != "PRF-01":
        return None
    for page in ground.visit.pages[:_FOOTERS_READ]:
        frame = page.menu_text
        if (
            page.file
            or not (_STREET.search(frame) and _REACHED_BY.search(frame))
            or not ground.is_official(page)
        ):
            continue
        if not naming(frame.lower(), ground.unit).is_foreign_only:
            reason = say("alamat dan kontak ada di kaki halaman")
            return Proof(Verdict.PRESENT, page.url, name_of(page, frozenset()), 0.75, (reason,))
    return None
