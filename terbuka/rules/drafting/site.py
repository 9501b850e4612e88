"""Answers drawn from the pages themselves: is the site up, its menus, links, newest date, form, video.

Legal ground: Perki 1/2021, articles 14 to 21 (publishing on the official site).
Absence counts only where enough could be opened (`Facts.absence_counts`).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from terbuka.rules.catalogue import InformationClass
from terbuka.rules.daynames import Day
from terbuka.rules.drafting.answers import (
    DraftedAnswer,
    Facts,
    Hindrance,
    Lack,
    Proof,
    ProofKind,
    drafted,
    look_again,
    undrafted,
)
from terbuka.rules.drafting.catalogued import Catalogued
from terbuka.rules.drafting.items import (
    FULL,
    NONE,
    SHOWN,
    PartState,
    State,
    confidence_of,
    hindered,
    judge,
    lack_of,
)
from terbuka.rules.drafting.wording import Listed, has_words
from terbuka.rules.instruments import HALF, Effort, Part, Question
from terbuka.rules.language import say
from terbuka.rules.pages import Kind, Link, Page, SiteVisit, host_of, path_of
from terbuka.rules.siteaudit.findings import AuditReport

_CLASSES = {
    "berkala": InformationClass.PERIODIC,
    "serta merta": InformationClass.IMMEDIATE,
    "setiap saat": InformationClass.ON_DEMAND,
}
_MENU_WORDS = 6
_SHARING = (
    "facebook.com", "twitter.com", "x.com", "wa.me", "whatsapp.com", "t.me", "telegram.me", "linkedin.com",
    "instagram.com",
)  # fmt: skip
_PLAYERS = ("youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "tiktok.com", "dailymotion.com")
# A channel or profile is a place to look around, not one film.
_CHANNELS = ("/channel/", "/c/", "/user/", "/@")
_WHOSE = ("pimpinan", "ketua", "anggota", "keterbukaan", "informasi publik")
_TO_SITE = say("Pasang di situs: sudah diumumkan di katalog")
_OPENNESS = ("keterbukaan", "informasi publik", "transparansi", "ppid")


def _is_at(address: str, hosts: tuple[str, ...]) -> bool:
    """Does the address lie on one of these hosts or below it?"""
    host = host_of(address)
    return any(host == known or host.endswith("." + known) for known in hosts)


def _sites_of(report: AuditReport) -> tuple[SiteVisit, ...]:
    """The addresses that are the PPID's own, or all where none names itself so."""
    own = tuple(site for site in report.visit.sites if "ppid" in site.url.lower())
    return own or report.visit.sites


def _is_up(report: AuditReport) -> bool:
    sites = _sites_of(report)
    return bool(sites) and all(site.pages_fetched > 0 for site in sites)


def site_up(question: Question, facts: Facts) -> DraftedAnswer:
    """1 when it opened at two visits, one half for the one visit of an audit.

    A site that could not be opened is looked at again, never marked 0 from one visit.
    """
    sites = _sites_of(facts.report)
    proof = tuple(Proof(site.url, site.url) for site in sites)
    if not _is_up(facts.report):
        return look_again(question, proof=proof)
    earlier = facts.earlier
    if earlier and earlier.visit.finished_at <= facts.report.visit.started_at and _is_up(earlier):
        return drafted(
            question, FULL, say("Terbuka pada dua waktu pemeriksaan"), proof=proof, confidence=0.99
        )
    lack = Lack(
        f"{question.code}:again",
        HALF,
        say("Periksa situs sekali lagi pada waktu lain"),
        question.effort,
        say("Periksa situs sekali lagi pada waktu lain; bila terbuka lagi, butir ini bernilai penuh."),
        sites[0].url,
    )
    reason = say("Terbuka pada satu waktu pemeriksaan; aturan butir ini meminta dua")
    return drafted(question, HALF, reason, proof=proof, confidence=0.99, lacks=(lack,))


def _menu_links(words: tuple[str, ...], facts: Facts) -> list[Link]:
    """Links whose short words name a class of information, menus first, each address once."""
    every = {(link.url, link.text): link for page in facts.report.visit.pages for link in page.links}
    short = (link for link in every.values() if len(link.text.split()) <= _MENU_WORDS)
    named = sorted((link for link in short if has_words(words, link.text)), key=lambda link: not link.in_menu)
    return list({link.url: link for link in reversed(named)}.values())[::-1]


