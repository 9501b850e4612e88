"""One address as an outsider sees it: does it open without signing in, and does it show something?

Used for links that are given as evidence: one polite look, no crawl. What could
not be looked at stays apart from what is closed or absent.
"""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from terbuka.crawler.addresses import endpoint_of, normalise
from terbuka.crawler.answers import Failure, Response
from terbuka.crawler.extract import HtmlFacts, read_html
from terbuka.crawler.fetch import Fetcher, Limits, web
from terbuka.crawler.filehosts import asks_for_access, is_file_host
from terbuka.crawler.guard import Guard
from terbuka.crawler.politeness import Caps, Politeness
from terbuka.crawler.robots import CONTACT_PAGE
from terbuka.documents.opening import sniff
from terbuka.rules.assessment import LinkState
from terbuka.rules.language import Phrase, say
from terbuka.rules.pages import Cause, Kind, Page, path_of
from terbuka.rules.siteaudit.body import is_soft_404

# One look may take so long in all: an officer waits for it.
SECONDS = 45.0
QUICK = Limits(connect=8.0, stall=12.0, total=30.0)


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen: the state, one sentence, and the title of what opened ("" if it has none)."""

    state: LinkState
    told: Phrase
    title: str = ""


def _of_failure(failure: Failure) -> Look:
    if failure.cause is Cause.LOGIN:
        return Look(LinkState.CLOSED, say("Meminta masuk dahulu: orang luar tidak dapat membukanya."))
    if failure.cause is Cause.BLOCKED and "jaringan pribadi" in failure.detail:
        return Look(
            LinkState.CLOSED, say("Hanya terbuka di jaringan kantor: orang luar tidak dapat membukanya.")
        )
    told = say(
        "Tidak dapat dilihat saat ini ({why}). Ini tidak mengurangi nilai; coba periksa lagi nanti.",
        why=failure.detail or failure.cause.value,
    )
    return Look(LinkState.COULD_NOT_LOOK, told)


def _main_text(facts: HtmlFacts) -> str:
    return "\n".join(block.text for block in facts.blocks if not block.place)


def _of_page(answer: Response, facts: HtmlFacts) -> Look:
    page = Page(
        answer.url,
        title=facts.title,
        final_url=answer.final_url,
        headings=facts.headings,
        text=_main_text(facts),
    )
    no_access = is_file_host(answer.final_url) and asks_for_access(facts.title)
    if facts.looks_like_login or no_access:
        return Look(LinkState.CLOSED, say("Meminta masuk dahulu: orang luar tidak dapat membukanya."))
    if is_soft_404(page):
        return Look(
            LinkState.NOT_FOUND,
            say("Server menjawab, tetapi halamannya berkata tidak ditemukan: “{title}”.", title=facts.title),
        )
    if facts.needs_javascript:
        told = say("Isi halaman ini tidak terbaca otomatis; buka sendiri untuk memastikan isinya.")
        return Look(LinkState.COULD_NOT_LOOK, told, facts.title)
    if path_of(answer.final_url) == "/" != path_of(answer.url):
        told = say("Terbuka, tetapi dialihkan ke halaman depan; pastikan alamatnya tepat.")
        return Look(LinkState.OPENS, told, facts.title)
    return Look(LinkState.OPENS, say("Terbuka bagi orang luar."), facts.title)


def _of_response(answer: Response) -> Look:
    if answer.is_gone:
        told = say("Tidak ditemukan: server menjawab {status}.", status=answer.status)
        return Look(LinkState.NOT_FOUND, told)
    if sniff(answer.body, answer.name) is not Kind.HTML:
        return Look(LinkState.OPENS, say("Berkas terbuka bagi orang luar."), answer.name)
    facts = read_html(answer.body, url=answer.final_url, content_type=answer.content_type)
    return _of_page(answer, facts)


async def one_answer[T](
    url: str,
    read: Callable[[Response | Failure], T],
    *,
    private_allowed: bool = False,
    contact_page: str = CONTACT_PAGE,
    limits: Limits = QUICK,
    seconds: float = SECONDS,
    trust: ssl.SSLContext | None = None,
) -> T:
    """What `read` makes of the answer to a normalised address. Never raises for what a website does."""
    guard = Guard([endpoint_of(url)] if private_allowed else (), private_allowed=private_allowed)
    slow = Failure(url, Cause.TIMEOUT, str(say("server tidak menjawab tepat waktu")))
    async with web(guard, connections=4, contact_page=contact_page, trust=trust) as session:
        fetcher = Fetcher(session, guard, Politeness(Caps.at_rate(1.0)), limits=limits)
        try:
            async with asyncio.timeout(seconds), fetcher.open(url) as answer:
                return read(answer)
        except TimeoutError:
            return read(slow)


async def look_at(
    url: str,
    *,
    private_allowed: bool = False,
    contact_page: str = CONTACT_PAGE,
    limits: Limits = QUICK,
    seconds: float = SECONDS,
    trust: ssl.SSLContext | None = None,
) -> Look:
    """One look at a normalised address. Never raises for what a website does."""
    return await one_answer(
        url,
        _of_answer,
        private_allowed=private_allowed,
        contact_page=contact_page,
        limits=limits,
        seconds=seconds,
        trust=trust,
    )


def _of_answer(answer: Response | Failure) -> Look:
    return _of_failure(answer) if isinstance(answer, Failure) else _of_response(answer)


def look(url: str, *, private_allowed: bool = False, contact_page: str = CONTACT_PAGE) -> Look:
    """`look_at` for callers without an event loop; what is no web address is not found."""
    address = normalise(url)
    if not address:
        return Look(LinkState.NOT_FOUND, say("Alamat ini tidak dapat dibaca."))
    return asyncio.run(look_at(address, private_allowed=private_allowed, contact_page=contact_page))
