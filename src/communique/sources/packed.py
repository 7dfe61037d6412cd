"""Bodies as HTTP sends them: in chunks, compressed. Unpacked up to a limit, so that no small answer becomes an endless one."""

from __future__ import annotations

import zlib

from communique.errors import DocumentError
from communique.sources.decode import MAX_BYTES, too_large

_PIECE = 1 << 20
_GZIP = b"\x1f\x8b"


def unpacked(data: bytes, encoding: str, source: str, most: int = MAX_BYTES) -> bytes:
    """A body without its Content-Encoding; one that is not compressed after all is returned as it is.

    Raises DocumentError for what unpacks to more than ``most`` bytes, is broken, or is compressed in another way than gzip or
    deflate, or several times over.
    """
    ways = [way.strip().casefold() for way in encoding.split(",")]
    ways = [way for way in ways if way not in ("", "identity")]
    if not ways:
        return data
    if len(ways) > 1 or ways[0] not in ("gzip", "x-gzip", "deflate"):
        raise DocumentError(f"its body is compressed as {encoding.strip()}, which is not read", source)
    if ways[0] != "deflate":
        # Archives and proxies unpack bodies and leave the header as it was.
        return _inflated(data, 31, source, most) if data.startswith(_GZIP) else data
    # "deflate" means zlib's format, and some servers send the bare one.
    wrapped = len(data) > 1 and data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return _inflated(data, 15 if wrapped else -15, source, most)


def joined(data: bytes) -> bytes:
    """A body that was sent in chunks, put together; one that was joined before, as archives do, is returned as it is."""
    pieces: list[bytes] = []
    at = 0
    while at < len(data):
        end = data.find(b"\r\n", at, at + 1_000)
        size = data[at:end].partition(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return data if not pieces else b"".join(pieces)
        if length <= 0:
            break
        pieces.append(data[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
    return b"".join(pieces)


def _inflated(data: bytes, window: int, source: str, most: int) -> bytes:
    found = bytearray()
    rest = data
    try:
        while rest:
            unpack = zlib.decompressobj(window)
            while rest and not unpack.eof:
                found += unpack.decompress(rest, _PIECE)
                rest = unpack.unconsumed_tail
                if len(found) > most:
                    raise DocumentError(too_large(f"more than {most:,} bytes, unpacked"), source)
            found += unpack.flush() if not unpack.eof else b""
            rest = unpack.unused_data if unpack.unused_data.startswith(_GZIP) and window == 31 else b""
    except zlib.error as error:
        raise DocumentError(f"its compressed body is damaged ({error})", source) from error
    return bytes(found)
