"""Fetching over http(s): guarded against addresses inside, against endless answers, and polite to hosts.

A name is resolved once, every address of it is checked, and the connection is made to an address that was checked: a name that
answers differently the second time gains nothing. Redirects are followed by hand, each checked as the first address was.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from communique.errors import DocumentError
from communique.sources.decode import MAX_BYTES, too_large
from communique.sources.moments import now

if TYPE_CHECKING:
    import httpcore
    from protego import Protego

SECONDS = 30.0
REDIRECTS = 5
# Between two requests to one host, unless its robots.txt asks for more; more than the longest is not waited for.
_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_ROBOTS_BYTES = 500_000  # RFC 9309: at least this much of a robots.txt is heeded
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: the bytes, their media type and charset, the address after redirects, and the moment (UTC)."""

    data: bytes
    kind: str
    charset: str | None
    url: str
    at: str


@dataclass
class Fetcher:
    """Gets documents for one ingest; it remembers what hosts' robots.txt say and when each was last asked.

    ``private`` allows addresses inside private networks. ``seconds`` is the time for one document, redirects included.
    """

    private: bool = False
    seconds: float = SECONDS
    pause: float = _PAUSE
    _robots: dict[str, Protego | None] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def get(self, url: str, *, robots: bool = False) -> Fetched:
        """What an http(s) address gives. ``robots`` heeds the host's robots.txt, as is due where no person asked for this page.

        Raises DocumentError, in words for a person, when it cannot or may not be had.
        """
        deadline = time.monotonic() + self.seconds
        address = url
        for _ in range(REDIRECTS + 1):
            self._check(address)
            if robots:
                self._heed(address, deadline)
            self._wait(address)
            found = self._once(address, deadline, MAX_BYTES)
            if isinstance(found, Fetched):
                return found
            address = urljoin(address, found)
        raise DocumentError(f"more than {REDIRECTS} redirects", url)

    def _check(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise DocumentError(f"no web address: {error}", url) from error
        if parts.scheme not in ("http", "https"):
            raise DocumentError(f"{parts.scheme or 'this'}: is not fetched; only http and https are", url)
        if not parts.hostname or port == 0:
            raise DocumentError("no web address: it names no host", url)
        if parts.username is not None or parts.password is not None:
            raise DocumentError("an address with a name and a password in it is not fetched", url)

    def _heed(self, url: str, deadline: float) -> None:
        host = _host(url)
        if host not in self._robots:
            self._robots[host] = self._robots_of(url, deadline)
        rules = self._robots[host]
        if rules is None:
            raise DocumentError(f"robots.txt of {host} cannot be had just now, so nothing is fetched from there", url)
        if not rules.can_fetch(url, "communique"):
            raise DocumentError(f"robots.txt of {host} forbids to fetch this page", url)

    def _robots_of(self, url: str, deadline: float) -> Protego | None:
        """The rules of a host; those that allow all where it has none, None where it cannot be told (RFC 9309)."""
        from protego import Protego

        address = urljoin(url, "/robots.txt")
        try:
            for _ in range(REDIRECTS + 1):
                self._check(address)
                found = self._once(address, deadline, _ROBOTS_BYTES, cut=True)
                if isinstance(found, Fetched):
                    return Protego.parse(found.data.decode("utf-8", "replace"))
                address = urljoin(address, found)
        except _StatusError as error:
            if 400 <= error.code < 500:
                return Protego.parse("")
        except DocumentError:
            pass
        return None

    def _wait(self, url: str) -> None:
        """Let the host rest since its last answer."""
        host = _host(url)
        rules = self._robots.get(host)
        asked = rules.crawl_delay("communique") if rules is not None else None
        pause = min(max(self.pause, float(asked or 0)), _LONGEST_PAUSE)
        since = time.monotonic() - self._asked.get(host, -pause)
        if since < pause:
            time.sleep(pause - since)

    def _once(self, url: str, deadline: float, most: int, *, cut: bool = False) -> Fetched | str:
        """One request: what it gave, or where it leads on."""
        import httpx

        agent = f"communique/{importlib.metadata.version('communique')}"
        headers = {
            "User-Agent": agent,
            "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/plain,*/*;q=0.1",
        }
        left = deadline - time.monotonic()
        try:
            if left <= 0:
                raise _late(self.seconds, url)
            with (
                httpx.Client(
                    transport=self._transport(deadline), timeout=left, trust_env=False, follow_redirects=False
                ) as client,
                client.stream("GET", url, headers=headers) as answer,
            ):
                if answer.has_redirect_location:
                    return str(answer.headers["location"])
                if answer.status_code != 200:
                    raise _StatusError(answer.status_code, answer.headers.get("retry-after"), url)
                data = b""
                for chunk in answer.iter_bytes():
                    data += chunk
                    if len(data) > most:
                        if cut:
                            break
                        raise DocumentError(too_large(f"more than {most:,} bytes"), url)
                    if time.monotonic() > deadline:
                        raise _late(self.seconds, url)
                kind = answer.headers.get("content-type", "").split(";")[0].strip().casefold()
                return Fetched(data, kind, answer.charset_encoding, url, now())
        except httpx.TimeoutException as error:
            raise _late(self.seconds, url) from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise DocumentError(f"cannot be fetched: {str(error) or type(error).__name__}", url) from error
        finally:
            self._asked[_host(url)] = time.monotonic()

    def _transport(self, deadline: float) -> Any:
        import httpx

        transport = httpx.HTTPTransport(trust_env=False, retries=0)
        # httpx has no other place for the backend that opens connections; the tests hold on to this one.
        transport._pool._network_backend = _checked_backend(self.private, deadline)
        return transport


class _StatusError(DocumentError):
    """An answer other than 200."""

    def __init__(self, code: int, retry: str | None, url: str) -> None:
        self.code = code
        later = f"; the host asks to come back after {retry}" if retry and code in (429, 503) else ""
        super().__init__(f"HTTP {code}{later}", url)


def _late(seconds: float, url: str) -> DocumentError:
    return DocumentError(f"took longer than {seconds:.0f} s", url)


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""


def addresses(host: str, port: int, *, private: bool) -> list[str]:
    """The addresses of a host, all checked. Raises DocumentError when one lies inside a private network, or there is none."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise DocumentError(f"{host} does not resolve", host) from error
    for address in found:
        if not private and not is_public(address):
            raise DocumentError(f"{host}: its address {address} lies inside a private network; allow that with --private", host)
    return list(dict.fromkeys(found))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not private, loopback, link-local, multicast, reserved, or for such."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        if ip.teredo is not None or (inside is not None and not is_public(str(inside))):
            return False
        if inside is not None and ip in _NAT64:
            return True
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def _checked_backend(private: bool, deadline: float) -> httpcore.NetworkBackend:
    import httpcore

    class Stream(httpcore.NetworkStream):
        """A connection that ends at the deadline, however slowly the other side sends."""

        def __init__(self, inner: httpcore.NetworkStream) -> None:
            self._inner = inner

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            left = deadline - time.monotonic()
            if left <= 0:
                raise httpcore.ReadTimeout("the time is up")
            return self._inner.read(max_bytes, min(left, timeout or left))

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            self._inner.write(buffer, timeout)

        def close(self) -> None:
            self._inner.close()

        def start_tls(
            self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
        ) -> httpcore.NetworkStream:
            return Stream(self._inner.start_tls(ssl_context, server_hostname, timeout))

        def get_extra_info(self, info: str) -> Any:
            return self._inner.get_extra_info(info)

    class Backend(httpcore.SyncBackend):
        """Connects to an address that has been checked, never to a name."""

        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            local_address: str | None = None,
            socket_options: Iterable[Any] | None = None,
        ) -> httpcore.NetworkStream:
            for address in addresses(host, port, private=private):
                with contextlib.suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                    return Stream(super().connect_tcp(address, port, timeout, local_address, socket_options))
            raise httpcore.ConnectError(f"{host} does not answer on port {port}")

    return Backend()
