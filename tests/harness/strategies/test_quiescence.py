"""Classes of schedules against an enumeration of states, where one thread waits for quiescence and others spin.

A contract waits for quiescence in ``blocked()`` and the like. Where spinning is allowed, a thread whose loop sees no
change counts as blocked.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent
from typing import NamedTuple
from unittest import mock

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from harness.explorer.class_enumeration import ClassEnumeration
from harness.world.scheduler import loops
from harness.world.world import World

SOON_ENDLESS = {"STEP_BOUND": 2_000, "ALONE_BOUND": 2_000, "QUIET_BOUND": 500}
"""Bounds for loops that wait for what never comes."""

# Each statement is a list of accesses: of a variable, and what the value does. "note" notes it, "add" adds 1 to what
# the next access writes, and a test says whether the loop begins again ("loop"), ends ("leave"), or goes on ("on").
STATEMENTS = {
    "while not x: pass": [("read", "x", lambda first, value: "leave" if value else "loop")],
    "while x < 2: pass": [("read", "x", lambda first, value: "loop" if value < 2 else "leave")],
    "while x == y: pass": [
        ("read", "x", lambda first, value: "on"),
        ("read", "y", lambda first, value: "loop" if first == value else "leave"),
    ],
    "while not x and not y: pass": [
        ("read", "x", lambda first, value: "leave" if value else "on"),
        ("read", "y", lambda first, value: "leave" if value else "loop"),
    ],
    "x += 1": [("read", "x", lambda first, value: "on"), ("write", "x", lambda first: first + 1)],
    "y += 1": [("read", "y", lambda first, value: "on"), ("write", "y", lambda first: first + 1)],
    "y = x": [("read", "x", lambda first, value: "on"), ("write", "y", lambda first: first)],
    "x = 0": [("write", "x", lambda first: 0)],
    "x = 2": [("write", "x", lambda first: 2)],
    "note(x)": [("note", "x", None)],
    "note(y)": [("note", "y", None)],
    "rest()": [("rest", "", None)],
}
SPINS = [one for one in STATEMENTS if one.startswith("while")]
CHANGES = ["x += 1", "y += 1", "x = 2"]
STEPS = ["x += 1", "y += 1", "y = x", "x = 0"]
TEMPLATE = """import threading
from harness.unseen import Unseen

