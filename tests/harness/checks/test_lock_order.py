"""Inversions of lock orders: found where they might meet, left alone where they cannot, and made to meet."""

from __future__ import annotations

from random import Random
from textwrap import indent
from types import SimpleNamespace

import pytest

from harness.checks.lock_order import directions, inversions
from harness.strategies.deadlock_directed import DeadlockDirected
from harness.strategies.non_preemptive import NonPreemptive
from harness.strategies.protocol import Profile
from harness.trace import ACQUIRE, CROSSED, FREE, READ, TOOK, WAKE
from harness.world.recording.access_tracer import AccessTracer
from harness.world.world import World

TRIES = 5
"""Directed schedules within which a deadlock must come."""


class Program:
    """A program of one thread for each body; ``main`` starts and joins them unless it is given."""

    def __init__(self, path, setup, bodies, main):
        text = "import threading\n\nclass S: pass\n\ndef main():\n    s = S()\n    s.x = s.y = s.z = 0\n"
        text += "    a, b, c, d, g = (threading.Lock() for _ in range(5))\n    r = threading.RLock()\n"
        text += indent(setup + "\n", "    ")
        for number, body in enumerate(bodies):
            text += f"    def body{number}():\n{indent(body, ' ' * 8)}\n"
        names = "".join(f"body{number}, " for number in range(len(bodies)))
        text += f"    ts = [threading.Thread(target=one) for one in ({names})]\n"
        path.write_text(text + indent(main, "    ") + "\n", encoding="utf-8")
        self.path = str(path)
        self.world = World(self.path)

    def run(self, strategy, seed=0):
        """The tracer of one schedule, and its ending."""
        tracer = AccessTracer(self.world.scheduler)
        if isinstance(strategy, DeadlockDirected):
            strategy.trace(tracer)
        strategy.begin(Random(seed), Profile())
        ended = self.world.run(lambda: self.world.loader.load(self.path).main(), strategy, tracer=tracer)
        if ended.ending == "failed":
            raise self.world.scheduler.failure[1]
        return tracer, ended.ending

    def inversions(self):
        """Of the plainest schedule, which must end."""
        tracer, ending = self.run(NonPreemptive())
        assert ending == "done"
        return inversions(tracer.accesses, tracer.threads)

    def comes(self, inversion):
        """How many of some directed schedules end in the deadlock."""
        return [self.run(DeadlockDirected(directions(inversion)), seed)[1] for seed in range(TRIES)].count("blocked")


START_ALL = "for t in ts: t.start()\nfor t in ts: t.join()"


@pytest.fixture
def program(tmp_path):
    def make(*bodies, setup="", main=START_ALL):
        return Program(tmp_path / "program.py", setup, bodies, main)

    return make


def nested(*locks, inner="s.x += 1"):
    """``with`` around ``with``."""
    text = ""
    for depth, lock in enumerate(locks):
        text += "    " * depth + f"with {lock}:\n"
    return text + indent(inner, "    " * len(locks))


AB, BA = nested("a", "b"), nested("b", "a")


def test_two_locks_in_two_orders(program):
    one = program(AB, BA)
    (found,) = one.inversions()
    assert found.threads == (1, 2)
    assert len(set(found.locks)) == 2
    assert found.turns == (1, 1)
    assert one.comes(found) == TRIES


def test_each_holds_what_the_one_before_wants(program):
    one = program(AB, BA)
    tracer, _ = one.run(NonPreemptive())
    (found,) = inversions(tracer.accesses, tracer.threads)
    first, second = (tracer.accesses[position] for position in found.positions)
    threads, nodes, _, wanted = zip(first, second, strict=True)
    assert threads == found.threads
    assert wanted[::-1] == found.locks
    assert nodes == found.nodes


def test_one_order(program):
    assert not program(AB, AB).inversions()


def test_a_gate(program):
    assert not program(nested("g", "a", "b"), nested("g", "b", "a")).inversions()


