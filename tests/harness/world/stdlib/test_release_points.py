"""Releases are scheduling points where code may try a lock or time out, and only code says so."""

from __future__ import annotations

import ast
from random import Random
from typing import Any

import pytest

from harness.strategies.protocol import Profile
from harness.strategies.random_walk import RandomWalk
from harness.world.stdlib.release_points import tries_locks
from harness.world.world import World

COUNTS = """
    import threading
    def main():
        lock = threading.Lock()
        def body():
            for _ in range(3):
                with lock:
                    pass
        threads = [threading.Thread(target=body) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
"""
MENTIONS = [
    "# no timeout here",
    '"""Never acquire(blocking=False), never locked()."""',
    "words = 'a timeout, or locked()'",
]


def choices(path: str) -> list[Any]:
    """The choices of some schedules."""
    world, walk = World(path), RandomWalk()
    found = []
    for seed in range(5):
        walk.begin(Random(seed), Profile())
        found.append(world.run(lambda: world.loader.load(path).main(), walk).choices)
    return found


@pytest.mark.parametrize("mention", MENTIONS)
def test_a_mention_in_a_comment_or_a_text_changes_no_schedule(written: Any, mention: str) -> None:
    assert choices(written(COUNTS + f"    {mention}\n")) == choices(written(COUNTS))


@pytest.mark.parametrize(
    "code",
    [
        "lock.locked()",
        "lock.acquire(False)",
        "lock.acquire(\n    timeout=1,\n)",
        "lock.acquire(*arguments)",
        "lock.acquire_lock(0)",
        "attempt = lock.acquire",
        "Thread(target=lock.acquire)",
        "getattr(lock, 'acquire')(False)",
        "f(**{'timeout': 1})",
        "dict(blocking=False)",
        "ready.wait(0.1)",
        "condition.wait_for(predicate, 1)",
        "thread.join(0.1)",
        "queue.get(timeout=1)",
        "queue.get(block=False)",
        "queue.put(1, False)",
        "future.result(5)",
        "def acquire(self): ...",
        "def locked(): ...",
        "def f(timeout): ...",
        "from somewhere import timeout",
    ],
)
def test_code_that_may_try_a_lock(code: str) -> None:
    assert tries_locks(ast.parse(code))


@pytest.mark.parametrize(
    "code",
    [
        "lock.acquire()",
        "lock.acquire( )",
        "with lock: pass",
        "ready.wait()",
        "condition.wait_for(predicate)",
        "thread.join()",
        "', '.join(names)",
        "f'{sep}'.join(names)",
        "os.path.join(folder, name)",
        "table.get(key)",
        "queue.put(1)",
        "print('a text about a timeout')",
        "# timeout",
        "pytest.mark.kata('timeout_retry')",
    ],
)
def test_code_that_waits_for_as_long_as_it_takes(code: str) -> None:
    assert not tries_locks(ast.parse(code))
