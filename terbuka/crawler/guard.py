"""Keeps the crawler out of private networks: every address is checked, and what was checked is dialled."""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import UTC, date, datetime

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from terbuka.crawler.addresses import DEFAULT_PORTS, endpoint_of

LOOKUP_SECONDS = 10.0
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_TEREDO = ipaddress.ip_network("2001::/32")

Lookup = Callable[[str, int], Awaitable[list[str]]]
AddrInfo = tuple[int, int, int, str, tuple[object, ...]]


class PrivateAddressError(OSError):
    """The host leads to an address that is not on the public internet."""


def is_public(address: str) -> bool:
    """Is this IP address on the public internet?

    False for private, loopback, link-local, shared (CGNAT), multicast, reserved
    and unspecified addresses (RFC 6890), also where an IPv6 address carries such
    an IPv4 address (mapped, 6to4, NAT64), and for what is no IP address.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local or ip in _TEREDO:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def literal_address(host: str) -> str | None:
    """The IP address that a host written as a number means, None for a name.

    Knows the old spellings that system calls still accept: 2130706433,
    0x7f.1, 0177.0.0.1.
    """
    bare = host.strip("[]")
    try:
        return str(ipaddress.ip_address(bare.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(bare))
    except (OSError, UnicodeError):
        return None


async def system_lookup(host: str, port: int) -> list[str]:
    """All IP addresses of `host` by the system's resolver. Raises socket.gaierror, also after 10 seconds."""
    try:
        async with asyncio.timeout(LOOKUP_SECONDS):
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (TimeoutError, UnicodeError) as fault:
        raise socket.gaierror(socket.EAI_AGAIN, str(fault)) from fault
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class UnusualPortError(OSError):
    """Neither 80 nor 443, and no start address says so."""


class Guard(AbstractResolver):
    """Says which IP addresses a host may be dialled at, and holds the dialling to them.

    A host is looked up once in a run and stays pinned to what was checked, so
    a second answer of the name server cannot lead elsewhere. `starts` are the
    (host, port) of the start addresses: only they may use other ports than 80
    and 443, and only they may lie in a private network, if `private_allowed`.
    """

    def __init__(
        self,
        starts: Iterable[tuple[str, int]] = (),
        *,
        private_allowed: bool = False,
        lookup: Lookup = system_lookup,
    ) -> None:
        self._starts = frozenset(starts)
        self._private = self._starts if private_allowed else frozenset()
        self._lookup = lookup
        self._pinned: dict[tuple[str, int], tuple[str, ...]] = {}
        self._asked: dict[tuple[str, int], asyncio.Lock] = {}
        self._private_sockets: set[tuple[str, int]] = set()
        self._trust: ssl.SSLContext | None = None

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The IP addresses at which `host` may be dialled, at least one.

        Raises PrivateAddressError where none of them is public, UnusualPortError,
        socket.gaierror where the name is unknown or no name server answers.
        """
        key = (host, port)
        if key in self._pinned:
            return self._pinned[key]
        if port not in DEFAULT_PORTS.values() and key not in self._starts:
            raise UnusualPortError(f"{host}:{port}")
        async with self._asked.setdefault(key, asyncio.Lock()):
            if key not in self._pinned:
                self._pinned[key] = await self._checked(host, port)
        return self._pinned[key]

    async def _checked(self, host: str, port: int) -> tuple[str, ...]:
        literal = literal_address(host)
        found = [literal] if literal else await self._lookup(host, port)
        if (host, port) in self._private:
            self._private_sockets.update((address, port) for address in found)
            return tuple(found)
        public = tuple(address for address in found if is_public(address))
        if not public:
            raise PrivateAddressError(f"{host} -> {', '.join(found)}")
        return public

    async def check(self, url: str) -> str:
        """The first IP address of a normalised address's host. Raises as `addresses` does."""
        host, port = endpoint_of(url)
        return (await self.addresses(host, port))[0]

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """aiohttp's way to ask: the checked addresses only."""
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in await self.addresses(host, port)
        ]

    async def close(self) -> None:
        """Nothing is held open."""

    def socket_for(self, info: AddrInfo) -> socket.socket:
        """A socket for a checked address; the last gate before dialling. Raises PrivateAddressError."""
        family, kind, protocol, _, place = info
        address, port = str(place[0]), int(str(place[1]))
        if not is_public(address) and (address, port) not in self._private_sockets:
            raise PrivateAddressError(address)
        return socket.socket(family, kind, protocol)

    def connector(self, *, connections: int, trust: ssl.SSLContext | None = None) -> aiohttp.TCPConnector:
        """A connector that dials only what this guard has checked.

        `trust` says whose certificates are believed, the system's authorities by default.
        """
        self._trust = trust
        return aiohttp.TCPConnector(
            resolver=self,
            use_dns_cache=False,
            limit=connections,
            limit_per_host=0,
            ssl=trust or True,
            socket_factory=self.socket_for,
        )

    async def certificate_end(self, url: str) -> date | None:
        """The last day (UTC) of the certificate that a https site shows, None where it cannot be seen."""
        host, port = endpoint_of(url)
        with suppress(OSError, ValueError):
            ip = (await self.addresses(host, port))[0]
            async with asyncio.timeout(LOOKUP_SECONDS):
                trust = self._trust or ssl.create_default_context()
                _, writer = await asyncio.open_connection(ip, port, ssl=trust, server_hostname=host)
            certificate = writer.get_extra_info("peercert") or {}
            writer.transport.abort()
            seconds = ssl.cert_time_to_seconds(str(certificate.get("notAfter")))
            return datetime.fromtimestamp(seconds, UTC).date()
        return None
