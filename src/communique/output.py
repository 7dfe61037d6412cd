"""Where readings are written: standard output, or a file that appears only when it is whole."""

from __future__ import annotations

import io
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO

from communique.errors import UsageError
from communique.records import Reading


class Output:
    """A stream of readings, as reports or as JSON Lines."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, reading: Reading, form: str) -> None:
        """Write one reading now: ``form`` "json" is a line of JSON, "text" the report for a person."""
        if form == "json":
            self._stream.write(reading.to_json() + "\n")
        else:
            from communique.report import print_report, report_console

            print_report(reading, report_console(self._stream))
            self._stream.write("\n")
        self._stream.flush()  # each reading as it comes: the next stage of a pipe need not wait for the last


@contextmanager
def writing(path: str | None) -> Iterator[Output]:
    """An Output to ``path``, or to standard output for None and "-"; see ``file_for``."""
    with stream_for(path) as stream:
        yield Output(stream)


@contextmanager
def stream_for(path: str | None) -> Iterator[TextIO]:
    """A stream of text to ``path``, or to standard output for None and "-"; see ``file_for``."""
    if path is None or path == "-":
        _use_utf8(sys.stdout)
        yield sys.stdout
        return
    with file_for(path) as file, io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True) as stream:
        yield stream


@contextmanager
def file_for(path: str | None) -> Iterator[BinaryIO]:
    """A file to write bytes to: ``path``, or standard output for None and "-".

    A file is written beside its place and moved there at the end, so that an interrupted run leaves what was there before.
    Raises UsageError when the file cannot be written.
    """
    if path is None or path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = os.path.realpath(path)
    if os.path.isdir(target):
        raise UsageError(f"--output {path}: this is a folder; give the name of a file in it")
    if os.path.exists(target) and not stat.S_ISREG(os.stat(target).st_mode):
        with _opened(target, path) as stream:  # a pipe or a device has no place to be moved to
            yield stream
        return
    try:
        # The permissions of the file that is replaced, or else those that the user's umask gives to new files.
        mode = stat.S_IMODE(os.stat(target).st_mode) if os.path.exists(target) else 0o666 & ~_umask()
        if os.path.exists(target) and not os.access(target, os.W_OK):
            raise PermissionError(13, "permission denied")
        handle, draft = tempfile.mkstemp(prefix=".communique-", dir=os.path.dirname(target))
        os.chmod(draft, mode)
    except OSError as error:
        raise UsageError(f"--output {path}: cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.replace(draft, target)
    except BaseException:
        os.unlink(draft)
        raise


def _opened(target: str, path: str) -> BinaryIO:
    try:
        return open(target, "wb")
    except OSError as error:
        raise UsageError(f"--output {path}: cannot be written: {error.strerror}") from error


def _use_utf8(stream: TextIO) -> None:
    # JSON Lines are UTF-8 whatever the locale; and a report must not die of a letter that an old terminal lacks.
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