def _class_state(part: Part, facts: Facts) -> tuple[State, Proof | None]:
    """Does a class of information have its own menu, with at least one document in it?"""
    links = _menu_links(part.words, facts)
    in_bar = next((page for page in facts.report.visit.pages if has_words(part.words, page.menu_text)), None)
    if not links and in_bar is None:
        return (State.UNMET if facts.absence_counts(*part.words) else State.NOT_LOOKED), None
    first = (
        Proof(links[0].url, links[0].text) if links else Proof(in_bar.url, in_bar.title) if in_bar else None
    )
    for link in links:
        page = facts.pages.get(link.url)
        if page and (page.file or any(not other.in_menu and other.url != page.url for other in page.links)):
            return State.MET, Proof(page.url, link.text)
    wanted = _CLASSES[part.words[0]]
    if any(item.information_class is wanted and item.verdict in SHOWN for item in facts.on_site.values()):
        return State.MET, first
    return (State.UNMET if facts.absence_counts(*part.words) else State.NOT_LOOKED), first


def menus(question: Question, facts: Facts) -> DraftedAnswer:
    """One third for each class of information that has its own menu with a document in it."""
    states = [(part, *_class_state(part, facts)) for part in question.drawing.parts]
    proof = tuple(one for _, _, one in states if one)
    if any(state is State.NOT_LOOKED for _, state, _ in states):
        return look_again(question, proof=proof)
    unmet = [part for part, state, _ in states if state is not State.MET]
    each = Fraction(1, len(states))
    lacks = tuple(
        Lack(
            f"{question.code}:{part.words[0]}",
            each,
            say("Buat menu tersendiri berisi dokumen: {part}", part=part.name),
            question.effort,
        )
        for part in unmet
    )
    met = tuple(part.name for part, state, _ in states if state is State.MET)
    reasons = [say("{met} dari {all} kelas punya menu yang berisi dokumen", met=len(met), all=len(states))]
    if unmet:
        names = Listed(tuple(part.name for part in unmet))
        reasons.append(say("Belum ada menu yang berisi: {names}", names=names))
    return drafted(question, FULL - each * len(unmet), *reasons, proof=proof, confidence=0.85, lacks=lacks)


def _listed_links(page: Page) -> list[str]:
    """What a catalogue page links to, without menus, sharing buttons and itself."""
    addresses = [
        link.url
        for link in page.links
        if not link.in_menu
        and link.url.partition("#")[0] not in (page.url, page.address)
        and link.url.startswith(("http://", "https://"))
        and not _is_at(link.url, _SHARING)
    ]
    return list(dict.fromkeys(addresses))


def _ready(part: Part, facts: Facts) -> tuple[Proof, ...]:
    """What the catalogue has of it: it need only be put on the site."""
    if facts.catalogue is None:
        return ()
    known = (one for code in part.items for one in facts.catalogue.items.get(code, ()))
    return tuple(Proof(one.url, one.title, one.period) for one in known)[:1]


def _no_list(question: Question, found: PartState, facts: Facts) -> DraftedAnswer:
    """The site does not show it; the catalogue may have it, so that it need only be put there."""
    lack, ready = lack_of(question, found, FULL, facts), _ready(question.drawing.parts[0], facts)
    if ready:
        lack = replace(lack, title=_TO_SITE, url=ready[0].url, effort=Effort.HOURS)
    reason = say("Daftar Informasi Publik tidak dapat dibuka di situs")
    more = (found.told, *(say("Sudah diumumkan di katalog: {title}", title=one.title) for one in ready))
    return drafted(
        question, NONE, reason, *more, proof=ready, confidence=confidence_of([found]), lacks=(lack,)
    )


