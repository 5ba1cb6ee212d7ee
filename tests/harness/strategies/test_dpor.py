"""Classes of schedules against every schedule, on small programs.

Two schedules of one class may differ in nothing that a program can tell. Each program here notes all that
its threads read, so that depth-first search over every schedule has to reach just the same set of outcomes.
"""

from __future__ import annotations

from itertools import permutations
from random import Random
from unittest import mock

import pytest
from both_ways import source
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from random_programs import POLLING, PRIMITIVES, STARTING, TIMED, programs

from harness.explorer.class_enumeration import ClassEnumeration
from harness.strategies.happens_before import HappensBefore
from harness.strategies.protocol import Profile
from harness.strategies.random_walk import RandomWalk
from harness.strategies.replay import FollowChoices
from harness.world.recording.access_tracer import AccessTracer
from harness.world.scheduler import loops

FEW, MANY = 60, 1_000
"""Schedules of a random program, by default and with --slow; one with more is left out."""
ANY = 10**9
MOST_EXECUTIONS = 600
"""Executions of a larger program, of which only some random schedules are run besides."""
WALKS = 60
DEEPEST = 10
"""Choices of a schedule of a program whose loops wait; one with more is cut off."""
SOON_ENDLESS = {"STEP_BOUND": 10_000, "ALONE_BOUND": 10_000, "QUIET_BOUND": 1_000}
"""Bounds for loops that wait for what never comes: more than ``DEEPEST`` choices or an hour of sleeps take."""
STARTS = 5
"""How many times as many there are where starts and ends are scheduling points."""


# -- random programs -------------------------------------------------------------------------------


def check(both, family, text, most):
    program = both(text)
    if family in POLLING:
        check_polling(program, most)
        return
    expected, schedules = program.every(most)
    assume(expected is not None)
    found, classes, _, doubtful = program.classes()
    if doubtful:  # never called proved: it may have missed something, and must not have made anything up
        assert found <= expected
    else:
        assert found == expected
    assert doubtful or classes <= schedules


def check_polling(program, most):
    """Check that classes reach at least what schedules do; what the longest schedules do is not known."""
    with mock.patch.multiple(loops, **SOON_ENDLESS):
        expected, _ = program.every(most, DEEPEST)
    assume(expected is not None)
    found, _, _, doubtful = program.classes(polls=True)
    assert doubtful or expected <= found


def check_walks(both, text):
    """Compare classes and not outcomes, of programs that have too many schedules to run them all."""
    program = both(text)
    classes = ClassEnumeration(program.world, program.body, MOST_EXECUTIONS)
    known = {fingerprint for _, fingerprint in classes}
    assume(classes.search.spent and not classes.search.doubtful and not classes.search.unmodelled)
    assert not classes.search.diverged
    rng, scheduler = Random(0), program.world.scheduler
    for _ in range(WALKS):
        tracer, walk = AccessTracer(scheduler), RandomWalk()
        tracer.keep_back()
        walk.begin(rng, Profile())
        program.world.run(program.body, walk, tracer=tracer)
        assert HappensBefore(tracer.accesses, tracer.threads).fingerprint() in known


relaxed = settings(
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # a failing program is small enough, and made smaller by hand
    suppress_health_check=list(HealthCheck),
)


FAMILIES = ["", *(family for family in PRIMITIVES if family not in POLLING)]


def check_few(both, family, data):
    few = STARTS * FEW if family in STARTING else 2 * FEW if family in (*POLLING, *TIMED) else FEW
    check(both, family, data.draw(programs(family, few)), few)


@pytest.mark.parametrize("family", FAMILIES)
@settings(relaxed, max_examples=100)
@given(data=st.data())
def test_classes_reach_just_what_all_schedules_do(both, family, data):
    check_few(both, family, data)


@pytest.mark.parametrize("family", POLLING)
@settings(relaxed, max_examples=10)
@given(data=st.data())
def test_classes_of_loops_that_wait_reach_what_all_schedules_do(both, family, data):
    check_few(both, family, data)


