"""Where a request comes from: a proxy is believed only where the settings name it."""

import ipaddress

from django.conf import settings


def origin_of(remote: str, forwarded: str) -> str:
    """The address of who asks, of the peer's address and its X-Forwarded-For (empty for none)."""
    address = remote or "127.0.0.1"
    hops = [hop.strip() for hop in forwarded.split(",")]
    while address in settings.PROXIES and hops:
        try:
            address = str(ipaddress.ip_address(hops.pop()))
        except ValueError:
            break
    return address


def network_of(address: str) -> str:
    """Who is counted as one: an address, or the /64 of an office with IPv6; other words as they stand."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    return str(found if found.version == 4 else ipaddress.ip_network(f"{found}/64", strict=False))