def live_links(question: Question, facts: Facts) -> DraftedAnswer:
    """The share of the catalogue's links that work, of those that could be tried.

    Undrafted where less than half could be tried, or the catalogue holds no link.
    """
    found = judge(question.drawing.parts[0], facts, facts.on_site)
    if found.state is not State.UNMET and (unable := hindered(question, [found])):
        return unable
    finding = found.finding
    if finding is None or finding.verdict not in SHOWN:
        return _no_list(question, found, facts)
    shown = [evidence for evidence in finding.evidence if evidence.verdict in SHOWN]
    pages = [page for evidence in shown if (page := facts.pages.get(evidence.url))]
    page = max(pages, key=lambda one: len(_listed_links(one)), default=None)
    links = _listed_links(page) if page else []
    if page is None or not links:
        reason = say(
            "Tidak terisi otomatis: Daftar Informasi Publik tidak memuat tautan; buka dan periksa sendiri."
        )
        return undrafted(question, Hindrance.PERSON, reason, found.told, proof=found.proof)
    proof = (Proof(page.url, page.title or finding.name),)
    dead = [url for url in links if url in {gone.url for gone in facts.report.visit.dead_links}]
    live = [url for url in links if url in facts.pages]
    tried = len(dead) + len(live)
    if tried * 2 < len(links):
        told = say("{tried} dari {all} tautan sempat dicoba", tried=tried, all=len(links))
        return look_again(question, told, proof=proof)
    share = Fraction(len(live), tried)
    title = say("Perbaiki {n} tautan mati di Daftar Informasi Publik", n=len(dead))
    how = say("Tautan mati pertama: {url}", url=dead[0]) if dead else None
    lacks = (
        (Lack(f"{question.code}:links", 1 - share, title, question.effort, how, page.url),) if dead else ()
    )
    reason = say("{live} dari {tried} tautan Daftar Informasi Publik hidup", live=len(live), tried=tried)
    return drafted(question, share, reason, proof=proof, confidence=0.95, lacks=lacks)


def _last_sign(facts: Facts) -> tuple[date, Proof] | None:
    """The newest dated page of the site or post of an official account, up to the day of the draft."""
    signs = [
        (page.published_on, Proof(page.url, page.title, page.published_on.isoformat()))
        for page in facts.report.visit.pages
        if page.published_on and page.published_on <= facts.as_of
    ]
    posts = facts.catalogue.posts if facts.catalogue else ()
    signs += [(post.day, Proof(post.url, post.title, post.day.isoformat())) for post in posts]
    return max(signs, key=lambda one: one[0], default=None)


def newest(question: Question, facts: Facts) -> DraftedAnswer:
    """1 when the newest dated page or post is at most 30 days old, one half up to 90, else 0.

    Posts are those of the official accounts whose last day is known. Below full value
    only where enough was opened.
    """
    found = _last_sign(facts)
    if found is None:
        reason = say("Tidak terisi otomatis: tidak ada halaman bertanggal; tunjukkan unggahan terakhir.")
        return undrafted(question, Hindrance.PERSON, reason)
    day, proof = found
    age = max((facts.as_of - day).days, 0)
    full, half = question.limits
    value = FULL if age <= full else HALF if age <= half else NONE
    reason = say("Unggahan terbaru {age} hari lalu ({day})", age=age, day=Day(day))
    has_posts = bool(facts.catalogue and facts.catalogue.posts)
    kind = ProofKind.CATALOGUE if has_posts and not facts.report.visit.pages else ProofKind.WEBSITE
    if value == 1:
        return drafted(question, value, reason, kind=kind, proof=(proof,), confidence=0.95)
    if not facts.absence_counts():
        return look_again(question, reason, proof=(proof,))
    note = say("Media sosial tidak diperiksa; bila lebih baru, tunjukkan alamatnya.")
    if has_posts:
        note = say("Unggahan terakhir media sosial yang tercatat sudah ikut dihitung.")
    title = say("Unggah kabar atau dokumen baru di situs")
    lack = Lack(f"{question.code}:newest", 1 - value, title, question.effort, note)
    return drafted(question, value, reason, note, proof=(proof,), confidence=0.8, lacks=(lack,))


def online_form(question: Question, facts: Facts) -> DraftedAnswer:
    """Never more than 0 by machine: only a test request shows that a form reaches the central e-PPID."""
    forms = [page for page in facts.report.visit.pages if page.has_form and _is_request_form(page)]
    proof = [Proof(page.url, page.title) for page in forms]
    proof += [
        Proof(link.url, link.text)
        for page in facts.report.visit.pages
        for link in page.links
        if has_words(("permohonan",), link.text) and "ppid" in host_of(link.url)
    ]
    proof += [one for code in question.drawing.hints for one in _hint(code, facts)]
    if proof:
        reason = say(
            "Tidak terisi otomatis: formulir ditemukan, tetapi hubungannya dengan e-PPID pusat baru terbukti "
            "dengan permohonan uji. Kirim satu, lalu lampirkan nomornya."
        )
        return undrafted(question, Hindrance.PERSON, reason, proof=tuple(dict.fromkeys(proof))[:3])
    if not facts.absence_counts("permohonan"):
        return look_again(question)
    lack = Lack(
        f"{question.code}:form",
        FULL,
        say("Pasang formulir permohonan daring yang terhubung dengan e-PPID"),
        question.effort,
    )
    return drafted(
        question,
        NONE,
        say("Formulir permohonan daring tidak ditemukan di situs"),
        confidence=0.8,
        lacks=(lack,),
    )


