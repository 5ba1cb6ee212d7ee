"""Bounded reduction against every schedule within the bound, on small programs.

Each program notes all that its threads read, so that the schedules that the reduction runs within a bound have to
reach just the outcomes that all schedules within that bound do.
"""

from __future__ import annotations

import sys
from itertools import count
from random import Random

import pytest
from both_ways import Both, source
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_programs import POLLING, PRIMITIVES, programs
from test_dpor import BUGS, COUNTED, DECISIONS, relaxed

from harness.strategies.bounded import PreemptionBounding
from harness.strategies.bounded_dpor import BoundedDPOR
from harness.strategies.dpor import DPOR
from harness.strategies.protocol import Profile
from harness.strategies.random_walk import FewPreemptions
from harness.world.recording.access_tracer import AccessTracer

BOUND = 2
"""The most preemptions that are tried here."""
FEW, MANY = 60, 250
"""Schedules of a random program, by default and with --slow; one with more within the bound is left out."""
FAMILIES = ["", *(family for family in PRIMITIVES if family not in POLLING)]
"""A loop that waits has as many schedules as one likes, within any bound."""
PROGRAMS = 2_000
"""Random programs of each family, with --slow."""


WALKS = 5
"""Random schedules within the bound, of which each has to be of a class that was run."""


class Bounded(Both):
    """One program, run under every schedule within each bound, and under those that the reduction chooses."""

    def __init__(self, path):
        super().__init__(path)
        self.rng = Random(1)  # of its own: what one test draws may not depend on which others ran in this process

    def run(self, search):
        """Run the next schedule of a search; return its outcome and the most preemptions it may have."""
        tracer = None if isinstance(search, PreemptionBounding) else AccessTracer(self.world.scheduler)
        if tracer is not None:
            search.trace(tracer)
        search.begin(Random(0), Profile())
        bound = getattr(search, "bound", None)
        outcome = self.outcome(self.world.run(self.body, search, tracer=tracer).ending)
        search.end()
        assert not search.diverged
        return outcome, bound

    def reached(self, search, most):
        """Outcomes of the schedules that a search runs within each bound; None if they are more than that."""
        found, runs = [set() for _ in range(BOUND + 1)], 0
        while not search.spent and search.complete < BOUND:
            outcome, bound = self.run(search)
            runs += 1
            for outcomes in found[bound:]:
                outcomes.add(outcome)
            if runs > most:
                return None
        return found

    def known(self, search, preemptions=None):
        """Run a random schedule with so many preemptions, or as many as the search has; is its class known?"""
        tracer = AccessTracer(self.world.scheduler)
        walk = FewPreemptions(min(search.complete, BOUND) if preemptions is None else preemptions)
        walk.begin(self.rng, Profile(choices=20))
        self.world.run(self.body, walk, tracer=tracer)
        return search.known(tracer)


@pytest.fixture(scope="module")
def bounded(tmp_path_factory):
    folder, numbers = tmp_path_factory.mktemp("bounded"), count()

    def make(text):
        file = folder / f"program{next(numbers)}.py"
        file.write_text(text, encoding="utf-8")
        return Bounded(str(file))

    return make


def check(program, expected):
    search = BoundedDPOR()
    found = program.reached(search, sys.maxsize)
    assert not search.unmodelled
    assert search.doubtful or all(program.known(search) for _ in range(WALKS))
    if search.doubtful:  # it proves nothing, and must not have made anything up
        assert all(some <= every for some, every in zip(found, expected, strict=True))
    else:
        assert found == expected


def check_random(bounded, text, most):
    program = bounded(text)
    expected = program.reached(PreemptionBounding(), most)
    assume(expected is not None)
    check(program, expected)


# -- random programs -------------------------------------------------------------------------------


@pytest.mark.parametrize("family", FAMILIES)
@settings(relaxed, max_examples=4)
@given(data=st.data())
def test_the_reduction_reaches_just_what_all_schedules_within_the_bound_do(bounded, family, data):
    check_random(bounded, data.draw(programs(family, 2 * FEW)), FEW)


@pytest.mark.slow
@pytest.mark.timeout(2_400)
@pytest.mark.parametrize("family", FAMILIES)
@settings(relaxed, max_examples=PROGRAMS)
@given(data=st.data())
def test_the_reduction_of_many_programs_reaches_just_what_all_schedules_within_the_bound_do(bounded, family, data):
    check_random(bounded, data.draw(programs(family, 2 * MANY)), MANY)


