"""Measuring: times a kata's file on real threads, and counts its operations over random schedules.

It runs in the worker process, because any person may have written the file under test. A job asks for one round, or for
counts, so that its parent can interleave the rounds of several files.
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

from ...answers.measures import Measures, Possibility, Round
from ...explorer.executor import Executor
from ...program.clause import Clause
from ...strategies.protocol import Profile
from ...strategies.random_walk import RandomWalk
from ...trace import ACQUIRE, RELEASE, TRY, WAIT
from ...world.loader.load_error import load_error
from ...world.world import World
from ..job import Job
from ..programs import program_of
from .workloads import WORKLOADS, Turn

try:
    import resource
except ImportError:  # Windows does not count context switches
    resource = None  # type: ignore[assignment]

FEWEST, MOST = 250, 50_000
"""Limits for the turns of each thread in a part of a round."""
LASTS = 0.04
"""Seconds that a part of a round should last: long enough that one disturbance does not decide the result."""
STAYS = 40
"""Turns of each thread in the part in which every thread stays inside for a while."""
STAY = 0.0005
"""Seconds that a thread stays inside, asleep, as if it waited for a disk or a network."""
PATIENCE = 5.0
"""Seconds that each part of a round may take."""
SWITCH = 2e-5
"""Switch interval of the interpreter, in seconds. With the usual 5 ms most threads of a round would end before the next
one begins, and no two threads would contend."""
COUNTED_TURNS = 4
"""Turns of each thread, in a schedule in which operations are counted."""
COUNTED = frozenset({ACQUIRE, TRY, RELEASE, WAIT})


def measure(job: Job) -> Measures:
    """Measure one file.

    Args:
        job: with a clause, ``schedules`` random schedules are searched for what the clause says must be possible;
            without one the kata's workload is counted in as many, and timed in ``runs`` rounds on real threads.
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
    """Time one round: one thread alone, then threads that stay inside, then, as it hangs most easily, all at once.

    A part that does not end is the last one: its threads are still there, and would disturb the next.
    """
    module = _loaded(target)
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
    """The turns of each thread, the seconds that all of them took, and the context switches."""

    turns: int
    seconds: float
    switches: int | None


def _lasting(turns: Sequence[Turn]) -> _Timed | None:
    """Time as many turns as last ``LASTS``, estimated from a few that do not count; None if they do not end."""
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


def _loaded(target: str) -> Any:
    """Load the file as Python itself does, not rewritten."""
    spec = importlib.util.spec_from_file_location("kata_measured", target)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)  # @dataclass looks up its module there
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise load_error(error, target) from None
    finally:
        del sys.modules[spec.name]
    return module


def _timed(turns: Sequence[Turn], number: int) -> float | None:
    """Return the seconds that real threads take for their turns; None if one fails or does not end."""
    gate = threading.Event()
    ends: list[float] = []

    def run(turn: Turn) -> None:
        gate.wait()
        try:
            for _ in range(number):
                turn()
        except BaseException:  # whatever it is: this thread has not finished its turns
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
    """Change the interpreter's switch interval for a while."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(seconds)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _switches() -> int | None:
    """Return the context switches of this process so far, voluntary or not; None where they are not counted."""
    if resource is None:
        return None
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_nvcsw + used.ru_nivcsw


def _nothing(*_: object) -> None:
    """Do nothing: the visit of a thread that does not stay inside."""


class _Visits:
    """The times that threads stayed inside."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def stay(self) -> None:
        """Stay inside for a while."""
        began = time.perf_counter()
        time.sleep(STAY)
        self.seconds.append(time.perf_counter() - began)


# -- over random schedules -------------------------------------------------------------------------------


def _counts(job: Job) -> Measures:
    """Return counts of operations and calls over a few random schedules; no numbers if one of them does not end."""
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
    """Run the workload in the main thread of a world."""
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
    """Counts how many other calls overtake each call of a public method, and how many threads are inside."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._begun = self._inside = 0
        self.ended: list[int] = []
        """The calls that have ended, each by its number in the order of their beginnings."""
        self.longest = self.most = 0
        self.stays = False

    def call(self, method: Any, args: tuple[Any, ...]) -> Any:
        """Call a method and count the call."""
        number = self._begun
        self._begun += 1
        result = method(*args)
        self.longest = max(self.longest, sum(other > number for other in self.ended))
        self.ended.append(number)
        return result

    def stay(self) -> None:
        """Stay inside until every other thread has had a chance to come in; time is simulated."""
        self._inside += 1
        self.most = max(self.most, self._inside)
        self._world.library.modules["time"].sleep(STAY)
        self._inside -= 1


class _Module:
    """A module whose instances count the calls of their public methods."""

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
    """Return how many random schedules of a clause show what it says must be possible."""
    program = program_of(job)
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
