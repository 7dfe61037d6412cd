"""What a server is told when it starts, and who may ask it anything."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

from communique.errors import UsageError

_SHORTEST_TOKEN = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server runs.

    ``host`` and ``port`` are where it listens; ``names`` are further names under which it may be asked (the Host header), as
    behind a proxy. ``token`` and ``passwords`` (argon2 hashes by user) open it; without either it answers only on this machine.
    ``largest`` is the size of a request in bytes. ``private`` lets texts be fetched from addresses inside private networks.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    token: str | None = field(default=None, repr=False)
    passwords: dict[str, str] = field(default_factory=dict, repr=False)
    largest: int = 5_000_000
    private: bool = False
    knowledge: Path | None = None

    def __post_init__(self) -> None:
        if not is_loopback(self.host) and not self.guarded:
            raise UsageError(
                f"{self.host} can be reached from other machines: give --token-file or --password-file, or serve on 127.0.0.1"
            )

    @property
    def guarded(self) -> bool:
        """Whether nobody gets in without a token or a password."""
        return bool(self.token or self.passwords)

    @property
    def hosts(self) -> list[str]:
        """The names under which it answers: a page elsewhere must not reach it by a name of its own that points here."""
        if not is_loopback(self.host) and not self.names:
            return ["*"]
        return ["localhost", "127.0.0.1", "[::1]", self.host, *self.names]


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_token(file: Path) -> str:
    """The token in a file, alone on its first line. Raises UsageError when there is none, or one that could be guessed."""
    lines = _lines(file)
    token = lines[0] if lines else ""
    if len(token) < _SHORTEST_TOKEN:
        raise UsageError(f"{file}: a token needs at least {_SHORTEST_TOKEN} characters on the first line")
    return token


def read_passwords(file: Path) -> dict[str, str]:
    """Users and the argon2 hashes of their passwords, a line ``name:$argon2id$...`` each. Raises UsageError for anything else."""
    found: dict[str, str] = {}
    for number, line in enumerate(_lines(file), 1):
        name, colon, hashed = line.partition(":")
        if not line or line.startswith("#"):
            continue
        if not colon or not name.strip() or not hashed.strip().startswith("$argon2"):
            raise UsageError(
                f"{file}:{number}: this is no line name:$argon2id$...; make one with: communique serve --hash-password"
            )
        found[name.strip()] = hashed.strip()
    if not found:
        raise UsageError(f"{file}: there is no user in it")
    return found


def _lines(file: Path) -> list[str]:
    try:
        return [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: cannot be read: {error}") from error
