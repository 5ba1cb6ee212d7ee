"""The cost of a scheduling point, of an empty execution, and of a thread in it.

Run by hand: ``python benchmarks/scheduling_point.py``. Prints nanoseconds: the minimum of several
rounds, because other processes of the machine can only make a round slower.
"""

from __future__ import annotations

import platform
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from harness.strategies.non_preemptive import NonPreemptive
from harness.strategies.protocol import Profile
from harness.strategies.random_walk import RandomWalk
from harness.world.world import World

ROUNDS = 15
RUNS = 40
POINTS = 500
PROGRAM = f"""
import threading
class Box: n = 0
def count(box):
    for _ in range({POINTS}): box.n
def start(threads, body):
    started = [threading.Thread(target=body) for _ in range(threads)]
    for thread in started: thread.start()
    for thread in started: thread.join()
def crit(lock):
    for _ in range({POINTS}):
        with lock: pass
def locks(): start(2, lambda lock=threading.Lock(): crit(lock))
def points(): start(2, lambda box=Box(): count(box))
def two(): start(2, int)
def twelve(): start(12, int)
def nothing(): start(0, int)
"""


def fastest(world: World, name: str, strategy: Any) -> float:
    """Return the nanoseconds of one execution of a function, in the fastest round."""

    def program() -> None:
        getattr(world.loader.load(world.target), name)()

    best = float("inf")
    for number in range(ROUNDS):
        began = time.process_time_ns()
        for run in range(RUNS):
            strategy.begin(Random(number * RUNS + run), Profile())
            world.run(program, strategy)
        best = min(best, (time.process_time_ns() - began) / RUNS)
    return best


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "program.py"
        file.write_text(PROGRAM, encoding="utf-8")
        world = World(str(file))
        base = fastest(world, "two", NonPreemptive())
        stay = (fastest(world, "points", NonPreemptive()) - base) / (2 * POINTS)
        walk = (fastest(world, "points", RandomWalk()) - base) / (2 * POINTS)
        lock = (fastest(world, "locks", NonPreemptive()) - base) / (2 * POINTS)
        empty = fastest(world, "nothing", NonPreemptive())
        thread = (fastest(world, "twelve", NonPreemptive()) - base) / 10
    version = platform.python_version() + ("" if getattr(sys, "_is_gil_enabled", lambda: True)() else " free-threaded")
    print(f"CPython {version}")
    print(f"a point, same thread       {stay:8,.0f} ns")
    print(f"a point, random walk       {walk:8,.0f} ns")
    print(f"acquire and release        {lock:8,.0f} ns")
    print(f"an execution of nothing    {empty:8,.0f} ns")
    print(f"each thread, from start to join {thread:3,.0f} ns")


if __name__ == "__main__":
    main()