def main():
    global report
    x = y = 0
    seen = Unseen()
    note = seen.append
    def never():  # so that both are variables for the harness, whatever the others do
        nonlocal x, y
        x = y = 3
{threads}
    def report(): return tuple(seen)
    threads = [threading.Thread(target=one, daemon=True) for one in ({names},)]
    starts = [one.start for one in threads]
    for start in starts:
        start()
{main}
"""


Outcome = tuple[int, ...]
"""What the main thread has noted when it ends, and with it the program: the other threads are daemons."""


class Position(NamedTuple):
    """Where a thread is: at an access of a statement; ``first`` is the value that it has read in this statement."""

    statement: int = 0
    access: int = 0
    first: int = 0


class State(NamedTuple):
    """A state of a program; the main thread is the last one."""

    positions: tuple[Position, ...]
    x: int
    y: int
    notes: tuple[int, ...]
    """Of the main thread."""


class Model:
    """All states of a program, each access a step."""

    def __init__(self, bodies: list[list[str]]) -> None:
        self.bodies = bodies

    def outcomes(self) -> set[Outcome]:
        """Return all notes with which the main thread can end."""
        first = State((Position(),) * len(self.bodies), 0, 0, ())
        reached, left, found = {first}, [first], set()
        while left:
            state = left.pop()
            if self.ended(state, len(self.bodies) - 1):
                found.add(state.notes)
                continue
            new = set(self.following(state)) - reached
            reached |= new
            left += new
        return found

    def following(self, state: State) -> Iterator[State]:
        for thread in range(len(self.bodies)):
            if self.ended(state, thread):
                continue
            others = [other for other in range(len(self.bodies)) if other != thread]
            if self.access(state, thread)[0] != "rest" or all(self.blocked(state, other) for other in others):
                yield self.step(state, thread)

    def ended(self, state: State, thread: int) -> bool:
        return state.positions[thread].statement == len(self.bodies[thread])

    def access(self, state: State, thread: int):
        at = state.positions[thread]
        return STATEMENTS[self.bodies[thread][at.statement]][at.access]

    def blocked(self, state: State, thread: int) -> bool:
        """True when a thread has ended, or does nothing but spin if it runs alone."""
        met = set()
        while state not in met:
            if self.ended(state, thread):
                return not met
            if self.access(state, thread)[0] != "read" or "while" not in self.statement(state, thread):
                return False
            met.add(state)
            state = self.step(state, thread)
        return True

    def statement(self, state: State, thread: int) -> str:
        return self.bodies[thread][state.positions[thread].statement]

    def step(self, state: State, thread: int) -> State:
        at, (kind, name, then) = state.positions[thread], self.access(state, thread)
        values, notes, whither = {"x": state.x, "y": state.y}, state.notes, "leave"
        if kind == "read":
            whither = then(at.first, values[name])
        elif kind == "write":
            values[name] = then(at.first)
        elif kind == "note":
            notes = (*notes, values[name])
        if whither == "on":
            at = Position(at.statement, at.access + 1, values[name])
        else:
            at = Position(at.statement + (whither == "leave"))
        positions = (*state.positions[:thread], at, *state.positions[thread + 1 :])
        return State(positions, values["x"], values["y"], notes)


def bodies_of_programs() -> st.SearchStrategy[list[list[str]]]:
    """Programs whose main thread waits for quiescence, changes something, and mostly waits again."""
    steps = st.lists(st.sampled_from(STEPS), min_size=1, max_size=1)
    spins = st.sampled_from(SPINS)
    waits = st.tuples(st.lists(st.sampled_from(STEPS), max_size=1), spins, steps).map(
        lambda one: [*one[0], one[1], *one[2]]
    )
    main = st.tuples(
        st.just(["rest()"]),
        st.lists(st.sampled_from(CHANGES), min_size=1, max_size=1),
        st.lists(st.sampled_from([*STEPS, *SPINS, "note(x)", "note(y)"]), max_size=2),
        st.sampled_from([["rest()"], ["rest()"], []]),
        st.just(["note(x)", "note(y)"]),
    ).map(lambda parts: [line for part in parts for line in part])
    return st.tuples(st.lists(waits, min_size=1, max_size=2), main).map(lambda one: [*one[0], one[1]])


def text_of(bodies: list[list[str]]) -> str:
    *others, main = bodies
    threads = "\n".join(
        f"    def body{number}():\n        nonlocal x, y\n{indent(chr(10).join(lines), ' ' * 8)}"
        for number, lines in enumerate(others)
    )
    names = ", ".join(f"body{number}" for number in range(len(others)))
    return TEMPLATE.format(threads=threads, names=names, main=indent("\n".join(main), "    "))


class Explored:
    """The outcomes of one execution of each class."""

    def __init__(self, file: str) -> None:
        self.world = World(file)
        self.world.scheduler.rules.may_spin = True

    def body(self) -> None:
        self.module = self.world.loader.load(self.world.target)
        vars(self.module)["rest"] = self.world.scheduler.clock.settle
        self.module.main()

    def outcomes(self) -> set[Outcome]:
        classes, found = ClassEnumeration(self.world, self.body, 20_000), set()
        endless = False
        for outcome, _ in classes:
            assert outcome.ending in ("done", "endless")
            if outcome.ending == "done":
                found.add(self.module.report())
            endless = endless or outcome.ending == "endless"
        assert endless or not classes.search.unmodelled
        assert classes.search.spent
        assert not classes.search.diverged
        return found


relaxed = settings(
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def check(folder, bodies):
    file = folder / f"program{len(list(folder.iterdir()))}.py"
    file.write_text(text_of(bodies), encoding="utf-8")
    with mock.patch.multiple(loops, **SOON_ENDLESS):
        assert Explored(str(file)).outcomes() == Model(bodies).outcomes()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("programs")


@settings(relaxed, max_examples=60)
@given(bodies=bodies_of_programs())
def test_classes_reach_what_the_states_allow(folder, bodies):
    check(folder, bodies)


@pytest.mark.slow
@settings(relaxed, max_examples=2_000)
@given(bodies=bodies_of_programs())
def test_classes_of_many_programs_reach_what_the_states_allow(folder, bodies):
    check(folder, bodies)
