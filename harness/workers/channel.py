"""How worker and parent speak: lines of JSON; those of the worker are numbered and signed (HMAC, RFC 2104).

The code under test runs in the worker's process and can write to any of its pipes. It cannot sign what
it writes: the key comes to the worker before that code does, is kept inside a C object that gives
no key away, and is in no environment, argument or file. The number makes a copy of an old line worthless.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Iterator
from threading import Lock
from typing import IO, Any

SIZE = 64
"""Hexadecimal digits of a signature."""


class Forged(Exception):
    """A line that the harness did not write."""


def _signature(state: hmac.HMAC, number: int, text: str) -> str:
    one = state.copy()
    one.update(f"{number} {text}".encode())
    return one.hexdigest()


def sender(key: bytes, write: Callable[[str], object], flush: Callable[[], object]) -> Callable[[dict[str, Any]], None]:
    """What sends messages; safe to be called by several threads.

    A closure over names taken now: what is put into ``json`` or ``hmac`` later changes nothing.
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


def key_of(key: bytes, process: int) -> bytes:
    """The key of one of the processes that a worker is, one after another: none can sign for the next."""
    return hmac.digest(key, str(process).encode(), "sha256")


def received(key: bytes, process: Callable[[], int], stream: IO[bytes], longest: int) -> Iterator[dict[str, Any]]:
    """The messages of a stream, up to its end.

    Args:
        key: the worker's.
        process: the number of the process from which messages are expected by now.
        stream: what the sender writes to.
        longest: bytes of a line that are read before it is called forged.

    Raises:
        Forged: a line is not the sender's next one.
    """
    current, number = process(), 0
    state = hmac.new(key_of(key, current), digestmod="sha256")
    while line := stream.readline(longest):
        mark, _, body = line.decode("ascii", "replace").rstrip("\n").partition(" ")
        number += 1
        if not _fits(mark, _signature(state, number, body)):
            if process() == current:
                raise Forged
            current, number = process(), 1
            state = hmac.new(key_of(key, current), digestmod="sha256")
            if not _fits(mark, _signature(state, number, body)):
                raise Forged
        message: dict[str, Any] = json.loads(body)
        yield message


def _fits(mark: str, signature: str) -> bool:
    return hmac.compare_digest(mark.encode(), signature.encode())
