"""Numbers about a kata's file: rounds on real threads, and counts over random schedules.

Runs in the worker process: the file under test is code that anybody may have written. A job asks for one
round, or for counts, so that its parent can put rounds of several files between each other.
"""

from __future__ import annotations

import importlib.util
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any, NamedTuple

from harness.explorer.executor import Executor
from harness.measures import Measures, Possibility, Round
from harness.program.clause import Clause
from harness.strategies.protocol import Profile
from harness.strategies.random_walk import RandomWalk
from harness.trace import ACQUIRE, RELEASE, TRY, WAIT
from harness.workers.job import Job
from harness.workers.measuring.workloads import WORKLOADS, Turn
from harness.world import World
from harness.world.loader.load_error import load_error

try:
    import resource
except ImportError:  # Windows counts no context switches for us
    resource = None  # type: ignore[assignment]

FEWEST, MOST = 250, 50_000
"""Turns of each thread in a part of a round."""
LASTS = 0.04
"""Seconds that a part of a round is to last: long enough that one disturbance does not decide it."""
STAYS = 40
"""Turns of each thread where everybody stays inside."""
STAY = 0.0005
"""Seconds that everybody stays inside, asleep, as if for a disk or a network."""
PATIENCE = 5.0
"""Seconds each part of a round may take."""
SWITCH = 2e-5
"""Seconds after which the interpreter makes a thread give way. With the usual 5 ms most threads of a round would be
through before the next one begins, and nobody would meet anybody."""
COUNTED_TURNS = 4
"""Of each thread, in a schedule in which operations and turns are counted."""
COUNTED = frozenset({ACQUIRE, TRY, RELEASE, WAIT})


def measure(job: Job) -> Measures:
    """Measure one file.

    Args:
        job: with a clause, what it says must be possible is looked for in ``schedules`` random schedules; without one
            the kata's workload is counted in as many, and timed in ``runs`` rounds on real threads.
    """
    if job.clause:
        return Measures(seen=_seen(job))
    if job.kata not in WORKLOADS:
        return Measures()
    rounds = tuple(_round(job.kata, job.target) for _ in range(job.runs))
    if not job.schedules:
        return Measures(rounds=rounds)
    return replace(_counts(job), rounds=rounds)


# -- on real threads -------------------------------------------------------------------------------------


def _round(kata: str, target: str) -> Round:
    """One round: alone, then staying inside, then, what hangs most easily, all at once.

    A part that does not come to its end is the last: its threads are still there, and would disturb the next.
    """
    module = _plain(target)
    work = WORKLOADS[kata](module, _nothing)
    alone = staying = inside = None
    if work.alone is not None:
        timed = _lasting([work.alone])
        if timed is None:
            return Round()
        alone = timed.turns * work.alone_calls / timed.seconds
    if work.apart:
        visits = _Visits()
        apart = WORKLOADS[kata](module, visits.stay).apart
        took = _timed(apart, STAYS)
        if took is None:
            return Round(alone)
        staying, inside = len(apart) * STAYS * work.calls / took, sum(visits.seconds) / took
    timed = _lasting(work.together)
    if timed is None:
        return Round(alone, None, staying, inside)
    calls = len(work.together) * timed.turns * work.calls
    return Round(
        alone, calls / timed.seconds, staying, inside, timed.switches / calls if timed.switches is not None else None
    )


class _Timed(NamedTuple):
    """What threads did, each so many turns: how long they took, and how many context switches."""

    turns: int
    seconds: float
    switches: int | None


def _lasting(turns: Sequence[Turn]) -> _Timed | None:
    """As many turns as take a while, found by a few that are not counted; None if they do not come to their end."""
    trial = _timed(turns, FEWEST)
    if trial is None:
        return None
    number = min(max(int(FEWEST * LASTS / trial), FEWEST), MOST)
    before = _switches()
    took = _timed(turns, number)
    after = _switches()
    if took is None:
        return None
    return _Timed(number, took, after - before if before is not None and after is not None else None)


def _plain(target: str) -> Any:
    """The file as Python itself loads it, not rewritten."""
    spec = importlib.util.spec_from_file_location("kata_measured", target)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)  # a dataclass looks for its module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise load_error(error, target) from None
    finally:
        del sys.modules[spec.name]
    return module