def _is_request_form(page: Page) -> bool:
    return has_words(("permohonan", "pemohon"), _names(page))


def _hint(code: str, facts: Facts) -> Iterator[Proof]:
    """What the site shows of an item that a person can use as a start."""
    finding = facts.items.get(code)
    if finding and finding.verdict in SHOWN:
        yield from (Proof(one.url, one.title, one.period) for one in finding.evidence[:1])


def _is_film(address: str) -> bool:
    path = path_of(address)
    return _is_at(address, _PLAYERS) and path not in ("", "/") and not path.startswith(_CHANNELS)


def _names(page: Page) -> str:
    return "\n".join((page.title, *page.headings, *page.anchors))


def _commitment_film(page: Page) -> bool:
    """A page named after a commitment, about openness, with a film in it."""
    if not has_words(("komitmen",), _names(page)) or not has_words(_OPENNESS, f"{_names(page)}\n{page.text}"):
        return False
    films = [*page.embeds, *(link.url for link in page.links if not link.in_menu)]
    return page.kind is Kind.VIDEO or any(_is_film(address) for address in films)


def _is_news(page: Page) -> bool:
    """A dated page that does not call itself a film tells of a commitment; it may not be it."""
    return page.published_on is not None and not has_words(("video", "film"), _names(page))


def _films(facts: Facts) -> tuple[Catalogued, ...]:
    """Films of the catalogue that are named after a commitment to openness."""
    about = (*_WHOSE, *_OPENNESS)
    return tuple(
        one
        for one in (facts.catalogue.films if facts.catalogue else ())
        if has_words(("komitmen",), one.title) and has_words(about, f"{one.title}\n{one.text}")
    )


def video(question: Question, facts: Facts) -> DraftedAnswer:
    """1 when a page or link named after the leaders' commitment to openness shows a film.

    The question asks for the site, so a film of the catalogue counts once it was seen there.
    A film in a piece of news is shown to a person instead.
    """
    pages = [page for page in facts.report.visit.pages if _commitment_film(page)]
    proof = [Proof(page.url, page.title) for page in pages if not _is_news(page)]
    proof += [
        Proof(link.url, link.text)
        for page in facts.report.visit.pages
        for link in page.links
        if _is_film(link.url) and has_words(("komitmen",), link.text) and has_words(_WHOSE, link.text)
    ]
    films = _films(facts)
    proof += [Proof(one.url, one.title) for one in films if one.is_on_site]
    if proof:
        shown = tuple(dict.fromkeys(proof))[:3]
        return drafted(question, FULL, say("Video komitmen ditemukan di situs"), proof=shown, confidence=0.8)
    if pages:
        told = tuple(Proof(page.url, page.title) for page in pages[:3])
        reason = say(
            "Tidak terisi otomatis: ada video dalam berita; lihat sendiri apakah itu video komitmen pimpinan."
        )
        return undrafted(question, Hindrance.NEEDS_REVIEW, reason, proof=told)
    return _no_video(question, films, facts)


def _no_video(question: Question, films: tuple[Catalogued, ...], facts: Facts) -> DraftedAnswer:
    """The site shows no film; the catalogue may have one that need only be put there."""
    ready = tuple(Proof(one.url, one.title) for one in films[:3])
    if not facts.absence_counts("komitmen"):
        return look_again(question, proof=ready)
    title = say("Muat video komitmen pimpinan tentang keterbukaan di situs PPID")
    lack = Lack(f"{question.code}:video", FULL, title, question.effort)
    told = [say("Video komitmen tidak ditemukan di situs")]
    if ready:
        lack = replace(lack, title=_TO_SITE, url=ready[0].url, effort=Effort.HOURS)
        told.append(say("Sudah diumumkan di katalog: {title}", title=ready[0].title))
    return drafted(question, NONE, *told, proof=ready, confidence=0.75, lacks=(lack,))