@pytest.mark.slow
@pytest.mark.timeout(2_400)
@pytest.mark.parametrize("family", FAMILIES)
@settings(relaxed, max_examples=2_000)
@given(data=st.data())
def test_classes_of_many_programs_reach_just_what_all_schedules_do(both, family, data):
    check_few(both, family, data)


@pytest.mark.slow
@pytest.mark.timeout(2_400)
@pytest.mark.parametrize("family", ["", *PRIMITIVES])
@settings(relaxed, max_examples=170)
@given(data=st.data())
def test_classes_of_larger_programs_reach_just_what_all_schedules_do(both, family, data):
    check(both, family, data.draw(programs(family, MANY)), MANY)


@pytest.mark.parametrize("family", FAMILIES)
@settings(relaxed, max_examples=10)
@given(data=st.data())
def test_a_random_schedule_is_of_a_class_that_was_run(both, family, data):
    check_walks(both, data.draw(programs(family, ANY)))


@pytest.mark.slow
@pytest.mark.timeout(2_400)
@pytest.mark.parametrize("family", FAMILIES)
@settings(relaxed, max_examples=2_000)
@given(data=st.data())
def test_many_random_schedules_are_of_classes_that_were_run(both, family, data):
    check_walks(both, data.draw(programs(family, ANY)))


@pytest.mark.parametrize("family", ["", *PRIMITIVES])
@settings(relaxed, max_examples=6)
@given(data=st.data(), seed=st.integers(0, 1_000))
def test_a_schedule_gives_the_same_execution_again(both, family, data, seed):
    program = both(data.draw(programs(family, MANY * MANY)))
    scheduler = program.world.scheduler
    walk = RandomWalk()
    walk.begin(Random(seed), Profile())
    program.world.run(program.body, walk)
    log, choices, said = list(scheduler.log), list(scheduler.choices), program.outcome(scheduler.ending)
    program.world.run(program.body, FollowChoices(choices))
    assert (scheduler.log, scheduler.choices, program.outcome(scheduler.ending)) == (log, choices, said)


# -- programs whose classes can be counted by hand --------------------------------------------------


LOCKS = "a, b = threading.Lock(), threading.Lock()"
ADD = "s.x += 1"
UNDER = "with a: s.x += 1"
COUNTED = {
    "one write each": (source("", "s.x = 1", "s.x = 2"), 2),
    "two reads": (source("", "note(s.x)", "note(s.x)"), 1),
    "lost update": (source("", ADD, ADD), 4),
    "independent": (source("", ADD, "s.y += 1"), 1),
    "one lock": (source(LOCKS, UNDER, UNDER), 2),
    "one lock, three threads": (source(LOCKS, UNDER, UNDER, UNDER), 6),
    "two locks": (source(LOCKS, "with a: s.x += 1", "with b: s.y += 1"), 1),
    "deadlock01": (source(LOCKS, "with a:\n    with b: s.x += 1", "with b:\n    with a: s.x -= 1"), 3),
    "lazy01": (source(LOCKS, UNDER, "with a: s.x += 2", "with a:\n    if s.x >= 3: s.bad = 1"), 6),
    "twostage": (
        source(
            LOCKS,
            "with a: s.x = 1\nwith b: s.y = s.x + 1",
            "with a:\n    if s.x == 0: return\n    t = s.x\nwith b: s.bad = s.y != t + 1",
        ),
        3,
    ),
    "reorder_3": (source("", *["s.x = 1\ns.y = -1"] * 2, "note((s.x, s.y))"), 36),
    "a try": (source(LOCKS, "with a: s.x = 1", "note(a.acquire(False))"), 3),
    "a look": (source(LOCKS, "with a: s.x = 1", "note(a.locked())"), 3),
    "an event": (source("e = threading.Event()", "e.wait(); note(s.x)", "s.x = 1; e.set()"), 2),
    "a barrier": (source("m = threading.Barrier(2)", "m.wait()", "m.wait()"), 2),
}


@pytest.mark.parametrize("name", COUNTED)
def test_the_number_of_classes(both, name):
    text, number = COUNTED[name]
    program = both(text)
    found, classes, executions, _ = program.classes()
    assert found == program.every(20_000)[0]
    assert (classes, executions) == (number, number)


