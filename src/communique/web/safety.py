"""Who gets in, what may change something, how large a request may be, and what a browser is told not to do.

Plain ASGI: nothing here holds back a stream, and nothing is logged.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

import anyio
import anyio.to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.web.problems import problem
from communique.web.settings import Settings

_SAFE = ("GET", "HEAD", "OPTIONS")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_REALM = 'Basic realm="communique", charset="UTF-8"'


class Guard:
    """Answers what may not go on, and adds the headers of safety to every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        # Checking a password costs a tenth of a second on purpose: what was right once is known by its digest.
        self._known: dict[bytes, str] = {}
        self._checks: anyio.CapacityLimiter | None = None
        self._salt = hashlib.sha256(repr(sorted(settings.passwords.items())).encode()).digest()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def adding(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    out.setdefault(name, value)
                out.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        refused = await self._refusal(scope, headers)
        if refused is not None:
            await problem(scope, *refused)(scope, receive, adding)
            return
        counted = 0

        async def counting() -> Message:
            nonlocal counted
            message = await receive()
            counted += len(message.get("body", b""))
            if counted > self.settings.largest:
                raise TooLargeError(self.settings.largest)
            return message

        await self.app(scope, counting, adding)

    async def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str, dict[str, str]] | None:
        length = headers.get("content-length", "0")
        if not length.isdigit():
            return 400, "the Content-Length is no number", {}
        if int(length) > self.settings.largest:
            return 413, TooLargeError(self.settings.largest).detail, {}
        if self.settings.guarded:
            user = await self._asked_by(headers)
            if user is None:
                return 401, "give your name and password, or the token of this server", {"WWW-Authenticate": _REALM}
            scope.setdefault("state", {})["user"] = user
        if scope["method"] not in _SAFE and not _from_here(headers):
            return 403, "this came from a page of another site, which may change nothing here", {}
        return None

    async def _asked_by(self, headers: Headers) -> str | None:
        """The user; two passwords are checked at a time, for that takes much memory, and other answers go on meanwhile."""
        if self._checks is None:
            self._checks = anyio.CapacityLimiter(2)
        return await anyio.to_thread.run_sync(self._user, headers, limiter=self._checks)

    def _user(self, headers: Headers) -> str | None:
        kind, _, given = headers.get("authorization", "").partition(" ")
        given = given.strip()
        if kind.casefold() == "bearer" and self.settings.token is not None:
            right = hmac.compare_digest(given.encode(), self.settings.token.encode())
            return "token" if right else None
        if kind.casefold() != "basic":
            return None
        try:
            name, colon, password = base64.b64decode(given, validate=True).decode("utf-8").partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        if not colon:
            return None
        # A browser has no place for a token but that of the password.
        if self.settings.token is not None and hmac.compare_digest(password.encode(), self.settings.token.encode()):
            return name or "token"
        return name if self._password_is_right(name, password) else None

    def _password_is_right(self, name: str, password: str) -> bool:
        from argon2 import PasswordHasher
        from argon2.exceptions import InvalidHashError, VerificationError

        hashed = self.settings.passwords.get(name)
        if hashed is None:
            return False
        seen = hashlib.sha256(self._salt + name.encode() + b":" + password.encode()).digest()
        if self._known.get(seen) == name:
            return True
        try:
            PasswordHasher().verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False
        self._known[seen] = name
        return True


class TooLargeError(HTTPException):
    """A request with more bytes than the server takes."""

    def __init__(self, largest: int) -> None:
        super().__init__(413, f"this is larger than the {largest / 1e6:g} MB that are taken here; communique ingest takes more")


def _from_here(headers: Headers) -> bool:
    """Whether a request that may change something comes from a page of this server, or from no page at all.

    Browsers tell where it comes from (Sec-Fetch-Site, Origin) and no page can change what they tell; programs tell nothing.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def user_of(state: MutableMapping[str, Any]) -> str | None:
    """The user of a request, where one had to give a name."""
    user = state.get("user")
    return user if isinstance(user, str) and user != "token" else None
