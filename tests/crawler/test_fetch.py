"""What can go wrong with one address is named, and bounded in time and memory."""

import asyncio
import datetime
import gzip
import shutil
import ssl
import subprocess
import tracemalloc
import zlib
from dataclasses import replace

import pytest

from terbuka.crawler.answers import retry_after
from terbuka.crawler.crawl import Budget, Crawl
from tests.crawler.served import QUICK, answer, ask, fetching, moved, page, served

MEGABYTE = 1024 * 1024


def _ask(pages, path="/", **how):
    """The answer to `path`, the paths asked, and the seconds it took."""

    async def run():
        async with served(pages) as site:
            began = asyncio.get_running_loop().time()
            result = await ask(site, path, **how)
            return result, site, asyncio.get_running_loop().time() - began

    return asyncio.run(run())


def _cause(pages, path="/", **how):
    return _ask(pages, path, **how)[0].cause.value


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"halo " * 1000, mtime=0)),
        ("deflate", zlib.compress(b"halo " * 1000)),
        ("deflate", zlib.compress(b"halo " * 1000)[2:-4]),
        ("identity", b"halo " * 1000),
    ],
    ids=["gzip", "deflate with its frame", "bare deflate", "as it is"],
)
def test_packed_bodies_are_unpacked(encoding, packed):
    result, *_ = _ask({"/": answer(packed, Content_Encoding=encoding)})
    assert result.body == b"halo " * 1000
    assert result.status == 200


def test_a_gzip_bomb_is_stopped_before_it_fills_the_memory():
    bomb = gzip.compress(b"\0" * (100 * MEGABYTE), 1)
    tracemalloc.start()
    result, *_ = _ask({"/": answer(bomb, Content_Encoding="gzip")})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert result.cause.value == "too_large"
    assert peak < 60 * MEGABYTE


def test_one_byte_above_ten_megabytes_is_too_large_and_ten_are_not():
    roomy = replace(QUICK, total=10, stall=5)
    whole, *_ = _ask({"/": answer(b"x" * (10 * MEGABYTE))}, limits=roomy)
    assert len(whole.body) == 10 * MEGABYTE
    assert _cause({"/": answer(b"x" * (10 * MEGABYTE + 1))}, limits=roomy) == "too_large"


