"""The source scan finds forbidden names wherever they are, and nothing that only looks like them."""

from __future__ import annotations

import ast

import pytest

from harness.contract.source_scan import forbidden
from harness.world.restrictions.policy import Policy

BAD = {
    "import queue": (1, "the module queue"),
    "def unused():\n    import concurrent.futures": (2, "the module concurrent.futures"),
    "from multiprocessing import Lock": (1, "the module multiprocessing"),
    "from threading import Lock, Event": (1, "threading.Event"),
    "import threading\ndef unused():\n    return threading.Barrier(2)": (3, "threading.Barrier"),
    "import threading as t\nif 0:\n    t.RLock()": (3, "threading.RLock"),
    "from threading import (\n    Condition as C,\n)": (1, "threading.Condition"),
}
GOOD = (
    "from threading import Lock, get_ident",
    "import threading\nthreading.Lock()",
    "from .threading import Event",
    "class threading:\n    Event = 1\nthreading.Event",
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from threading import Condition",
    "import collections, queues",
    "self.Event = Event = 1",
)


def found(text: str) -> list[tuple[int, str]]:
    policy = Policy.parse("x.py", "Lock")
    return list(forbidden(ast.parse(text), policy.forbids_module, policy.forbids))


@pytest.mark.parametrize("text", BAD)
def test_it_is_found_with_its_line(text: str) -> None:
    assert found(text) == [BAD[text]]


@pytest.mark.parametrize("text", GOOD)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert found(text) == []
