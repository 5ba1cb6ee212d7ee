"""The parent believes what is signed, numbered and from the process that is to speak; all else is forged."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from harness.workers.channel import ForgedLine, process_key, receive, sender

KEY = b"k" * 32
LONGEST = 1 << 16


def sent(*messages: dict[str, Any], process: int = 0, key: bytes = KEY) -> list[bytes]:
    """The lines that the messages make."""
    lines: list[str] = []
    send = sender(process_key(key, process), lines.append, lambda: None)
    for message in messages:
        send(message)
    return [line.encode() for line in lines]


def read(lines: list[bytes], process: Callable[[], int] = lambda: 0, longest: int = LONGEST) -> list[dict[str, Any]]:
    return list(receive(KEY, process, io.BytesIO(b"".join(lines)), longest))


def test_what_is_sent_arrives() -> None:
    messages = [{}, {"result": {"verdict": "wrong", "message": "naïve\n\x1b"}}, {"part": [1, None, 2.5]}]
    assert read(sent(*messages)) == messages


ONE, TWO = sent({"a": 1}, {"a": 2})


@pytest.mark.parametrize(
    "lines",
    {
        "plain": [b'{"result": "pass"}\n'],
        "nothing": [b"\n"],
        "noise": [b"\xff\x00\x1b[2J\n"],
        "another key": sent({}, key=b"x" * 32),
        "another process": sent({}, process=1),
        "a changed text": [ONE.replace(b"1}", b"7}")],
        "the same again": [ONE, ONE],
        "another order": [TWO, ONE],
        "one left out": [TWO],
        "cut off": [ONE[:-10]],
        "something in between": [ONE, b"x\n", TWO],
    }.values(),
    ids=str,
)
def test_forged(lines: list[bytes]) -> None:
    with pytest.raises(ForgedLine):
        read(lines)


def test_a_line_without_end_is_not_read_to_its_end() -> None:
    with pytest.raises(ForgedLine):
        read([b"x" * 1_000_000], longest=100)


def test_the_next_process_begins_anew() -> None:
    number = 0
    taken = receive(KEY, lambda: number, io.BytesIO(ONE + TWO + sent({"b": 1}, process=1)[0]), LONGEST)
    assert next(taken) == {"a": 1}
    number = 1  # asked for; the one before may still have something to say
    assert list(taken) == [{"a": 2}, {"b": 1}]


def test_the_process_before_cannot_speak_any_more() -> None:
    number = 1
    with pytest.raises(ForgedLine):
        list(receive(KEY, lambda: number, io.BytesIO(sent({"b": 1}, process=1)[0] + ONE), LONGEST))