def test_a_gate_that_only_one_of_them_passes(program):
    one = program(nested("g", "a", "b"), BA)
    (found,) = one.inversions()
    assert found.turns == (2, 1)
    assert one.comes(found) == TRIES


def test_the_second_starts_when_the_first_is_through(program):
    assert not program(AB + "\nts[1].start()", BA, main="ts[0].start()").inversions()


def test_the_second_starts_while_the_first_is_at_it(program):
    one = program(nested("a", inner="ts[1].start()\nwith b: s.x += 1"), BA, main="ts[0].start()")
    (found,) = one.inversions()
    assert one.comes(found) == TRIES


def test_the_first_is_joined_before_the_second_starts(program):
    main = "ts[0].start()\nts[0].join()\nts[1].start()\nts[1].join()"
    assert not program(AB, BA, main=main).inversions()


def test_the_second_joins_the_first(program):
    assert not program(AB, "ts[0].join()\n" + BA).inversions()


def test_main_takes_part(program):
    one = program(AB, main="ts[0].start()\n" + BA)
    (found,) = one.inversions()
    assert found.threads == (0, 1)
    assert one.comes(found) == TRIES


def test_main_before_the_start_and_after_the_join(program):
    assert not program(AB, main=f"{BA}\nts[0].start()\nts[0].join()\n{BA}").inversions()


def test_three_in_a_circle(program):
    one = program(AB, nested("b", "c"), nested("c", "a"))
    (found,) = one.inversions()
    assert found.threads == (1, 2, 3)
    assert one.comes(found) == TRIES


@pytest.mark.parametrize("without", [0, 1, 2])
def test_three_in_a_circle_with_a_gate_for_two(program, without):
    pairs = [("a", "b"), ("b", "c"), ("c", "a")]
    bodies = [nested(*([] if number == without else ["g"]), *pair) for number, pair in enumerate(pairs)]
    assert not program(*bodies).inversions()


def test_three_in_a_row(program):
    assert not program(AB, nested("b", "c"), nested("a", "c")).inversions()


def test_four_in_a_circle_are_too_many(program):
    assert not program(AB, nested("b", "c"), nested("c", "d"), nested("d", "a")).inversions()


def test_one_thread_in_two_orders(program):
    assert not program(AB + "\n" + BA).inversions()


def test_an_rlock_taken_again(program):
    assert not program(nested("r", "a", "r"), nested("r", "a", "r")).inversions()


def test_an_rlock_taken_for_the_first_time(program):
    one = program(nested("r", "r", "a", "r"), nested("a", "r"))
    (found,) = one.inversions()
    assert one.comes(found) == TRIES


def test_what_is_tried_is_not_waited_for(program):
    tries = "with b:\n    if a.acquire(False):\n        a.release()"
    assert not program(AB, tries).inversions()


def test_what_a_try_took_is_held(program):
    one = program("if a.acquire(False):\n    with b: s.x += 1\n    a.release()", BA)
    (found,) = one.inversions()
    assert 0 < one.comes(found) <= TRIES


def test_a_try_is_no_turn(program):
    one = program("if c.acquire(False): c.release()\n" + AB, BA)
    (found,) = one.inversions()
    assert found.turns == (1, 1)
    assert one.comes(found) == TRIES


def test_who_comes_after_a_look_at_a_lock_holds_it():
    ab = [(1, 1, ACQUIRE, 0), (1, 1, ACQUIRE, 1), (1, 1, FREE, 1), (1, 1, FREE, 0)]
    ba = [(2, 2, ACQUIRE, 1), (2, 2, ACQUIRE, 0), (2, 2, FREE, 0), (2, 2, FREE, 1)]
    (found,) = inversions([(0, 0, TOOK, 0), *ab, *ba], 3)
    assert found.threads == (1, 2)


