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
