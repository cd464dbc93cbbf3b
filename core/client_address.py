"""The address that a request comes from, as far as it can be known."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

_HOME = 64  # bits: one IPv6 customer has at least this many addresses, and can use another for every request


def client_address(request: HttpRequest) -> str:
    """Return the address of the client: the last one that a proxy we trust (TRUSTED_PROXIES) has seen.

    Nothing in X-Forwarded-For counts when the connection comes from elsewhere: anybody can write that header.
    """
    address = request.META.get("REMOTE_ADDR", "")
    seen = request.headers.get("X-Forwarded-For", "").split(",")
    while seen and _is_trusted_proxy(address):
        before = _without_port(seen.pop().strip())
        if not _is_address(before):
            break
        address = before
    return address


def client_network(request: HttpRequest) -> str:
    """Return what limits are counted for: the client's address, or its network with IPv6."""
    address = client_address(request)
    if not _is_address(address):
        return address
    found = ip_address(address)
    if not isinstance(found, IPv6Address):
        return address
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((found, _HOME), strict=False))


def _is_trusted_proxy(address: str) -> bool:
    """A connection over a Unix socket has no address; only a proxy on this machine can open one."""
    if not _is_address(address):
        return "unix" in settings.TRUSTED_PROXIES
    found = ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in proxy for proxy in settings.TRUSTED_PROXIES if proxy != "unix")


def _without_port(text: str) -> str:
    """`192.0.2.1:4711` and `[2001:db8::1]:4711` without the port."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
