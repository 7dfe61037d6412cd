"""Fetching from a real server on this machine: limits, robots and redirects; and nothing from inside unless it is asked for."""

from __future__ import annotations

import gzip
import http.server
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from communique.errors import DocumentError
from communique.sources.document import Document
from communique.sources.fetch import Fetcher, addresses, is_public
from communique.sources.load import load

PAGE = b"<html><head><title>T</title></head><body><article>" + b"<p>The king of Norway met the president of Chad in Oslo.</p>" * 5
Answer = tuple[int, dict[str, str], bytes]


class _Server(http.server.ThreadingHTTPServer):
    answers: dict[str, Callable[[], Answer] | Answer]
    asked: list[tuple[str, float]]


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, _Server)
        server.asked.append((self.path, time.monotonic()))
        answer = server.answers.get(self.path, (404, {}, b""))
        status, headers, body = answer() if callable(answer) else answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[_Server]:
    found = _Server(("127.0.0.1", 0), _Handler)
    found.answers, found.asked = {}, []
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def base(server: _Server) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


def html(body: bytes = PAGE) -> Answer:
    return 200, {"Content-Type": "text/html; charset=utf-8"}, body


@pytest.fixture
def inside() -> Fetcher:
    return Fetcher(private=True, pause=0)


def test_a_page_from_an_address(server: _Server, base: str) -> None:
    server.answers["/a"] = html()
    (one,) = load([f"{base}/a"], date(2031, 3, 12), private=True)
    assert isinstance(one, Document)
    assert "king of Norway" in one.text
    assert one.url == f"{base}/a"
    assert one.retrieved_at is not None
    assert one.published == date(2031, 3, 12)


def test_private_addresses_are_refused_unless_asked_for(server: _Server, base: str) -> None:
    server.answers["/a"] = html()
    (error,) = load([f"{base}/a"])
    assert isinstance(error, DocumentError)
    assert "private network" in str(error)
    assert "--private" in str(error)
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
     "2002:7f00:1::", "2001:db8::1", "64:ff9b:1::808:808", "::7f00:1", "fec0::1", "3fff::1", "192.88.99.1", "192.0.0.8",
     "2001:0:1::1", "2002:808:808::1", "198.18.0.1"],
)  # fmt: skip
def test_inside(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_outside(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.1", "0x7f000001", "2130706433", "localhost", "[::ffff:127.0.0.1]"])
def test_other_spellings_of_this_machine(host: str) -> None:
    with pytest.raises(DocumentError, match="private network") as caught:
        Fetcher().get(f"http://{host}:9/")
    assert caught.value.source == f"http://{host}:9/"


def test_a_name_that_answers_differently_the_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["93.184.216.34", "127.0.0.1"])
    info = lambda *a, **k: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 80))]  # noqa: E731
    monkeypatch.setattr(socket, "getaddrinfo", info)
    assert addresses("rebind.example", 80, private=False) == ["93.184.216.34"]
    with pytest.raises(DocumentError, match=r"127\.0\.0\.1"):
        addresses("rebind.example", 80, private=False)


