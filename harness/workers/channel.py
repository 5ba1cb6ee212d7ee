"""The channel between worker and parent: lines of JSON; the worker's are numbered and signed (HMAC, RFC 2104).

The code under test runs in the worker's process and can write to any of its pipes. It cannot sign what it writes: the
worker receives the key before it loads that code, keeps the key inside a C object that does not reveal it, and has it
in no environment variable, argument or file. The number makes a copy of an old line worthless.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Iterator
from threading import Lock
from typing import IO, Any

SIZE = 64
"""Hexadecimal digits of a signature."""


class ForgedLine(Exception):
    """A line that the harness did not write."""


def _signature(state: hmac.HMAC, number: int, text: str) -> str:
    one = state.copy()
    one.update(f"{number} {text}".encode())
    return one.hexdigest()


def sender(key: bytes, write: Callable[[str], object], flush: Callable[[], object]) -> Callable[[dict[str, Any]], None]:
    """Return a function that sends a message; several threads may call it.

    It is a closure over functions looked up now, so replacing functions of ``json`` or ``hmac`` later changes nothing.

    Args:
        key: of the sending process.
        write: writes a line.
        flush: flushes what was written.
    """
    state = hmac.new(key, digestmod="sha256")
    dumps, signature, lock, number = json.dumps, _signature, Lock(), 0

    def send(message: dict[str, Any]) -> None:
        nonlocal number
        text = dumps(message)
        with lock:
            number += 1
            write(f"{signature(state, number, text)} {text}\n")
            flush()

    return send


def process_key(key: bytes, process: int) -> bytes:
    """Return the key of one of a worker's successive processes, so that none can sign for the next."""
    return hmac.digest(key, str(process).encode(), "sha256")


def receive(key: bytes, process: Callable[[], int], stream: IO[bytes], longest: int) -> Iterator[dict[str, Any]]:
    """Yield the messages of a stream, up to its end.

    Args:
        key: the worker's.
        process: returns the number of the process from which messages are expected by now.
        stream: what the sender writes to.
        longest: the most bytes of a line; a longer one is forged.

    Raises:
        ForgedLine: a line is not the sender's next one.
    """
    current, number = process(), 0
    state = hmac.new(process_key(key, current), digestmod="sha256")
    while line := stream.readline(longest):
        mark, _, body = line.decode("ascii", "replace").rstrip("\n").partition(" ")
        number += 1
        if not _matches(mark, _signature(state, number, body)):
            if process() == current:
                raise ForgedLine
            current, number = process(), 1
            state = hmac.new(process_key(key, current), digestmod="sha256")
            if not _matches(mark, _signature(state, number, body)):
                raise ForgedLine
        message: dict[str, Any] = json.loads(body)
        yield message


def _matches(mark: str, signature: str) -> bool:
    return hmac.compare_digest(mark.encode(), signature.encode())
