"""Which addresses a page may be fetched from, and how much of it is unpacked: the limits of fetching for others.

Whoever can make a server fetch a URL can reach what only the server reaches: its own ports, its network, the metadata
service of its cloud. So the name is resolved here, every address is checked, and the connection goes to the very
address that was checked; a name that resolves differently a second later (DNS rebinding) finds nobody asking.
"""

from __future__ import annotations

import ipaddress
import socket
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from depesche.errors import FetchError

_SHARED = ipaddress.ip_network("100.64.0.0/10")  # carrier-grade NAT; `is_global` says no, `is_private` too
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Target:
    """A web address and where to connect for it; `address` is None where the network may choose."""

    url: str
    host: str
    port: int | None
    address: str | None

    @property
    def connect_url(self) -> str:
        """The URL with the checked address in place of the host."""
        if self.address is None:
            return self.url
        literal = f"[{self.address}]" if ":" in self.address else self.address
        parts = urlsplit(self.url)
        return parts._replace(netloc=literal if self.port is None else f"{literal}:{self.port}").geturl()

    @property
    def host_header(self) -> str:
        """The Host header: the name that was asked for."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port is None else f"{name}:{self.port}"


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the open internet: `is_public("169.254.169.254")` is False."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if found in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    elif found in _SHARED:
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def find_target(url: str, *, public_only: bool) -> Target:
    """Return where to connect for `url`; raises FetchError for no web address or, if `public_only`, an inner one."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError as error:
        raise FetchError(f"{url}: not a web address ({error}). Write it with http:// or https://.") from error
    if parts.scheme not in ("http", "https") or not host:
        raise FetchError(f"{url}: not a web address. Write it with http:// or https://.")
    if parts.username is not None or parts.password is not None:
        raise FetchError(f"{parts.scheme}://{host}: the address holds a user name or password. Leave them out.")
    if not public_only:
        return Target(url, host, port, None)
    addresses = _addresses(host, port or (443 if parts.scheme == "https" else 80), url)
    if not all(is_public(address) for address in addresses):
        raise FetchError(f"{url}: leads into a private network, which is not read from here. Paste the text instead.")
    return Target(url, host, port, addresses[0])


def _addresses(host: str, port: int, url: str) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{url}: the host {host} is not known. Check the address.") from error
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    if not addresses:
        raise FetchError(f"{url}: the host {host} has no address. Check the address.")
    return addresses


def unpack(chunks: Iterable[bytes], *, encoding: str) -> Iterator[bytes]:
    """Yield the unpacked bytes of a body in small pieces, so that a limit on size stops a zip bomb early.

    `encoding` is the Content-Encoding: `gzip`, `deflate`, or none; raises FetchError for another or a damaged one.
    """
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"The body is packed as {encoding!r}; gzip and deflate are understood.")
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        for chunk in chunks:
            pending = chunk
            while pending and not inflater.eof:
                yield inflater.decompress(pending, _CHUNK)
                pending = inflater.unconsumed_tail
        yield inflater.flush()
        if not inflater.eof:
            raise FetchError("The packed body ends early. Try again.")
    except zlib.error as error:
        raise FetchError(f"The packed body is damaged ({error}).") from error
