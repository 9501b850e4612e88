"""A small web server on loopback whose every answer a test writes itself."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from terbuka.crawler.addresses import endpoint_of, normalise
from terbuka.crawler.crawl import Budget, Crawl
from terbuka.crawler.fetch import Fetcher, Limits, web
from terbuka.crawler.guard import Guard, system_lookup
from terbuka.crawler.politeness import Caps, Politeness
from terbuka.rules.pages import Visit

Writer = asyncio.StreamWriter
Handler = Callable[[Writer], Awaitable[None]]
Answers = Mapping[str, bytes | Handler] | Callable[[str], bytes | Handler]
BUDGET = Budget(seconds=20)
QUICK = Limits(connect=2, stall=0.4, total=1.2, slow_after=0.5, slow_bytes=2000, backoff=0.02)


def answer(body: bytes | str = b"", *, status: int = 200, kind: str = "text/html", **headers: str) -> bytes:
    """The bytes of one HTTP response; header names with `_` for `-`."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join([*lines, "Connection: close", "", ""])).encode() + body


def page(*links: str, title: str = "Halaman", text: str = "") -> bytes:
    """A web page with a paragraph of text and links, each named by its address."""
    listed = "".join(f'<li><a href="{link}">{link}</a></li>' for link in links)
    words = text or f"Ini halaman {title} milik KPU Kabupaten Jombang, berisi keterangan bagi warga. " * 3
    return answer(
        f"<html lang=id><head><title>{title}</title></head><body><main><h1>{title}</h1>"
        f"<p>{words}</p><ul>{listed}</ul></main></body></html>"
    )


def moved(target: str, status: int = 302) -> bytes:
    """A redirect."""
    return answer(status=status, Location=target)


@dataclass
class Site:
    """A running server: its address, and what it was asked when (loop time, path)."""

    url: str
    asked: list[tuple[float, str]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """Paths that were asked, in order."""
        return [path for _, path in self.asked]


@asynccontextmanager
async def served(pages: Answers, *, tls: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    """Serve `pages` by path (or by a function of the path); anything else is 404."""
    site = Site("")
    find = pages if callable(pages) else lambda path: pages.get(path, answer(status=404))
    doing: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: Writer) -> None:
        task = asyncio.current_task()
        assert task is not None
        doing.add(task)
        try:
            request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = request.split(" ", 2)[1]
            site.asked.append((asyncio.get_running_loop().time(), path))
            site.headers.append(request)
            what = find(path)
            if callable(what):
                await what(writer)
            else:
                writer.write(what)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, ssl.SSLError):
            pass
        finally:
            writer.transport.abort()
            doing.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    scheme = "https" if tls else "http"
    site.url = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield site
    finally:
        server.close()
        for task in list(doing):
            task.cancel()
        await asyncio.gather(*doing, return_exceptions=True)


@asynccontextmanager
async def fetching(
    *starts: str,
    limits: Limits = QUICK,
    rate: float = 0,
    private: bool = True,
    lookup=system_lookup,
    trust=None,
) -> AsyncIterator[Fetcher]:
    """A fetcher that may dial the loopback endpoints of `starts` and no others."""
    guard = Guard([endpoint_of(normalise(url)) for url in starts], private_allowed=private, lookup=lookup)
    async with web(guard, trust=trust) as session:
        yield Fetcher(session, guard, Politeness(Caps.at_rate(rate)), limits=limits)


async def ask(site: Site, path: str = "/", **how: object):
    """What comes of asking for one path of `site`."""
    async with fetching(site.url, **how) as fetcher, fetcher.open(normalise(site.url + path)) as result:
        return result


async def visit(*starts: str, budget: Budget = BUDGET, limits: Limits = QUICK, **how: object) -> Visit:
    """Crawl `starts` and return what was found."""
    async with fetching(*starts, limits=limits) as fetcher:
        return await Crawl(starts, fetcher, budget=budget, **how).run()


def paths_of(visit: Visit, start: str) -> list[str]:
    """Paths of the pages that a visit opened, sorted."""
    return sorted(page.url.removeprefix(start) for page in visit.pages)


def failures_of(visit: Visit) -> dict[str, str]:
    """Address -> cause of all that could not be looked at."""
    return {failure.url: failure.cause.value for failure in visit.not_looked}


def links(names: Sequence[str]) -> bytes:
    """A page that links to `names`."""
    return page(*names)
