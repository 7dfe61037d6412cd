"""Fetching over http(s): guarded against addresses inside, against endless answers, and polite to hosts.

A name is resolved once, every address of it is checked, and the connection is made to an address that was checked: a name that
answers differently the second time gains nothing. Redirects are followed by hand, each checked as the first address was.
"""

from __future__ import annotations

import importlib.metadata
import ipaddress
import math
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from communique.errors import DocumentError
from communique.sources.decode import MAX_BYTES, too_large
from communique.sources.moments import now
from communique.sources.packed import unpacked

if TYPE_CHECKING:
    import httpcore
    from protego import Protego

SECONDS = 30.0
REDIRECTS = 5
# Between two requests to one host, unless its robots.txt asks for more; more than the longest is not waited for.
_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_ROBOTS_BYTES = 500_000  # RFC 9309: at least this much of a robots.txt is heeded
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Special ranges that some versions of Python take for ordinary ones: relays, protocol assignments, documentation, local NAT64.
_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.0.0/24", "192.88.99.0/24", "2002::/16", "2001::/23", "3fff::/20", "5f00::/16", "64:ff9b:1::/48"),
    )
)
_IPV6_IN_USE = ipaddress.ip_network("2000::/3")


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
    """Gets documents for one ingest; it remembers what hosts' robots.txt say, when each was last asked, and which want to rest.

    ``private`` allows addresses inside private networks. ``seconds`` is the time for one document, redirects included.
    """

    private: bool = False
    seconds: float = SECONDS
    pause: float = _PAUSE
    _robots: dict[str, Protego | str] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)
    _resting: dict[str, float] = field(default_factory=dict)

    def get(self, url: str, *, robots: bool = False) -> Fetched:
        """What an http(s) address gives. ``robots`` heeds the host's robots.txt, as is due where no person asked for this page.

        Raises DocumentError, in words for a person, when it cannot or may not be had; its source is ``url``.
        """
        try:
            return self._follow(url, robots)
        except DocumentError as error:
            error.source = url
            raise

    def _follow(self, url: str, robots: bool) -> Fetched:
        deadline = time.monotonic() + self.seconds
        address = url
        for _ in range(REDIRECTS + 1):
            self._check(address)
            if robots:
                self._heed(address, deadline)
            deadline += self._wait(address)  # the host's rest is not its slowness
            found = self._once(address, deadline, MAX_BYTES)
            if isinstance(found, Fetched):
                return found
            address = _joined(address, found)
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
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._robots_of(url, deadline)
        rules = self._robots[origin]
        if isinstance(rules, str):
            raise DocumentError(f"robots.txt of {_host(url)} cannot be had ({rules}), so nothing is fetched from there", url)
        if not rules.can_fetch(url, "communique"):
            raise DocumentError(f"robots.txt of {_host(url)} forbids to fetch this page", url)

    def _robots_of(self, url: str, deadline: float) -> Protego | str:
        """The rules of a host; those that allow all where it has none, and the reason where it cannot be told (RFC 9309)."""
        from protego import Protego

        try:
            address = _joined(url, "/robots.txt")
            for _ in range(REDIRECTS + 1):
                self._check(address)
                found = self._once(address, deadline, _ROBOTS_BYTES, cut=True)
                if isinstance(found, Fetched):
                    return Protego.parse(found.data.decode("utf-8-sig", "replace"))
                address = _joined(address, found)
        except _StatusError as error:
            return Protego.parse("") if 400 <= error.code < 500 else str(error)
        except DocumentError as error:
            return str(error)
        return "too many redirects"

    def _wait(self, url: str) -> float:
        """Let the host rest since its last answer; returns for how long. Raises DocumentError if it wants to rest for long."""
        host = _host(url)
        rules = self._robots.get(_origin(url))
        asked = rules.crawl_delay("communique") if rules is not None and not isinstance(rules, str) else None
        pause = min(max(self.pause, float(asked or 0)), _LONGEST_PAUSE)
        moment = time.monotonic()
        rest = self._resting.get(host, moment) - moment
        if rest > _LONGEST_PAUSE:
            raise DocumentError(f"{host} has asked not to be asked again for {math.ceil(rest)} s", url)
        waiting = max(rest, self._asked.get(host, moment - pause) + pause - moment, 0.0)
        time.sleep(waiting)
        return waiting

    def _once(self, url: str, deadline: float, most: int, *, cut: bool = False) -> Fetched | str:
        """One request: what it gave, or where it leads on."""
        import httpx

        agent = f"communique/{importlib.metadata.version('communique')}"
        headers = {
            "User-Agent": agent,
            "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/plain,*/*;q=0.1",
            # What comes is unpacked here, up to the limit: httpx would unpack each piece whole, whatever its size.
            "Accept-Encoding": "gzip",
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
                    retry = answer.headers.get("retry-after") if answer.status_code in (429, 503) else None
                    self._rest(_host(url), retry)
                    raise _StatusError(answer.status_code, retry, url)
                data = bytearray()
                for chunk in answer.iter_raw():
                    data += chunk
                    if len(data) > most:
                        if cut:
                            break
                        raise DocumentError(too_large(f"more than {most:,} bytes"), url)
                    if time.monotonic() > deadline:
                        raise _late(self.seconds, url)
                encoding = ",".join(answer.headers.get_list("content-encoding"))
                kind = answer.headers.get("content-type", "").split(";")[0].strip().casefold()
                return Fetched(unpacked(bytes(data), encoding, url), kind, answer.charset_encoding, url, now())
        except httpx.TimeoutException as error:
            raise _late(self.seconds, url) from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise DocumentError(f"cannot be fetched: {str(error) or type(error).__name__}", url) from error
        finally:
            self._asked[_host(url)] = time.monotonic()

    def _rest(self, host: str, retry: str | None) -> None:
        """Remember until when a host asks to be left alone: seconds, or a date."""
        if retry is None:
            return
        try:
            seconds = float(retry) if retry.strip().isdecimal() else parsedate_to_datetime(retry).timestamp() - time.time()
        except (ValueError, OverflowError):
            return
        self._resting[host] = time.monotonic() + seconds

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
        unit = " s" if retry and retry.strip().isdecimal() else ""
        later = f"; the host asks to come back after {retry}{unit}" if retry else ""
        super().__init__(f"HTTP {code}{later}", url)


def _late(seconds: float, url: str) -> DocumentError:
    return DocumentError(f"took longer than {seconds:.0f} s", url)


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""


def _origin(url: str) -> str:
    return f"{urlsplit(url).scheme}://{_host(url)}"


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise DocumentError(f"it leads on to what is no address: {location[:80]}", url) from error


def addresses(host: str, port: int, *, private: bool, seconds: float = SECONDS) -> list[str]:
    """The addresses of a host, all checked. Raises DocumentError when one lies inside a private network, or there is none.

    A resolver that does not answer in ``seconds`` is not waited for.
    """
    found: list[str] = []
    failed: list[Exception] = []

    def resolve() -> None:
        try:
            found.extend(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    resolving = threading.Thread(target=resolve, daemon=True)
    resolving.start()
    resolving.join(max(seconds, 0))
    if resolving.is_alive():
        raise _late(seconds, host)
    if failed or not found:
        raise DocumentError(f"{host} does not resolve", host) from (failed[0] if failed else None)
    for address in found:
        if not private and not is_public(address):
            raise DocumentError(f"{host}: its address {address} lies inside a private network; allow that with --private", host)
    return list(dict.fromkeys(found))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not private, loopback, link-local, multicast, reserved, or for such."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        # The two forms that lead to an IPv4 address count as what they lead to; the others of the kind are refused.
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip not in _IPV6_IN_USE:
            return False
    if any(ip in network for network in _SPECIAL if network.version == ip.version):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def _checked_backend(private: bool, deadline: float) -> httpcore.NetworkBackend:
    import httpcore

    def _left(late: type[Exception]) -> float:
        left = deadline - time.monotonic()
        if left <= 0:
            raise late("the time is up")
        return left

    class Stream(httpcore.NetworkStream):
        """A connection that ends at the deadline, however slowly the other side sends."""

        def __init__(self, inner: httpcore.NetworkStream) -> None:
            self._inner = inner

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            return self._inner.read(max_bytes, _left(httpcore.ReadTimeout))

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            self._inner.write(buffer, _left(httpcore.WriteTimeout))

        def close(self) -> None:
            self._inner.close()

        def start_tls(
            self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
        ) -> httpcore.NetworkStream:
            return Stream(self._inner.start_tls(ssl_context, server_hostname, _left(httpcore.ConnectTimeout)))

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
            refused: Exception = httpcore.ConnectError(f"{host} does not answer on port {port}")
            for address in addresses(host, port, private=private, seconds=_left(httpcore.ConnectTimeout)):
                try:
                    inner = super().connect_tcp(address, port, _left(httpcore.ConnectTimeout), local_address, socket_options)
                    return Stream(inner)
                except httpcore.ConnectError:
                    continue
                except httpcore.ConnectTimeout as error:
                    refused = error
            raise refused

    return Backend()