def _timed(turns: Sequence[Turn], number: int) -> float | None:
    """Seconds that real threads take, each for so many turns; None if one fails or does not come to its end."""
    gate = threading.Event()
    ends: list[float] = []

    def run(turn: Turn) -> None:
        gate.wait()
        try:
            for _ in range(number):
                turn()
        except BaseException:  # whatever it is, and whoever is to be told: this one is not through
            return
        ends.append(time.perf_counter())

    with _switching(SWITCH):
        threads = [threading.Thread(target=run, args=(turn,), daemon=True) for turn in turns]
        for thread in threads:
            thread.start()
        began = time.perf_counter()
        gate.set()
        for thread in threads:
            thread.join(max(0.0, PATIENCE - (time.perf_counter() - began)))
    return max(ends) - began if len(ends) == len(turns) else None


@contextmanager
def _switching(seconds: float) -> Iterator[None]:
    """The interpreter makes threads give way so often, for a while."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(seconds)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _switches() -> int | None:
    """Context switches of this process so far, wanted and not; None where the platform does not tell."""
    if resource is None:
        return None
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_nvcsw + used.ru_nivcsw


def _nothing(*_: object) -> None:
    """What is done inside where nobody stays."""


class _Visits:
    """How long everybody was inside."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def stay(self) -> None:
        """One visit."""
        began = time.perf_counter()
        time.sleep(STAY)
        self.seconds.append(time.perf_counter() - began)


# -- over random schedules -------------------------------------------------------------------------------


def _counts(job: Job) -> Measures:
    """What a few random schedules of the workload come to; no numbers if one of them does not come to its end."""
    world = World(job.target)
    walk, rng = RandomWalk(), Random(job.seed)
    operations, calls, longest, inside, stays = 0, 0, 0, 0, False
    try:
        for _ in range(job.schedules):
            turns = _Turns(world)
            walk.begin(rng, Profile())
            outcome = world.run(partial(_program, job, world, turns), walk)
            stays = turns.stays
            if outcome.ending != "done":
                return Measures(stays=stays)
            operations += sum(1 for _, kind, _ in world.scheduler.log if kind in COUNTED)
            calls += len(turns.ended)
            longest, inside = max(longest, turns.longest), max(inside, turns.most)
    finally:
        world.loader.leave()
    return Measures(
        lock_operations=operations / calls if calls else None,
        longest_wait=longest,
        inside=inside if stays else None,
        stays=stays,
    )


def _program(job: Job, world: World, turns: _Turns) -> None:
    """The workload, as the main thread of a world."""
    work = WORKLOADS[job.kata](_Module(world.loader.load(job.target), turns), turns.stay)
    turns.stays = bool(work.apart)

    def run(turn: Turn) -> None:
        for _ in range(COUNTED_TURNS):
            turn()

    threads = [world.library.threading.Thread(target=run, args=(turn,)) for turn in work.together]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class _Turns:
    """Counts, for each call of a public method, how many others overtake it, and who is inside."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._begun = self._inside = 0
        self.ended: list[int] = []
        """Calls that have ended, by the number in which they began."""
        self.longest = self.most = 0
        self.stays = False

    def call(self, method: Any, args: tuple[Any, ...]) -> Any:
        """One counted call."""
        number = self._begun
        self._begun += 1
        result = method(*args)
        self.longest = max(self.longest, sum(other > number for other in self.ended))
        self.ended.append(number)
        return result

    def stay(self) -> None:
        """Be inside until everybody else has had a chance to come in; time is simulated."""
        self._inside += 1
        self.most = max(self.most, self._inside)
        self._world.library.modules["time"].sleep(STAY)
        self._inside -= 1


class _Module:
    """A module, with instances whose public methods are counted."""

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


def _seen(job: Job) -> tuple[Possibility, ...]:
    """How many random schedules of a clause show what it says must be possible."""
    program = job.program()
    if isinstance(program, Clause) and program.marks.workload_spec is not None:
        return ()
    executions = Executor(program)
    walk, rng = RandomWalk(), Random(job.seed)
    times: dict[str, int] = {}
    try:
        for _ in range(job.schedules):
            executions.contract_engine.seen.clear()
            walk.begin(rng, Profile())
            executions.run(walk)
            for what, seen in executions.contract_engine.seen.items():
                times[what] = times.get(what, 0) + seen
    finally:
        executions.world.loader.leave()
    return tuple(Possibility(what, seen, job.schedules) for what, seen in times.items())
