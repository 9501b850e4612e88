"""What is wrong on pages, apart from what is missing: each with its detail and where a visitor meets it.

Among them rules cited although revoked (PKPU 1/2015) and personal data (UU 27/2022).
"""

from collections.abc import Iterator, Mapping
from datetime import date

from terbuka.rules.catalogue import required_items
from terbuka.rules.language import Phrase, say
from terbuka.rules.pages import Kind, Page, host_of
from terbuka.rules.siteaudit.body import is_empty, is_soft_404, name_of
from terbuka.rules.siteaudit.citations import cited_in, may_cite_revoked
from terbuka.rules.siteaudit.claims import titles_shown
from terbuka.rules.siteaudit.findings import Defect, DefectKind, ItemFinding, Verdict
from terbuka.rules.siteaudit.gambling import injected_words, planted_links
from terbuka.rules.siteaudit.ground import Ground, is_closed_page, is_document, is_file_host
from terbuka.rules.siteaudit.naming import naming
from terbuka.rules.siteaudit.partial import has_blank_number, is_draft
from terbuka.rules.siteaudit.periods import period_of, title_and_cover_differ
from terbuka.rules.siteaudit.privacy import personal_data_in
from terbuka.rules.siteaudit.words import codes as items_listed
from terbuka.rules.siteaudit.words import filler_in

_CITED_WITHIN = 30_000
# Leftovers of a template stand near the beginning; who names many units lists them on purpose.
_NAMED_WITHIN, _NAMED_IN_COVER, _MOST_LEFTOVERS = 6000, 2500, 3
_PERIOD_CODES = frozenset(item.code for item in required_items() if item.freshness == "renstra") | {
    "PRF-04",
    "PRF-05",
}


def _seen_on(page: Page) -> str:
    return page.seen_on[0] if page.seen_on else page.url


def _broken_links(ground: Ground) -> Iterator[Defect]:
    """Each dead address once, with the first page that links to it and how many do."""
    for link in ground.dead.values():
        words = next((text for text in link.anchors if text.strip()), "")
        detail = say(
            "tautan rusak (kode {status}): {words}; ada di {n} halaman. Perbaiki atau hapus tautannya.",
            status=link.status,
            words=words.strip()[:120] or link.url,
            n=max(1, len(link.seen_on)),
        )
        yield Defect(DefectKind.BROKEN_LINK, link.url, detail, link.seen_on[0] if link.seen_on else "")


def _closed_links(ground: Ground) -> Iterator[Defect]:
    detail = say("berkas terkunci. Ubah izinnya agar siapa saja yang punya tautan dapat membuka.")
    for failure in ground.visit.not_looked:
        if ground.is_closed(failure) and (
            is_file_host(host_of(failure.url)) or not _is_staff_door(failure.url)
        ):
            where = failure.seen_on[0] if failure.seen_on else ""
            yield Defect(DefectKind.CLOSED_LINK, failure.url, detail, where)
    for page in ground.visit.pages:
        if is_closed_page(page):
            yield Defect(DefectKind.CLOSED_LINK, page.url, detail, _seen_on(page))


def _is_staff_door(url: str) -> bool:
    """A sign-in page meant for staff is no locked document."""
    path = url.split("?", 1)[0].lower()
    return any(word in path for word in ("login", "masuk", "signin", "admin", "dashboard", "auth", "user"))


def _placeholder(page: Page, low: str) -> Phrase | None:
    filler = filler_in(low)
    if filler:
        return say(
            "teks pengisi masih terpasang: {words}. Ganti dengan isi yang sebenarnya.", words=filler[:40]
        )
    if has_blank_number(page, low):
        return say("nomor keputusan masih titik-titik. Isi nomornya atau muat naskah yang sudah ditetapkan.")
    return None


def _revoked_rules(page: Page, low: str, ground: Ground) -> Iterator[Defect]:
    if not may_cite_revoked(low):
        return
    cited = cited_in(low[:_CITED_WITHIN], ground.as_of)
    current = [name for name in cited.revoked if name not in cited.marked]
    if not current or _is_from_before(page, cited.revoked_on(current), ground.as_of):
        return
    heirs = dict(cited.replaced_by)
    for name in current:
        heir = heirs.get(name)
        detail = say("menyebut {name} yang sudah dicabut. Ganti dengan {heir}.", name=name, heir=heir)
        if heir is None:
            detail = say("menyebut {name} yang sudah dicabut. Hapus rujukannya.", name=name)
        yield Defect(DefectKind.REVOKED_RULE, page.url, detail, _seen_on(page))


def _is_from_before(page: Page, revoked_on: date, as_of: date) -> bool:
    """Was the text written while the rule still held? Then it cites it rightly."""
    if page.published_on is not None:
        return page.published_on < revoked_on
    if page.file is None:
        return False
    period = period_of(page, as_of)
    return period is not None and period.found.end < revoked_on


def _expired_period(page: Page, ground: Ground) -> Defect | None:
    codes = {one.code for one in ground.matches.get(page.url, ())}
    if not codes & _PERIOD_CODES or is_document(page):
        return None
    period = period_of(page, ground.as_of, "renstra")
    if (
        period is None
        or (period.found.end - period.found.start).days < 800
        or period.found.end >= ground.as_of
    ):
        return None
    detail = say("menyebut periode {words} yang sudah berakhir. Perbarui isinya.", words=period.found.words)
    return Defect(DefectKind.EXPIRED_PERIOD, page.url, detail, _seen_on(page))