def _drip(piece, pause):
    async def send(writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return send


def test_a_stream_without_end_is_too_large():
    small = replace(QUICK, wire=2 * MEGABYTE, total=20, stall=5)
    assert _cause({"/": _drip(b"x" * 65536, 0)}, limits=small) == "too_large"


def test_a_slow_drip_is_a_timeout():
    result, site, seconds = _ask({"/": _drip(b"x", 0.05)}, limits=replace(QUICK, total=30))
    assert result.cause.value == "timeout"
    assert site.paths.count("/") == 2, "one retry"
    assert seconds < 4


def test_a_stream_that_lasts_too_long_is_a_timeout_however_fast():
    result, _, seconds = _ask({"/": _drip(b"x" * 1000, 0.01)}, limits=replace(QUICK, slow_bytes=1, total=0.6))
    assert result.cause.value == "timeout"
    assert seconds < 4


def test_silence_is_a_timeout():
    async def silent(writer):
        await asyncio.sleep(30)

    result, _, seconds = _ask({"/": silent, "/robots.txt": answer(status=404)})
    assert result.cause.value == "timeout"
    assert seconds < 2


def test_a_reset_is_tried_once_more():
    asked = []

    async def hang_up(writer):
        asked.append(1)
        if len(asked) == 1:
            writer.transport.abort()
        else:
            writer.write(page(title="Selamat"))

    result, *_ = _ask({"/": hang_up})
    assert result.status == 200
    assert len(asked) == 2


async def _hang_up(writer):
    writer.transport.abort()


@pytest.mark.parametrize(
    ("what", "cause"),
    [
        (answer(status=500), "server_error"),
        (answer(status=503), "server_error"),
        (answer("Just a moment...", status=503), "blocked"),
        (answer("<title>Just a moment...</title>", status=200), "blocked"),
        (answer(status=403), "blocked"),
        (answer(status=451), "blocked"),
        (answer(status=401), "login"),
        (answer(status=429), "rate_limited"),
        (moved("/login?next=/"), "login"),
        (moved("https://accounts.google.com/ServiceLogin?continue=x"), "login"),
        (moved("ftp://kpu.go.id/"), "blocked"),
        (moved("http://ani:rahasia@kpu.go.id/"), "blocked"),
        (answer("x", Content_Encoding="br"), "reset"),
        (answer("bukan gzip", Content_Encoding="gzip"), "reset"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "server_error"),
        (_hang_up, "reset"),
    ],
)
def test_each_refusal_has_its_cause(what, cause):
    result, *_ = _ask({"/": what})
    assert result.cause.value == cause
    assert result.detail


def test_redirects_are_followed_and_loops_are_left():
    pages = {
        "/": moved("/a"),
        "/a": moved("/b", 301),
        "/b": page(title="Tiba"),
        "/x": moved("/y"),
        "/y": moved("/x"),
    }
    result, site, _ = _ask(pages)
    assert (result.url, result.final_url) == (site.url + "/", site.url + "/b")
    assert _cause(pages, "/x") == "redirect_loop"


def test_a_redirect_chain_without_end_is_left():
    result, site, _ = _ask(lambda path: moved(f"/{len(path)}{path}" if path != "/robots.txt" else "/404"))
    assert result.cause.value == "redirect_loop"
    assert len(site.paths) < 25


def test_what_is_gone_is_an_answer_and_not_a_failure():
    result, site, _ = _ask({})
    assert result.is_gone
    assert site.paths.count("/") == 1, "no retry"


def test_the_crawler_says_who_it_is_and_carries_no_cookie():
    async def run():
        pages = {"/": answer("a", Set_Cookie="id=1"), "/b": answer("b")}
        async with served(pages) as site, fetching(site.url) as fetcher:
            for path in ("/", "/b"):
                async with fetcher.open(site.url + path):
                    pass
            return site.headers[-1]

    header = asyncio.run(run())
    assert "User-Agent: TerbukaBot/" in header
    assert "(+http" in header
    assert "Cookie" not in header


def test_a_closed_port_and_an_unknown_name_are_told_apart():
    async def run():
        async with fetching("http://127.0.0.1:9") as fetcher, fetcher.open("http://127.0.0.1:9/") as refused:
            pass
        async with fetching("http://x.invalid") as fetcher, fetcher.open("http://x.invalid/") as unknown:
            pass
        return refused.cause.value, unknown.cause.value

    assert asyncio.run(run()) == ("refused", "dns")


def test_few_large_responses_are_held_at_once():
    async def run():
        pages = {f"/{n}": answer(b"x" * 600_000, kind="application/pdf") for n in range(6)}
        limits = replace(QUICK, large_at_once=2, total=5, stall=5)
        async with served(pages) as site, fetching(site.url, limits=limits) as fetcher:
            held = most = 0

            async def one(path):
                nonlocal held, most
                async with fetcher.open(site.url + path) as result:
                    held += 1
                    most = max(most, held)
                    await asyncio.sleep(0.05)
                    held -= 1
                    return result.status

            statuses = await asyncio.gather(*map(one, pages))
            return most, statuses

    most, statuses = asyncio.run(run())
    assert most <= 2
    assert statuses == [200] * 6


def test_retry_after_is_read_in_seconds_and_as_a_moment():
    now = datetime.datetime(2026, 11, 22, 8, 0, tzinfo=datetime.UTC)
    assert retry_after({"retry-after": "120"}, now) == 120
    assert retry_after({"retry-after": "Sun, 22 Nov 2026 08:01:00 GMT"}, now) == 60
    assert retry_after({"retry-after": "Sun, 22 Nov 2020 08:01:00 GMT"}, now) == 0
    assert retry_after({"retry-after": "nanti"}, now) is None
    assert retry_after({}, now) is None


_CA = """[ca]
default_ca = own
[own]
dir = {folder}
new_certs_dir = {folder}
database = {folder}/index.txt
serial = {folder}/serial
default_md = sha256
policy = any
x509_extensions = extensions
[any]
commonName = supplied
[extensions]
subjectAltName = IP:127.0.0.1
basicConstraints = critical,CA:true
[req]
distinguished_name = name
[name]
"""


def _certificate(folder, *, ends):
    """A server's context with a self-signed certificate for 127.0.0.1, good from 2020 to `ends`; its file."""
    folder.mkdir()
    config = folder / "ca.cnf"
    config.write_text(_CA.format(folder=folder))
    (folder / "index.txt").touch()
    (folder / "serial").write_text("01")
    key, request, certificate = folder / "key.pem", folder / "request.pem", folder / "certificate.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-config", config]
    for command in (
        ["req", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, *subject],
        [
            *("ca", "-selfsign", "-batch", "-notext", "-config", config, "-keyfile", key, "-in", request),
            *("-out", certificate, "-startdate", "20200101000000Z", "-enddate", ends),
        ],
    ):
        subprocess.run(["openssl", *command], capture_output=True, check=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, certificate


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_an_unknown_certificate_and_an_expired_one_are_told_apart(tmp_path):
    async def run(context, **how):
        async with served({"/": page()}, tls=context) as site:
            return await ask(site, **how)

    context, certificate = _certificate(tmp_path / "good", ends="20990101000000Z")
    assert asyncio.run(run(context)).cause.value == "tls"
    trust = ssl.create_default_context(cafile=str(certificate))
    assert asyncio.run(run(context, trust=trust)).status == 200
    context, certificate = _certificate(tmp_path / "expired", ends="20200201000000Z")
    trust = ssl.create_default_context(cafile=str(certificate))
    assert asyncio.run(run(context, trust=trust)).cause.value == "tls_expired"


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_the_last_day_of_a_certificate_is_read(tmp_path):
    context, certificate = _certificate(tmp_path / "good", ends="20270131235959Z")
    trust = ssl.create_default_context(cafile=str(certificate))

    async def run():
        async with served({"/": page()}, tls=context) as site, fetching(site.url, trust=trust) as fetcher:
            return await Crawl([site.url], fetcher, budget=Budget(seconds=20)).run()

    assert asyncio.run(run()).sites[0].tls_expires_on == datetime.date(2027, 1, 31)