def test_who_looks_at_a_lock_does_not_hold_it():
    """``locked()`` is told as a try; here by thread 0, before thread 1 takes the lock."""
    stream = [
        (0, 0, TOOK, 0), (1, 1, ACQUIRE, 0), (1, 1, FREE, 0),
        (0, 2, ACQUIRE, 1), (0, 3, FREE, 1),
        (1, 4, ACQUIRE, 1), (1, 5, ACQUIRE, 0), (1, 6, FREE, 0), (1, 6, FREE, 1),
    ]  # fmt: skip
    assert not inversions(stream, 2)


def test_a_lock_released_by_another_is_a_signal():
    ab = [(0, 0, ACQUIRE, 0), (0, 1, ACQUIRE, 1), (0, 1, FREE, 1), (0, 1, FREE, 0)]
    ba = [(1, 2, ACQUIRE, 1), (1, 3, ACQUIRE, 0), (1, 3, FREE, 0), (1, 3, FREE, 1)]
    assert len(inversions(ab + ba, 2)) == 1
    assert not inversions([*ab, *ba, (0, 4, CROSSED, 1)], 2)


def test_a_wait_with_another_lock_held(program):
    """All take the two in one order, but who wakes takes the first again."""
    waits = "with inner:\n    with a:\n        while not s.x: inner.wait()"
    wakes = "with inner:\n    s.x = 1\n    inner.notify()"
    one = program(waits, wakes, nested("b", "a"), setup="inner = threading.Condition(b)")
    (found,) = one.inversions()
    assert found.threads == (1, 3)
    assert found.turns == (2, 1)
    assert one.comes(found) > 0


def test_the_same_cycle_is_told_once(program):
    one = program("for _ in range(3):\n" + indent(AB, "    "), "for _ in range(3):\n" + indent(BA, "    "))
    assert len(one.inversions()) == 1


def test_two_cycles(program):
    one = program(AB + "\n" + nested("c", "d"), BA + "\n" + nested("d", "c"))
    found = one.inversions()
    assert [inversion.turns for inversion in found] == [(1, 1), (3, 3)]
    assert all(one.comes(inversion) == TRIES for inversion in found)


def test_what_cannot_meet_is_not_confirmed(program):
    """An event orders the two, which only a schedule can show."""
    one = program(AB + "\ne.set()", "e.wait()\n" + BA, setup="e = threading.Event()")
    (found,) = one.inversions()
    assert one.comes(found) == 0


def test_a_thread_that_others_need_does_not_stand_in_their_way(program):
    """The first holds a further lock while it stands, which the second needs to get to its place."""
    one = program(nested("c", "a", "b"), "with c: s.x = 1\n" + BA)
    (found,) = one.inversions()
    assert one.comes(found) > 0


def test_directions_do_not_depend_on_what_else_runs(program):
    one = program(AB, BA, "with d: s.z = 1", "with d: s.z = 2")
    (found,) = one.inversions()
    assert directions(found) == ((1, 1), (2, 1))
    assert one.comes(found) == TRIES


class Lock:
    _kata_hidden = False


def thread(number, kind, obj=None, fused=None):
    operation = SimpleNamespace(kind=kind, obj=obj)
    return SimpleNamespace(number=number, operation=operation, fused=fused)


def test_who_is_about_to_wake_stands_before_the_lock_of_the_condition():
    directed = DeadlockDirected([(1, 0), (2, 0)])
    directed.trace(SimpleNamespace(accesses=[]))
    directed.begin(Random(0), Profile())
    wakes, other = thread(1, WAKE, object(), Lock()), thread(3, READ)
    assert directed.choose(wakes, [wakes, other], []) is other
    assert directed.choose(wakes, [wakes], []) is wakes
    acquires = thread(2, ACQUIRE, Lock())
    assert directed.choose(acquires, [acquires, other], []) is other


def test_a_semaphore_is_no_lock_to_stop_at():
    directed = DeadlockDirected([(1, 0)])
    directed.trace(SimpleNamespace(accesses=[]))
    directed.begin(Random(0), Profile())
    acquires = thread(1, ACQUIRE, object())
    assert directed.choose(acquires, [acquires, thread(3, READ)], []) is acquires