def test_a_new_lock_is_not_taken_for_a_new_list(both):
    """Else the list would wake the timed acquire that was tried before it, and its class would be run twice."""
    bodies = (
        "note(s.y); note(a.acquire(timeout=1))\nnote(s.y); l.append(3)\nnote(s.y); note(a.acquire(timeout=1))",
        "note(s.y); l.append(12)",
    )
    assert both(source("a, l = threading.Lock(), []", *bodies)).classes()[1] == 2


@pytest.mark.parametrize("pairs", permutations(["ab", "bk", "ak"]))
def test_a_class_is_run_to_which_only_a_redundant_execution_leads(both, pairs):
    """There are 6 orders of the writes, and 6 of the pairs of locks."""
    setup = "a, b, k = [threading.Lock() for _ in range(3)]"
    bodies = [f"s.x = 1\nwith {outer}:\n    with {inner}: pass" for outer, inner in pairs]
    assert both(source(setup, *bodies)).classes()[1] == 36


@pytest.mark.parametrize("bodies", permutations(["with c: c.wait()", "with c: c.notify()\nnote(a.acquire(False))"]))
def test_who_never_gets_the_lock_of_a_condition_back_could_have_got_it(both, bodies):
    program = both(source("a = threading.Lock()\nc = threading.Condition(a)", *bodies))
    found, *_, doubtful = program.classes()
    assert (found, doubtful) == (program.every(20_000)[0], "")


# -- bugs that need one order -----------------------------------------------------------------------

BUGS = {
    "field": source("", "s.x = 1\ns.x = 0", "if s.x: s.bad = 1"),
    "deleted field": source("", "del s.x\ns.x = 0", "try: s.x\nexcept AttributeError: s.bad = 1"),
    "crossed release": source(LOCKS + "\na.acquire()", "a.acquire()\ns.bad = s.x", "s.x = 1\na.release()\ns.x = 0"),
    "class attribute": source(
        "u = Sub()\nSub.k = 0\nS.k = 0", "Sub.k = 1", "S.k = 1", "if u.k: s.bad = s.y", "s.y = 1"
    ),
    "global": source("n = 0", "nonlocal n\nn = 1\nn = 0", "if n: s.bad = 1"),
    "list": source("l = []", "l.append(1)\nl.pop()", "if 1 in l: s.bad = 1"),
    "dict": source("d = {}", "d['k'] = 1\ndel d['k']", "if len(d): s.bad = 1"),
    "lock": source(LOCKS, "with a: s.x = 1\nwith a: s.x = 0", "with a:\n    if s.x: s.bad = 1"),
    "try that fails": source(LOCKS, "with a: s.x = 1", "if not a.acquire(False): s.bad = 1"),
    "try that succeeds": source(LOCKS, "if a.acquire(False): s.x = 1", "if not a.acquire(False): s.bad = 1"),
    "try against acquire": source(
        LOCKS, "if a.acquire(False):\n    a.release()\nelse: s.bad = 1", "a.acquire()\na.release()"
    ),
    "locked": source(LOCKS, "a.acquire()\na.release()", "if a.locked(): s.bad = 1"),
    "locked until it waits": source(
        LOCKS + "\nf = threading.Condition(a)",
        "with f:\n    s.x = 1\n    f.wait()",
        "if not a.locked() and s.x: s.bad = 1",
    ),
    "reentrant lock": source(
        "r = threading.RLock()", "with r:\n    with r: s.x = 1\nwith r: s.x = 0", "with r:\n    if s.x: s.bad = 1"
    ),
    "semaphore": source(
        "m = threading.Semaphore(0)", "s.x = 1\nm.release()\ns.x = 0", "m.acquire()\nif s.x: s.bad = 1"
    ),
    "semaphore that is tried": source(
        "m = threading.Semaphore(1)", "with m: pass", "if not m.acquire(False): s.bad = 1"
    ),
    "lost notify": source("c = threading.Condition()", "with c: c.wait()\ns.bad = 1", "with c: c.notify()"),
    "stolen item": source(
        "c = threading.Condition()",
        "with c:\n    if not s.x: c.wait()\n    s.bad = not s.x\n    s.x = 0",
        "with c:\n    s.x = 1\n    c.notify()",
        "with c: s.x = 0",
    ),
    "event": source("e = threading.Event()", "e.set()\ne.clear()", "if e.is_set(): s.bad = 1"),
    "barrier": source(
        "m = threading.Barrier(2)", "if m.wait() == 0: s.x = 1", "if m.wait() == 0: s.y = 1\ns.bad = s.x"
    ),
    "life": source("", "s.x = 1", "if not ts[0].is_alive(): s.bad = 1"),
    "join": source("", "s.x = 1", "ts[0].join()\ns.x = 0", "s.bad = s.x"),
    "late start": source(
        "late = threading.Thread(target=lambda: setattr(s, 'x', 1))",
        "late.start()",
        "if late.is_alive(): s.bad = 1",
    ),
}