def _foreign_text(page: Page, low: str, ground: Ground, needs_own_name: bool) -> Defect | None:
    named = naming(low[: _NAMED_IN_COVER if page.file else _NAMED_WITHIN], ground.unit)
    if named.is_national_only and not page.file and needs_own_name:
        detail = say("hanya berbicara tentang lembaga pusat. Sesuaikan dengan satker sendiri.")
        return Defect(DefectKind.WRONG_UNIT_TEXT, page.url, detail, _seen_on(page))
    if not 0 < len(named.foreign) <= _MOST_LEFTOVERS:
        return None
    if named.own:
        detail = say(
            "di dalamnya masih ada nama {name}. Ganti dengan nama satker sendiri.", name=named.foreign[0]
        )
    else:
        detail = say("naskahnya milik {name}. Ganti dengan naskah satker sendiri.", name=named.foreign[0])
    return Defect(DefectKind.WRONG_UNIT_TEXT, page.url, detail, _seen_on(page))


def _document_defects(page: Page, ground: Ground) -> Iterator[Defect]:
    file = page.file
    if file is None:
        return
    if file.kind is Kind.PDF and file.opens and not file.encrypted and not file.has_text:
        detail = say("hasil pindai tanpa teks. Unggah PDF berteks, atau pindai ulang dengan OCR.")
        yield Defect(DefectKind.NO_TEXT_LAYER, page.url, detail, _seen_on(page))
    years = title_and_cover_differ(page, titles_shown(page, ground))
    if years:
        detail = say(
            "judulnya {title}, sampulnya {cover}. Samakan judul dengan sampul.",
            title=years[0],
            cover=years[1],
        )
        yield Defect(DefectKind.WRONG_YEAR_TITLE, page.url, detail, _seen_on(page))


def _holds_documents(page: Page) -> bool:
    """Does the page only show or link to something, which is then judged itself?"""
    return bool(page.embeds) or any(not link.in_menu for link in page.links)


def _content_defects(page: Page, low: str, ground: Ground, codes: set[str]) -> Iterator[Defect]:
    """Drafts, filler and emptiness."""
    where = _seen_on(page)
    is_itself = page.file is not None or (codes and not _holds_documents(page))
    if is_itself and "HUK-03" not in codes and is_draft("", page):
        detail = say("masih bertanda draf. Ganti dengan naskah yang sudah ditetapkan.")
        yield Defect(DefectKind.DRAFT_AS_FINAL, page.url, detail, where)
    filler = _placeholder(page, low)
    if filler is not None:
        yield Defect(DefectKind.PLACEHOLDER_TEXT, page.url, filler, where)
    elif is_empty(page):
        title = name_of(page, ground.site_names)[:160]
        detail = say("halaman {title} kosong. Isi, atau hapus dari menu.", title=title)
        yield Defect(DefectKind.EMPTY_PAGE, page.url, detail, where)


def _intrusions_and_leaks(page: Page, low: str, planted: Mapping[int, str]) -> Iterator[Defect]:
    """What strangers put in, and what should not stand open."""
    where = _seen_on(page)
    words = injected_words(page, low, planted)
    if words:
        detail = say(
            "tautan judi disusupkan ({words}). Bersihkan halaman, ganti kata sandi, perbarui sistem.",
            words=words,
        )
        yield Defect(DefectKind.INJECTED_LINKS, page.url, detail, where)
    leak = personal_data_in(page, low)
    if leak is not None:
        yield Defect(DefectKind.PERSONAL_DATA, page.url, leak, where)


def _page_defects(page: Page, ground: Ground, planted: Mapping[int, str]) -> Iterator[Defect]:
    if is_soft_404(page):
        detail = say(
            'halaman menjawab seolah ada, padahal isinya "tidak ditemukan". Perbaiki tautan ke sini.'
        )
        yield Defect(DefectKind.SOFT_404, page.url, detail, _seen_on(page))
        return
    low = page.text.lower()
    codes = {one.code for one in ground.matches.get(page.url, ())}
    yield from _content_defects(page, low, ground, codes)
    yield from _revoked_rules(page, low, ground)
    yield from _document_defects(page, ground)
    yield from _intrusions_and_leaks(page, low, planted)
    if codes:
        needs_own_name = bool(codes & items_listed("own_name_needed"))
        found = (_foreign_text(page, low, ground, needs_own_name), _expired_period(page, ground))
        yield from (one for one in found if one is not None)


def _unofficial(ground: Ground, items: tuple[ItemFinding, ...]) -> Iterator[Defect]:
    """Each page on a foreign host that had to serve as proof."""
    told: set[str] = set()
    for item in items:
        for proof in () if item.verdict is Verdict.PRESENT else item.evidence:
            page = ground.pages.get(proof.url)
            if (
                page is None
                or proof.url in told
                or proof.verdict is Verdict.WRONG_UNIT
                or ground.is_official(page)
            ):
                continue
            told.add(proof.url)
            detail = say(
                "{title} ada di {host}. Muat juga di situs resmi satker.",
                title=proof.title[:120],
                host=host_of(page.address),
            )
            yield Defect(DefectKind.UNOFFICIAL_HOST, proof.url, detail, _seen_on(page))


def defects_on(ground: Ground, items: tuple[ItemFinding, ...]) -> tuple[Defect, ...]:
    """Every defect of the visit, in the order of its pages; the same defect of one address stands once."""
    found: dict[tuple[str, str, str], Defect] = {}
    every = [*_broken_links(ground), *_closed_links(ground)]
    planted = planted_links(ground)
    for page in ground.visit.pages:
        every.extend(_page_defects(page, ground, planted))
    every.extend(_unofficial(ground, items))
    for defect in every:
        found.setdefault((defect.kind, defect.url, str(defect.detail)), defect)
    return tuple(found.values())