def test_one_private_address_among_several_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: both)
    with pytest.raises(DocumentError, match="private network"):
        addresses("mixed.example", 80, private=False)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://a.example/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("http://user:word@a.example/", "name and a password"),
        ("http:///nowhere", "names no host"),
        ("http://a.example:99999/", "no web address"),
        ("http://no-such-host.invalid/", "does not resolve"),
    ],
)
def test_addresses_that_are_not_fetched(url: str, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        Fetcher().get(url)


def test_redirects_are_followed_and_checked_again(server: _Server, base: str, inside: Fetcher) -> None:
    server.answers |= {"/a": (302, {"Location": "/b"}, b""), "/b": html()}
    assert inside.get(f"{base}/a").url == f"{base}/b"
    for target, said in (("file:///etc/passwd", "only http"), ("http://u:p@a.example/", "password")):
        server.answers["/c"] = (302, {"Location": target}, b"")
        with pytest.raises(DocumentError, match=said):
            inside.get(f"{base}/c")
    server.answers["/loop"] = (301, {"Location": "/loop"}, b"")
    with pytest.raises(DocumentError, match="redirects"):
        inside.get(f"{base}/loop")


def test_a_redirect_inside_is_refused(server: _Server, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first address counts as public here, the one that it leads to does not."""
    from communique.sources import fetch

    server.answers |= {"/a": (302, {"Location": f"http://localhost:{server.server_address[1]}/b"}, b""), "/b": html()}
    real = fetch.addresses
    monkeypatch.setattr(fetch, "addresses", lambda host, port, **_: real(host, port, private=host == "127.0.0.1"))
    with pytest.raises(DocumentError, match="private network"):
        Fetcher(pause=0).get(f"{base}/a")
    assert [path for path, _ in server.asked] == ["/a"]


def test_time_and_size_are_limited(server: _Server, base: str) -> None:
    def slow() -> Answer:
        time.sleep(3)
        return html()

    server.answers["/slow"] = slow
    start = time.monotonic()
    with pytest.raises(DocumentError, match="longer than 1 s"):
        Fetcher(private=True, seconds=1, pause=0).get(f"{base}/slow")
    assert time.monotonic() - start < 2.5
    bomb = gzip.compress(b"x" * 30_000_000)
    server.answers["/bomb"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, bomb)
    with pytest.raises(DocumentError, match="too large"):
        Fetcher(private=True, pause=0).get(f"{base}/bomb")


def test_an_answer_that_trickles_ends_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def trickle() -> None:
            connection, _ = listening.accept()
            with connection:
                for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 40:
                    try:
                        connection.sendall(bytes([byte]))
                    except OSError:
                        return
                    time.sleep(0.1)

        threading.Thread(target=trickle, daemon=True).start()
        start = time.monotonic()
        with pytest.raises(DocumentError, match="longer than 1 s"):
            Fetcher(private=True, seconds=1, pause=0).get(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        assert time.monotonic() - start < 2.5


@pytest.mark.parametrize(("status", "said"), [(404, "HTTP 404"), (500, "HTTP 500"), (429, "come back after 120")])
def test_other_answers(server: _Server, base: str, inside: Fetcher, status: int, said: str) -> None:
    server.answers["/a"] = (status, {"Retry-After": "120"}, b"")
    with pytest.raises(DocumentError, match=said):
        inside.get(f"{base}/a")


def test_what_is_no_text(server: _Server, base: str) -> None:
    server.answers["/a.png"] = (200, {"Content-Type": "image/png"}, b"\x89PNG....")
    (error,) = load([f"{base}/a.png"], private=True)
    assert "image/png" in str(error)


def feed(base: str, count: int) -> Answer:
    items = "".join(
        f"<item><title>T{n}</title><link>{base}/{n}</link><description>Short.</description></item>" for n in range(count)
    )
    return (
        200,
        {"Content-Type": "application/rss+xml"},
        f"<rss version='2.0'><channel><title>F</title>{items}</channel></rss>".encode(),
    )


def test_a_feed_heeds_robots_and_lets_the_host_rest(server: _Server, base: str) -> None:
    server.answers |= {
        "/feed": feed(base, 3),
        "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /1\n"),
        **{f"/{n}": html() for n in range(3)},
    }
    first, second, third = load([f"{base}/feed"], private=True)
    assert isinstance(first, Document)
    assert isinstance(second, DocumentError)
    assert "robots.txt" in str(second)
    assert isinstance(third, Document)
    paths = [path for path, _ in server.asked]
    assert "/1" not in paths
    at = dict(server.asked)
    assert at["/2"] - at["/0"] >= 1.0


def test_without_robots_all_is_allowed_and_with_broken_ones_nothing(server: _Server, base: str, inside: Fetcher) -> None:
    server.answers["/a"] = html()
    assert inside.get(f"{base}/a", robots=True).kind == "text/html"
    server.answers["/robots.txt"] = (503, {}, b"")
    with pytest.raises(DocumentError, match=r"robots\.txt"):
        Fetcher(private=True, pause=0).get(f"{base}/a", robots=True)


def test_a_name_is_resolved_once_and_that_address_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the very address that was checked, and greets the host by its name."""
    answers = ["93.184.216.34", "127.0.0.1"]
    asked: list[str] = []

    def resolve(host: str, *_: object, **__: object) -> list[object]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers[min(len(asked), 2) - 1], 80))]

    reached: list[str] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        reached.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(DocumentError, match="does not answer"):
        Fetcher(pause=0).get("http://rebind.example/")
    assert (asked, reached) == (["rebind.example"], ["93.184.216.34"])


def test_host_and_server_name_stay_those_of_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: str, port: int, *_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        heard: list[bytes] = []

        def listen() -> None:
            for _ in range(2):
                connection, _ = listening.accept()
                with connection:
                    heard.append(connection.recv(4096))

        hearing = threading.Thread(target=listen, daemon=True)
        hearing.start()
        for scheme in ("http", "https"):
            with pytest.raises(DocumentError):
                Fetcher(private=True, pause=0, seconds=5).get(f"{scheme}://strand.example:{port}/a")
        hearing.join(5)
    assert f"Host: strand.example:{port}\r\n".encode() in heard[0]
    assert heard[1][:1] == b"\x16"  # a TLS greeting
    assert b"strand.example" in heard[1]