@pytest.mark.parametrize("name", BUGS)
def test_the_order_that_shows_a_bug_is_found(both, name):
    program = both(BUGS[name])
    found, classes, _, _ = program.classes()
    expected, schedules = program.every(20_000)
    assert found == expected
    assert classes <= schedules
    assert len({outcome[-2] == "0" for outcome in found}) == 2  # the bug comes, and need not come


# -- outcomes of a step -----------------------------------------------------------------------------

CONDITION = "c = threading.Condition()"
WAIT = "with c:\n    c.wait()\n    s.x = s.x * 3 + {0}"
TAKE = "with c:\n    while not s.x: c.wait()\n    s.x -= 1\n    note({0})"
SNATCH = "with c:\n    if not s.x: c.wait()\n    s.x -= 1\n    note(({0}, s.x))"
STUMBLE = "if stumbles(): note({0})\nelse: s.x += 1"
DECISIONS = {
    "any of two waiters, or both": (CONDITION, [WAIT.format(1), WAIT.format(2), "with c: c.notify()"]),
    "two of three waiters, or all": (CONDITION, [*[WAIT.format(n) for n in (1, 2, 3)], "with c: c.notify(2)"]),
    "two notifies": (CONDITION, [WAIT.format(1), WAIT.format(2), "with c: c.notify()\nwith c: c.notify()"]),
    "waiters that look again": (CONDITION, [TAKE.format(1), TAKE.format(2), "with c:\n    s.x += 1\n    c.notify()"]),
    "waiters that do not": (CONDITION, [SNATCH.format(1), SNATCH.format(2), "with c:\n    s.x += 1\n    c.notify()"]),
    "a notify and an access in one step": (
        CONDITION, [WAIT.format(1), WAIT.format(2), "with c: c.notify()", "note(s.x)"],
    ),
    "a callback that may raise": ("", [STUMBLE.format(1), "note(s.x)"]),
    "two of them": ("", [STUMBLE.format(1), STUMBLE.format(2)]),
    "a callback and a notify": (
        CONDITION, [WAIT.format(1), WAIT.format(2), "with c: c.notify()\n" + STUMBLE.format(1)]
    ),
}  # fmt: skip
MOST_SCHEDULES = 60_000


@pytest.mark.parametrize("name", DECISIONS)
def test_all_outcomes_of_a_step_are_tried(both, name):
    setup, bodies = DECISIONS[name]
    program = both(source(setup, *bodies))
    found, classes, executions, doubtful = program.classes()
    expected, schedules = program.every(MOST_SCHEDULES)
    assert expected is not None
    assert found == expected
    assert not doubtful
    assert classes <= executions <= schedules


def test_a_step_of_two_accesses_is_one_thing(both):
    """Who copies one list to the other reads one and writes the other."""
    program = both(source("l, m = [], []", "l.append(1)", "m.extend(l)", "note((list(m), len(l)))"))
    assert program.classes()[0] == program.every(1_000)[0]


def test_what_a_new_thread_does_at_once_belongs_to_the_step_that_starts_it(both):
    setup = "m = threading.Semaphore(0)\nlate = threading.Thread(target=m.release)"
    program = both(source(setup, "s.x = 1\nlate.start()", "m.acquire()\ns.y = s.x", "note(s.x)"))
    assert program.classes()[0] == program.every(1_000)[0]
