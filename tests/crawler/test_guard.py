"""No request leaves for a private network, whatever names and redirects say."""

import asyncio

import pytest

from terbuka.crawler.guard import Guard, PrivateAddressError, UnusualPortError, is_public, literal_address
from tests.crawler.served import ask, failures_of, moved, page, served, visit

PRIVATE = [
    *("127.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
    *("::1", "::", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "fec0::1", "::ffff:127.0.0.1"),
    *("::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:1::1"),
    *("::127.0.0.1", "2001:db8::1", "100::1", "kpu.go.id"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["103.28.148.10", "8.8.8.8", "2404:6800:4003::200e", "64:ff9b::808:808"])
def test_public_addresses_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("host", "meant"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f.0.0.1", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("[::1]", "::1"),
        ("kpu.go.id", None),
    ],
)
def test_hosts_written_as_numbers_are_read_as_the_system_would(host, meant):
    assert literal_address(host) == meant


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "017700000001", "127.1", "[::ffff:7f00:1]"])
def test_a_loopback_address_in_disguise_is_refused(host):
    async def check():
        await Guard().check(f"http://{host}/")

    with pytest.raises(PrivateAddressError):
        asyncio.run(check())


def _names(*answers):
    """A name server that gives each answer once, then the last one for ever; and how often it was asked."""
    waiting = list(answers)
    asked = []

    async def lookup(host, port):
        asked.append(host)
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    return lookup, asked


def test_a_name_that_leads_to_a_private_address_is_refused():
    lookup, _ = _names(["10.1.2.3"])
    with pytest.raises(PrivateAddressError):
        asyncio.run(Guard(lookup=lookup).addresses("intranet.kpu.go.id", 80))


def test_of_a_mixed_answer_only_the_public_addresses_are_dialled():
    lookup, _ = _names(["127.0.0.1", "103.28.148.10"])
    assert asyncio.run(Guard(lookup=lookup).addresses("kpu.go.id", 443)) == ("103.28.148.10",)


def test_a_name_stays_pinned_to_the_address_that_was_checked():
    lookup, asked = _names(["103.28.148.10"], ["127.0.0.1"])

    async def twice():
        guard = Guard(lookup=lookup)
        first = await guard.addresses("kpu.go.id", 443)
        dialled = [entry["host"] for entry in await guard.resolve("kpu.go.id", 443)]
        return first, dialled

    first, dialled = asyncio.run(twice())
    assert list(first) == dialled == ["103.28.148.10"]
    assert asked == ["kpu.go.id"]


def test_the_last_gate_refuses_a_private_socket():
    with pytest.raises(PrivateAddressError):
        Guard().socket_for((2, 1, 6, "", ("169.254.169.254", 80)))


def test_ports_other_than_of_the_web_are_for_start_addresses_only():
    lookup, _ = _names(["103.28.148.10"])
    guard = Guard([("kab-jombang.kpu.go.id", 8443)], lookup=lookup)
    assert asyncio.run(guard.addresses("kab-jombang.kpu.go.id", 8443))
    with pytest.raises(UnusualPortError):
        asyncio.run(guard.addresses("kab-jombang.kpu.go.id", 6379))


def test_loopback_is_refused_without_leave():
    async def run():
        async with served({"/": page()}) as site:
            return (await ask(site, private=False)).cause.value, site.paths

    assert asyncio.run(run()) == ("blocked", [])


def test_a_redirect_to_a_private_address_is_refused_even_when_another_port_is_allowed():
    async def run():
        pages = {"/": page("/pindah")}
        async with served({"/": page(title="rahasia")}) as inner, served(pages) as outer:
            pages["/pindah"] = moved(inner.url + "/")
            answer = await ask(outer, "/pindah")
            found = await visit(outer.url)
            return answer.cause.value, failures_of(found), inner.paths, outer.url

    cause, failures, reached, url = asyncio.run(run())
    assert cause == "blocked"
    assert failures == {f"{url}/pindah": "blocked"}
    assert reached == []


def test_a_redirect_to_a_name_in_a_private_network_is_refused():
    lookup, _ = _names(["127.0.0.1"])

    async def run():
        async with served({"/": moved("http://intranet.example/")}) as site:
            return (await ask(site, lookup=lookup)).cause.value

    assert asyncio.run(run()) == "blocked"
