"""How fast a kata's file is on real threads, and how many lock operations and turns its calls take.

Runs in the worker process: the file under test is code that anybody may have written.
"""

from __future__ import annotations

import importlib.util
import threading
import time
from random import Random
from typing import Any

from harness.judge.workloads import WORKLOADS
from harness.measures import Measures
from harness.search.protocol import Profile
from harness.search.random_walk import RandomWalk
from harness.trace import ACQUIRE, RELEASE, TRY, WAIT
from harness.world import World
from harness.world.loader import LoadError, load_error

ROUNDS = 300
PATIENCE = 10.0
"""Seconds the real threads may take."""
SCHEDULES = 40
COUNTED = frozenset({ACQUIRE, TRY, RELEASE, WAIT})


def measure(kata: str, target: str, seed: int = 0) -> Measures:
    """Measure one file.

    Args:
        kata: names the workload.
        target: the file.
        seed: of the schedules under which turns are counted.
    """
    if kata not in WORKLOADS:
        return Measures(None, None, None)
    fastest = _speed(kata, target)
    for _ in range(2):
        if fastest is not None:
            fastest = max(fastest, _speed(kata, target) or 0.0)
    operations, turns = _counts(kata, target, seed)
    return Measures(fastest, operations, turns)


def _speed(kata: str, target: str) -> float | None:
    """Calls per second of the plain file, not rewritten, on real threads."""
    spec = importlib.util.spec_from_file_location("kata_measured", target)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
        bodies, calls = WORKLOADS[kata](module, ROUNDS)
    except Exception as error:
        raise load_error(error, target) from None
    gate = threading.Event()
    failed: list[BaseException] = []

    def run(body: Any) -> None:
        gate.wait()
        try:
            body()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=run, args=(body,), daemon=True) for body in bodies]
    for thread in threads:
        thread.start()
    began = time.perf_counter()
    gate.set()
    for thread in threads:
        thread.join(max(0.0, PATIENCE - (time.perf_counter() - began)))
    took = time.perf_counter() - began
    if failed or any(thread.is_alive() for thread in threads):
        return None
    return calls / took


def _counts(kata: str, target: str, seed: int) -> tuple[float | None, int | None]:
    """Lock operations per call and the longest wait in turns, over a few random schedules."""
    world = World(target)
    walk, rng = RandomWalk(), Random(seed)
    operations, calls, longest = 0, 0, 0
    for _ in range(SCHEDULES):
        turns = _Turns()

        def program(turns: _Turns = turns) -> None:
            bodies, _ = WORKLOADS[kata](turns.watched(world.loader.load(target)), 2)
            threads = [world.library.threading.Thread(target=body) for body in bodies]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        walk.begin(rng, Profile())
        try:
            outcome = world.run(program, walk)
        except LoadError:
            return None, None
        if outcome.ending != "done":
            return None, None
        log = world.scheduler.log
        operations += sum(1 for _, kind, _ in log if kind in COUNTED)
        calls += turns.ended
        longest = max(longest, turns.longest)
    return (operations / calls if calls else None), longest


class _Turns:
    """Counts, for each call of a public method, how many others end meanwhile."""

    def __init__(self) -> None:
        self.ended = 0
        self.longest = 0

    def watched(self, module: Any) -> Any:
        """The module, with instances whose public methods are counted."""
        return _Module(module, self)

    def call(self, method: Any, args: tuple[Any, ...]) -> Any:
        """One counted call."""
        before = self.ended
        result = method(*args)
        self.longest = max(self.longest, self.ended - before)
        self.ended += 1
        return result


class _Module:
    def __init__(self, module: Any, turns: _Turns) -> None:
        self._module, self._turns = module, turns

    def __getattr__(self, name: str) -> Any:
        made = getattr(self._module, name)
        return lambda *args: _Instance(made(*args), self._turns)


class _Instance:
    def __init__(self, instance: Any, turns: _Turns) -> None:
        self._instance, self._turns = instance, turns

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._instance, name)
        return lambda *args: self._turns.call(method, args)