# -- programs made by hand -------------------------------------------------------------------------

MEET = "import time\na, c = threading.Lock(), threading.Condition()\ns.z = s.w = 0"
DAEMON = """
import threading
from harness.unseen import Unseen

def main():
    global report
    seen, s = Unseen(), threading.Semaphore(0)
    def waits():
        seen.append(s.acquire(timeout=1))
    threading.Thread(target=waits, daemon=True).start()
    def report(): return list(seen)
"""
"""The deadline of a daemon can come only before the program ends."""
PLACES = {
    "where a lock is held": (
        "s.z = 1\nwith a: s.x = 1\nnote(s.y)\nwith a: s.x = 2", "note(s.z)\ns.y = 1\nwith a: note(s.x)",
    ),
    "where a condition is notified": (
        "s.z = 1\nwith c:\n    s.x = 1\n    c.notify()\nnote(s.y)\nwith c: s.x = 2",
        "note(s.z)\ns.y = 1\nwith c: note(s.x)",
    ),
    "before a thread that is joined": (
        "s.x = 1", "s.y = 1\nts[0].join()\nnote(s.w)", "ts[0].join()\nnote(s.y)\ns.w = 1",
    ),
    "where a wait begins whose deadline would come before another thread gives way": (
        "note(s.z)\nc.acquire()\ns.x = 1\nnote(s.y)", "with c:\n    s.z = 1\n    note(c.wait(1))\n    s.y = 1",
    ),
    "where a lock is asked for that is held until the clock moves": (
        "a.acquire()\ntime.sleep(1)\ns.x = 1\na.release()", "note(s.x)\nnote(a.acquire(timeout=2))\nnote(s.x)",
    ),
}  # fmt: skip
"""Programs with an outcome that takes more preemptions, unless a thread is stopped just there."""
HAND = {
    **{name: text for name, (text, _) in COUNTED.items()},
    **BUGS,
    **{name: source(setup, *bodies) for name, (setup, bodies) in DECISIONS.items()},
    **{name: source(MEET, *bodies) for name, bodies in PLACES.items()},
    "a daemon with a deadline": DAEMON,
}


@pytest.mark.parametrize("name", HAND)
def test_outcomes_within_each_bound(bounded, name):
    program = bounded(HAND[name])
    expected = program.reached(PreemptionBounding(), 3_000)
    assert expected is not None
    check(program, expected)


@pytest.mark.parametrize("name", ["lost update", "one lock, three threads", "reorder_3", "two notifies"])
def test_without_a_bound_all_classes_are_run(bounded, name):
    program, search, reduction = bounded(HAND[name]), BoundedDPOR(), DPOR()
    found = {True: set(), False: set()}
    for one in (search, reduction):
        while not one.spent:
            found[one is search].add(program.run(one)[0])
    assert found[True] == found[False]
    assert search.classes == reduction.classes


def test_what_is_known_of_a_bound(bounded):
    """Two increments have two orders, and the two lost updates take a preemption."""
    program, search = bounded(COUNTED["lost update"][0]), BoundedDPOR()
    known = []
    while not search.spent:
        program.run(search)
        known.append((search.complete, search.schedules, search.classes))
    assert (0, 2, 2) in known
    assert known[-1][0] >= 1
    assert known[-1][2] == 4


def test_a_schedule_of_a_dearer_class_is_not_known(bounded):
    program, search = bounded(COUNTED["lost update"][0]), BoundedDPOR()
    while search.complete < 0:
        program.run(search)
    assert all(program.known(search, 0) for _ in range(20))
    assert not all(program.known(search, 1) for _ in range(60))


def test_a_cheaper_schedule_that_turns_up_later_is_run_at_once():
    search = BoundedDPOR()
    search._left = [[], [None] * 3]
    search._advance()
    assert (search.bound, search.complete, search.expected()) == (1, 0, 3)
    search._left[0].append(None)
    search._advance()
    assert (search.bound, search.complete, search.expected()) == (0, 0, 4)


@pytest.mark.parametrize(
    ("run", "left", "expected"), [(39, 50, 50), (40, 60, 60), (50, 50, 50), (50, 100, float("inf"))]
)
def test_it_is_expected_that_schedules_become_fewer_as_fast_as_before(run, left, expected):
    search = BoundedDPOR()
    search._left = [[], [None] * 100]
    search._advance()
    search.runs, search._left[1] = run, [None] * left
    assert search.expected() == expected
