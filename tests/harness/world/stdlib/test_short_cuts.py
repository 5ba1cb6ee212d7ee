"""The short cuts through ``threading`` do what CPython's code does: the same executions, access by access."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from harness.strategies.protocol import Profile
from harness.strategies.random_walk import RandomWalk
from harness.world.recording.sync_edges import SyncEdges
from harness.world.stdlib import operations
from harness.world.world import World

CALLS = (
    "s.acquire()", "s.acquire(False)", "s.acquire(timeout=1)", "s.acquire(True, 0)", "s.release()", "s.release(2)",
    "b.acquire(False)", "b.acquire(timeout=2)", "b.release()", "e.set()", "e.clear()", "e.wait(1)", "e.is_set()",
    "s.acquire(False, 1)", "s.release(0)",
)  # fmt: skip
THREADS = st.lists(st.lists(st.sampled_from(CALLS), min_size=1, max_size=4), min_size=2, max_size=3)


def text_of(threads: list[list[str]]) -> str:
    lines = [
        "import threading",
        "def main():",
        "    s, b, e = threading.Semaphore(1), threading.BoundedSemaphore(1), threading.Event()",
        "    def call(function, *args, **words):",
        "        try: print(function.__name__, function(*args, **words))",
        "        except ValueError as error: print(error)",
    ]
    for number, calls in enumerate(threads):
        lines += [f"    def body{number}():"]
        lines += ["        call(" + one.replace("()", ")").replace("(", ", ").replace(", )", ")") for one in calls]
    names = ", ".join(f"body{number}" for number in range(len(threads)))
    lines += [
        f"    threads = [threading.Thread(target=body, daemon=True) for body in ({names},)]",
        "    for thread in threads: thread.start()",
        "    for thread in threads: thread.join(9)",
        "    print(s._value, b._value, e._flag)",
    ]
    return "\n".join(lines)


def executions(path: Path, seeds: int) -> list[Any]:
    world, profile = World(str(path)), Profile()
    found = []
    for seed in range(seeds):
        walk, tracer = RandomWalk(), SyncEdges(world.scheduler)
        walk.begin(Random(seed), profile)
        outcome = world.run(lambda: world.loader.load(str(path)).main(), walk, tracer=tracer)
        accesses = [tuple(one) for one in tracer.accesses]
        found.append((outcome.ending, outcome.choices, list(world.scheduler.log), accesses, world.output.shown()))
    return found


@settings(max_examples=60, deadline=None)
@given(threads=THREADS)
def test_both_ways_run_the_same_executions(threads):
    with TemporaryDirectory() as folder:
        path = Path(folder, "program.py")
        path.write_text(text_of(threads), encoding="utf-8")
        short = executions(path, 4)
        with mock.patch.object(operations, "shorten", return_value=None):
            assert executions(path, 4) == short