def test_a_resolver_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: let_go.wait(10) and [])
    start = time.monotonic()
    with pytest.raises(DocumentError, match="took longer"):
        Fetcher(seconds=0.5).get("http://slow.example/")
    let_go.set()
    assert time.monotonic() - start < 3


@pytest.mark.parametrize("target", ["http://[bad/", "http://a.example:x/"])
def test_a_redirect_to_no_address(server: _Server, base: str, inside: Fetcher, target: str) -> None:
    server.answers["/a"] = (302, {"Location": target}, b"")
    with pytest.raises(DocumentError, match=r"address|URL"):
        inside.get(f"{base}/a")


def test_bodies_are_unpacked_and_never_beyond_the_limit(server: _Server, base: str, inside: Fetcher) -> None:
    kind = {"Content-Type": "text/html"}
    server.answers |= {
        "/gzip": (200, {**kind, "Content-Encoding": "gzip"}, gzip.compress(PAGE)),
        "/zlib": (200, {**kind, "Content-Encoding": "deflate"}, zlib.compress(PAGE)),
        "/bare": (200, {**kind, "Content-Encoding": "deflate"}, zlib.compress(PAGE)[2:-4]),
        "/twice": (200, {**kind, "Content-Encoding": "gzip, gzip"}, gzip.compress(gzip.compress(PAGE))),
        "/other": (200, {**kind, "Content-Encoding": "br"}, b"\x1b1\x00\xf8"),
        "/broken": (200, {**kind, "Content-Encoding": "gzip"}, gzip.compress(PAGE)[:20] + b"\xff" * 50),
    }
    for path in ("/gzip", "/zlib", "/bare"):
        assert inside.get(base + path).data == PAGE
    for path, said in (("/twice", "gzip, gzip"), ("/other", "compressed as br"), ("/broken", "damaged")):
        with pytest.raises(DocumentError, match=said):
            inside.get(base + path)


def test_addresses_of_one_host_are_asked_a_second_apart(server: _Server, base: str) -> None:
    server.answers |= {"/a": html(), "/b": html()}
    assert all(isinstance(one, Document) for one in load([f"{base}/a", f"{base}/b"], private=True))
    (_, first), (_, second) = server.asked
    assert second - first >= 1.0


def test_a_crawl_delay_is_no_slowness(server: _Server, base: str) -> None:
    server.answers |= {"/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 1.5\n"), "/a": html()}
    fetcher = Fetcher(private=True, pause=0, seconds=1)
    assert fetcher.get(f"{base}/a", robots=True).data == PAGE
    (_, rules), (_, page) = server.asked
    assert page - rules >= 1.5


def test_a_host_that_wants_to_rest_is_left_alone(server: _Server, base: str, inside: Fetcher) -> None:
    server.answers |= {"/a": (429, {"Retry-After": "120"}, b""), "/b": html()}
    with pytest.raises(DocumentError, match="come back after 120 s"):
        inside.get(f"{base}/a")
    with pytest.raises(DocumentError, match="not to be asked again for 120 s"):
        inside.get(f"{base}/b")
    assert [path for path, _ in server.asked] == ["/a"]


def test_a_redirect_of_a_page_heeds_the_robots_there(server: _Server, base: str, inside: Fetcher) -> None:
    server.answers |= {
        "/robots.txt": (200, {}, b"User-agent: communique\nDisallow: /b\n"),
        "/a": (302, {"Location": "/b"}, b""),
        "/b": html(),
    }
    with pytest.raises(DocumentError, match="forbids"):
        inside.get(f"{base}/a", robots=True)
    assert inside.get(f"{base}/a").data == PAGE  # an address that a person named


@pytest.mark.parametrize("kind", ["text/csv", "application/json", "application/octet-stream", "text/css"])
def test_other_kinds_are_not_read_as_texts(server: _Server, base: str, kind: str) -> None:
    server.answers["/a"] = (200, {"Content-Type": kind}, b"text\nThe king met the envoy.\n")
    (error,) = load([f"{base}/a"], private=True)
    assert isinstance(error, DocumentError)
    assert kind in str(error)
    assert error.source == f"{base}/a"


def test_other_schemes_are_not_taken_for_files() -> None:
    for address in ("ftp://strand.example/a.txt", "file:///etc/hosts"):
        (error,) = load([address])
        assert isinstance(error, DocumentError)
        assert "only http and https" in str(error)


def test_proxies_of_the_environment_are_not_used(
    server: _Server, base: str, inside: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers["/a"] = html()
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert inside.get(f"{base}/a").data == PAGE
