"""The explorer against brute force, on small random programs.

Each program is run in two ways that share no code: every schedule of it inside the world, and every
interleaving of its operations in a few lines of interpreter below. Both must reach the same set of
outcomes; and no sampling strategy may reach anything outside that set.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.strategies.non_preemptive import NonPreemptive
from harness.strategies.pct import PCT
from harness.strategies.pos import POS
from harness.strategies.protocol import Profile, Strategy
from harness.strategies.random_walk import RandomWalk, Reluctant
from harness.world.world import World

Operation = tuple[str, str]
Program = list[list[Operation]]
Outcome = tuple[Any, ...]

MOST = 6_000
VARIABLES, LOCKS = ("x", "y"), ("a", "b")

simple = st.tuples(st.sampled_from(["read", "write", "add"]), st.sampled_from(VARIABLES))


@st.composite
def bodies(draw: Any) -> list[Operation]:
    """Up to three accesses, some of them under one lock or two nested ones."""
    accesses = draw(st.lists(simple, min_size=1, max_size=3))
    locks = draw(st.permutations(LOCKS))[: draw(st.integers(0, 2))]
    return [*(("lock", name) for name in locks), *accesses, *(("unlock", name) for name in reversed(locks))]


programs = st.lists(bodies(), min_size=2, max_size=2)


# -- every interleaving, by an interpreter of its own ---------------------------------------------


def micro(body: list[Operation], thread: int) -> list[tuple[str, str, int]]:
    """Operations with ``add`` taken apart into a read and a write of what was read plus one."""
    steps: list[tuple[str, str, int]] = []
    for number, (kind, name) in enumerate(body):
        if kind == "add":
            steps += [("load", name, 0), ("store", name, 0)]
        else:
            steps.append((kind, name, 10 * thread + number + 1))
    return steps


def interleavings(program: Program) -> set[Outcome]:
    """Outcomes of every interleaving: the variables and what was read, or "deadlock"."""
    threads = [micro(body, number) for number, body in enumerate(program)]
    start = (tuple(0 for _ in threads), (0, 0), (None, None), tuple(() for _ in threads), tuple(0 for _ in threads))
    seen, todo, outcomes = {start}, [start], set[Outcome]()
    while todo:
        places, values, owners, reads, register = todo.pop()
        moved = False
        for me, steps in enumerate(threads):
            if places[me] == len(steps):
                continue
            kind, name, constant = steps[places[me]]
            new_values, new_owners, new_reads, new_register = list(values), list(owners), list(reads), list(register)
            if kind == "lock":
                if owners[LOCKS.index(name)] is not None:
                    continue
                new_owners[LOCKS.index(name)] = me
            elif kind == "unlock":
                new_owners[LOCKS.index(name)] = None
            elif kind == "read":
                new_reads[me] = (*reads[me], values[VARIABLES.index(name)])
            elif kind == "write":
                new_values[VARIABLES.index(name)] = constant
            elif kind == "load":
                new_register[me] = values[VARIABLES.index(name)]
            else:
                new_values[VARIABLES.index(name)] = register[me] + 1
            moved = True
            new_places = tuple(place + (index == me) for index, place in enumerate(places))
            state = (new_places, tuple(new_values), tuple(new_owners), tuple(new_reads), tuple(new_register))
            if state not in seen:
                seen.add(state)
                todo.append(state)
        if not moved:
            over = all(place == len(steps) for place, steps in zip(places, threads, strict=True))
            outcomes.add((*values, reads) if over else ("deadlock",))
    return outcomes


# -- every schedule, in the world -----------------------------------------------------------------


def source(program: Program) -> str:
    """The program as a learner would write it."""
    lines = ["import threading", "", "class Shared:", "    def __init__(self):", "        self.x = self.y = 0", ""]
    lines += ["def main(out):", "    shared = Shared()", "    locks = {'a': threading.Lock(), 'b': threading.Lock()}"]
    lines += [f"    reads = [[] for _ in range({len(program)})]"]
    for number, body in enumerate(program):
        lines.append(f"    def body{number}():")
        for index, (kind, name) in enumerate(body):
            text = {
                "read": f"reads[{number}].append(shared.{name})",
                "write": f"shared.{name} = {10 * number + index + 1}",
                "add": f"shared.{name} += 1",
                "lock": f"lock_{name}.acquire()",
                "unlock": f"lock_{name}.release()",
            }[kind]
            lines.append(f"        {text}")
    lines.insert(9, "    lock_a, lock_b = locks['a'], locks['b']")
    names = ", ".join(f"body{number}" for number in range(len(program)))
    lines += [f"    threads = [threading.Thread(target=body) for body in ({names},)]"]
    lines += ["    for thread in threads: thread.start()", "    for thread in threads: thread.join()"]
    lines += ["    out.append((shared.x, shared.y, tuple(map(tuple, reads))))"]
    return "\n".join(lines) + "\n"


class Every:
    """Depth-first over all schedules: follows a prefix, then takes the first of what is left."""

    name = "every"

    def __init__(self) -> None:
        self.prefix: list[int] = []
        self.widths: list[int] = []

    def begin(self, rng: Random, profile: Profile) -> None:
        self.step = 0
        self.widths = []

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        index = self.prefix[self.step] if self.step < len(self.prefix) else 0
        self.step += 1
        self.widths.append(len(runnable))
        return sorted(runnable, key=lambda thread: thread.number)[index]

    def advance(self) -> bool:
        """The next prefix; False when there is none."""
        taken = self.prefix + [0] * (len(self.widths) - len(self.prefix))
        while taken and taken[-1] + 1 == self.widths[len(taken) - 1]:
            taken.pop()
        if not taken:
            return False
        taken[-1] += 1
        self.prefix = taken
        return True


class Runner:
    """One program in its world."""

    def __init__(self, program: Program, folder: Path) -> None:
        file = folder / "program.py"
        file.write_text(source(program), encoding="utf-8")
        self.world = World(str(file))

    def outcome(self, strategy: Strategy, rng: Random) -> Outcome:
        """What one schedule comes to."""
        out: list[Outcome] = []
        strategy.begin(rng, Profile())
        ended = self.world.run(lambda: self.world.loader.load(self.world.target).main(out), strategy)
        assert ended.ending in ("done", "blocked"), self.world.scheduler.failure
        return out[0] if ended.ending == "done" else ("deadlock",)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("programs")


relaxed = settings(
    derandomize=True, deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@relaxed
@given(program=programs)
def test_all_schedules_reach_just_what_all_interleavings_do(program: Program, folder: Path) -> None:
    runner, every, reached = Runner(program, folder), Every(), set[Outcome]()
    for _ in range(MOST):
        reached.add(runner.outcome(every, Random(0)))
        if not every.advance():
            break
    else:
        assert reached <= interleavings(program)
        return
    assert reached == interleavings(program)


STRATEGIES = [NonPreemptive(), NonPreemptive(youngest=True), RandomWalk(), Reluctant(), PCT(1), PCT(3), POS()]


@relaxed
@given(program=programs)
def test_no_strategy_reaches_anything_else(program: Program, folder: Path) -> None:
    runner, possible, rng = Runner(program, folder), interleavings(program), Random(1)
    for strategy in STRATEGIES:
        for _ in range(15):
            assert runner.outcome(strategy, rng) in possible


@relaxed
@given(program=programs)
def test_sampling_finds_every_outcome_in_the_end(program: Program, folder: Path) -> None:
    runner, possible, rng = Runner(program, folder), interleavings(program), Random(2)
    reached = {runner.outcome(strategy, rng) for _ in range(150) for strategy in (RandomWalk(), POS(), PCT(3))}
    missing = possible - reached
    assert len(missing) <= len(possible) // 4, missing
