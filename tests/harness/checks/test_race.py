"""Data races: programs that have them and programs that nearly do, and all races against brute force."""

from __future__ import annotations

import sys
from collections import defaultdict
from itertools import count
from math import factorial, prod
from pathlib import Path
from random import Random
from textwrap import indent

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from harness.checks.race import race, races, racy
from harness.search.dpor import DPOR
from harness.search.protocol import Profile
from harness.search.replay import Follow
from harness.trace import (
    ACQUIRE,
    EDGE,
    END,
    FREE,
    GAVE,
    GOT,
    JOINED,
    NUDGED,
    READ,
    START,
    TOOK,
    TRY,
    WRITE,
    Access,
)
from harness.world import World
from harness.world.handovers import HandOvers

FEW, MANY = 50, 600
"""Schedules of a random program, by default and with --slow; one with more is left out."""


class Lines(HandOvers):
    """Notes the line of each access, for want of a recorder."""

    def __init__(self, scheduler, file):
        super().__init__(scheduler)
        self.file, self.lines = file, []

    def event(self, *what):
        if self._numbering:
            super().event(*what)
            return
        self.told()
        super().event(*what)
        frame = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename != self.file:
            frame = frame.f_back
        line = frame.f_lineno if frame is not None else 0
        self.lines += [line] * (len(self.accesses) - len(self.lines))

    def name(self, location):
        """Of a location, the same in all executions."""
        (obj, field) = next(key for key, number in self._locations.items() if number == location)
        return field or (obj if type(obj) is str else type(self.sight.object(obj)).__name__)

    def told(self):
        self.lines += [0] * (len(self.accesses) - len(self.lines))
        return self.accesses, self.threads, self.primitives, self.lines


# -- one program in many executions ----------------------------------------------------------------


class EverySchedule:
    """Depth-first over all schedules."""

    def __init__(self):
        self.path = []  # (which was taken, how many there were) at each choice

    def begin(self):
        self.step = 0

    def choose(self, current, runnable, extras):
        if self.step == len(self.path):
            self.path.append((0, len(runnable)))
        taken, many = self.path[self.step]
        assert many == len(runnable), "the same choices led to another state"
        self.step += 1
        return runnable[taken]

    def advance(self):
        """Go to the next schedule; False when there is none."""
        while self.path:
            taken, many = self.path.pop()
            if taken + 1 < many:
                self.path.append((taken + 1, many))
                return True
        return False


class Program:
    """A program whose ``main`` is run again and again."""

    def __init__(self, path):
        self.path = path
        self.world = World(path)
        self.world.scheduler.goes_on = True

    def body(self):
        self.world.loader.load(self.path).main()

    def run(self, chooser):
        tracer = Lines(self.world.scheduler, self.path)
        if isinstance(chooser, DPOR):
            chooser.trace(tracer)
        chooser.begin(*(() if isinstance(chooser, EverySchedule) else (Random(0), Profile())))
        self.ended = self.world.run(self.body, chooser, tracer=tracer)
        if self.ended.ending == "failed":
            raise self.world.scheduler.failure[1]
        return tracer

    def every(self, most):
        """The traces of all schedules, or None where they are more than that."""
        search, traces = EverySchedule(), []
        while len(traces) < most:
            traces.append(self.run(search))
            if not search.advance():
                return traces
        return None

    def classes(self):
        """The traces of one schedule of each class."""
        search = DPOR()
        while not search.spent:
            tracer = self.run(search)
            search.end()
            if not search.redundant:
                yield tracer
        assert not search.diverged
        assert not search.unmodelled

    def races(self):
        """The races of all classes: names of locations, and the numbers of the lines."""
        found = set()
        for tracer in self.classes():
            pairs = races(*tracer.told())
            assert {one.location for one in pairs} == racy(*tracer.told()[:3])
            found |= {
                (tracer.name(one.location), frozenset((tracer.lines[one.first], tracer.lines[one.second])))
                for one in pairs
            }
        return found

    def recorded(self):
        """What is said of the first class that has a race."""
        for tracer in self.classes():
            if racy(*tracer.told()[:3]):
                break
        outcome = self.world.run(self.body, Follow(self.ended.choices), record=True)
        return race(outcome.trace, outcome.told)


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    folder, numbers = tmp_path_factory.mktemp("programs"), count()

    def make(text):
        file = folder / f"program{next(numbers)}.py"
        file.write_text(text, encoding="utf-8")
        return Program(str(file))

    return make


# -- races by name ---------------------------------------------------------------------------------


def source(setup, *bodies, after="", before=""):
    """A program of one thread for each body; ``before`` the start, and ``after`` all are joined, main does more."""
    text = "import threading\nfrom functools import partial\n\nclass S:\n    k = 0\n\ndef main():\n"
    text += "    s, seen = S(), []\n    s.x = s.y = s.flag = 0\n    note = partial(list.append, seen)\n"
    text += indent(setup + "\n", "    ")
    for number, body in enumerate(bodies):
        text += f"    def body{number}():\n{indent(body, ' ' * 8)}\n"
    names = "".join(f"body{number}, " for number in range(len(bodies)))
    text += f"    ts = [threading.Thread(target=body, name=f'P{{n}}') for n, body in enumerate(({names}))]\n"
    text += indent(before + "\n", "    ") + "    for t in ts: t.start()\n" + "    for t in ts: t.join()\n"
    return text + indent(after + "\n", "    ")


LOCKS = "a, b, r = threading.Lock(), threading.Lock(), threading.RLock()"
EVENT = "e = threading.Event()"
CONDITION = "c = threading.Condition()"
SET, SEE = "s.x = 1", "note(s.x)"


def semaphore(permits):
    return f"m = threading.Semaphore({permits})"


NEAR_MISSES = {
    "one lock": source(LOCKS, "with a:\n    s.x += 1", "with a:\n    s.x += 1"),
    "reads only": source("s.x = 7", SEE, SEE),
    "published before the start": source("s.x = 7", SEE, SEE, before=SET),
    "read after the join": source("", SET, after=SEE),
    "one thread joins the other": source("", SET, "ts[0].join()\nnote(s.x)"),
    "joined after it has ended": source("", SET, "ts[0].join()\nts[0].join()\nnote(s.x)", after=SEE),
    "the child's child": source(
        "", "t = threading.Thread(target=lambda: note(s.x))\ns.x = 1\nt.start()\nt.join()\ns.x = 2"
    ),
    "a flag that is looked at again under the lock": source(
        LOCKS, *["with a:\n    if not s.flag:\n        s.flag = 1\n        s.x = 1\nwith a:\n    note(s.flag)"] * 2
    ),
    "an RLock taken twice": source(
        LOCKS, "with r:\n    with r:\n        s.x = 1\n    s.y = 1", "with r:\n    note(s.x)\n    note(s.y)"
    ),
    "a try that takes it": source(
        LOCKS, "with a:\n    s.x += 1", "if a.acquire(False):\n    s.x += 1\n    a.release()"
    ),
    "a lock handed over": source(LOCKS + "\na.acquire()", "s.x = 1\na.release()", "a.acquire()\nnote(s.x)"),
    "a semaphore as a lock": source(semaphore(1), "with m:\n    s.x += 1", "with m:\n    s.x += 1"),
    "a semaphore handed over": source(semaphore(0), "s.x = 1\nm.release()", "m.acquire()\nnote(s.x)"),
    "a semaphore handed over, there and back": source(
        semaphore(0) + "\nn = threading.Semaphore(0)",
        "s.x = 1\nm.release()\nn.acquire()\ns.x = 3", "m.acquire()\ns.x += 1\nn.release()",
    ),
    "two permits of one release": source(
        semaphore(0), "s.x = 1\nm.release(2)", "m.acquire()\nnote(s.x)", "m.acquire()\nnote(s.x)"
    ),
    "as many acquires as releases": source(
        semaphore(0), "s.x = 1\nm.release()", "s.y = 1\nm.release()", "m.acquire()\nm.acquire()\nnote(s.x)\nnote(s.y)"
    ),
    "a semaphore that is tried": source(semaphore(0), "s.x = 1\nm.release()", "if m.acquire(False):\n    note(s.x)"),
    "an event": source(EVENT, "s.x = 1\ne.set()", "e.wait()\nnote(s.x)", "e.wait()\nnote(s.x)"),
    "an event that is on": source(EVENT, "s.x = 1\ne.set()", "if e.is_set():\n    note(s.x)"),
    "an event that goes out again": source(EVENT, "s.x = 1\ne.set()\ne.clear()", "e.wait()\nnote(s.x)"),
    "a condition": source(
        CONDITION,
        "with c:\n    s.flag = 1\n    c.notify()", "with c:\n    while not s.flag:\n        c.wait()\n    note(s.flag)",
    ),
    "what a condition's flag stands for": source(
        CONDITION,
        "s.x = 1\nwith c:\n    s.flag = 1\n    c.notify_all()", "with c:\n    c.wait_for(lambda: s.flag)\nnote(s.x)",
    ),
    "two conditions over one lock": source(
        "a = threading.Lock()\nf, g = threading.Condition(a), threading.Condition(a)",
        "with f:\n    s.x = 1\n    g.notify()", "with g:\n    note(s.x)",
    ),
    "a barrier": source("m = threading.Barrier(2)", "s.x = 1\nm.wait()\nnote(s.y)", "s.y = 1\nm.wait()\nnote(s.x)"),
    "a barrier, twice": source(
        "m = threading.Barrier(2)", "s.x = 1\nm.wait()\nm.wait()\ns.x = 2", "m.wait()\nnote(s.x)\nm.wait()"
    ),
    "a barrier's action": source(
        "m = threading.Barrier(2, lambda: setattr(s, 'x', 1))", "m.wait()\nnote(s.x)", "m.wait()\nnote(s.x)"
    ),
    "a queue": source("import queue\nq = queue.Queue()", "s.x = 1\nq.put(1)", "q.get()\nnote(s.x)"),
    "a simple queue": source("import queue\nq = queue.SimpleQueue()", "s.x = 1\nq.put(1)", "q.get()\nnote(s.x)"),
    "a list under a lock": source(
        LOCKS + "\nl = []", "with a:\n    l.append(1)", "with a:\n    l.append(2)", after="note(l[0])"
    ),
    "each its own field": source("", "s.x += 1", "s.y += 1", after="note(s.x + s.y)"),
    "thread-local": source("own = threading.local()", "own.x = 1\nnote(own.x)", "own.x = 2\nnote(own.x)"),
    "is it alive": source("", "s.x = 1", "note(ts[0].is_alive())"),
}  # fmt: skip
RACES = {
    "lost update": (source("", "s.x += 1", "s.x += 1"), {("s.x += 1", "s.x += 1")}),
    "write and read": (source("", SET, SEE), {(SET, SEE)}),
    "main does not join": (source("", SET, before="ts[0].start()\nnote(s.x)\nts.clear()"), {(SET, SEE)}),
    "main writes after the start": (source("", SEE, before="ts[0].start()\ns.x = 1\nts.clear()"), {(SET, SEE)}),
    "two locks": (source(LOCKS, "with a: s.x = 1", "with b: s.x = 2"), {("with a: s.x = 1", "with b: s.x = 2")}),
    "one side has the lock": (source(LOCKS, "with a:\n    s.x = 1", SEE), {(SET, SEE)}),
    "the lock is free before the write": (
        source(LOCKS, "with a: pass\ns.x = 1", "with a:\n    note(s.x)"),
        {(SET, SEE)},
    ),
    "double-checked": (
        source(
            LOCKS,
            *["if not s.flag:\n    with a:\n        if not s.flag:  # again\n            s.flag = 1\nnote(s.flag)"] * 2,
        ),
        {("if not s.flag:", "s.flag = 1"), ("note(s.flag)", "s.flag = 1")},
    ),
    "a try in vain": (
        source(LOCKS, "with a:\n    s.x = 1", "if not a.acquire(False):\n    note(s.x)"), {(SET, SEE)}
    ),
    "somebody else's end": (source("", SET, "ts[2].join()\nnote(s.x)", "pass"), {(SET, SEE)}),
    "two permits": (
        source(semaphore(2), "with m: s.x = 1", "with m: s.x = 1"),
        {("with m: s.x = 1", "with m: s.x = 1")},
    ),
    "two acquires": (
        source(semaphore(2), "s.x = 1\nm.acquire()", "m.acquire()\nnote(s.x)"), {(SET, SEE)}
    ),
    "an acquire before a release": (
        source(semaphore(1), "s.x = 1\nm.acquire()", "m.release()\nnote(s.x)"),
        {(SET, SEE)},
    ),
    "two releases": (source(semaphore(0), "s.x = 1\nm.release()", "m.release()\nnote(s.x)"), {(SET, SEE)}),
    "another's permit": (
        source(semaphore(0), "s.x = 1\nm.release()", "m.release()", "m.acquire()\nnote(s.x)"), {(SET, SEE)}
    ),
    "written after the permit": (source(semaphore(0), "m.release()\ns.x = 1", "m.acquire()\nnote(s.x)"), {(SET, SEE)}),
    "written after the event": (source(EVENT, "e.set()\ns.x = 1", "e.wait()\nnote(s.x)"), {(SET, SEE)}),
    "another's set": (source(EVENT, "s.x = 1\ne.set()", "e.set()", "e.wait()\nnote(s.x)"), {(SET, SEE)}),
    "an event that is off": (source(EVENT, "s.x = 1\ne.set()", "if not e.is_set():\n    note(s.x)"), {(SET, SEE)}),
    "two sets": (source(EVENT, "s.x = 1\ne.set()", "e.set()\nnote(s.x)"), {(SET, SEE)}),
    "an event that went out": (source(EVENT, "s.x = 1\ne.set()", "e.clear()\nnote(s.x)"), {(SET, SEE)}),
    "written after the notify": (
        source(
            CONDITION,
            "with c:\n    s.flag = 1\n    c.notify()\ns.x = 1",
            "with c:\n    while not s.flag:\n        c.wait()\nnote(s.x)",
        ),
        {(SET, SEE)},
    ),
    "a flag looked at without the condition": (
        source(CONDITION, "with c:\n    s.x = 1\n    c.notify()", "while not s.x: s.x = 1"),
        {(SET, "while not s.x: s.x = 1")},
    ),
    "after the barrier": (source("m = threading.Barrier(2)", "m.wait()\ns.x = 1", "m.wait()\nnote(s.x)"), {(SET, SEE)}),
    "a list": (source("l = []", "l.append(1)", "note(len(l))"), {("l.append(1)", "note(len(l))")}),
    "a global": (source("n = 0", "nonlocal n\nn = 1", "note(n)"), {("n = 1", "note(n)")}),
    "a class": (source("", "S.k = 1", "note(s.k)"), {("S.k = 1", "note(s.k)")}),
    "three threads": (
        source(LOCKS, "with a:\n    s.x = 1", "with a:\n    s.x = 2", "s.x = 3"),
        {("s.x = 1", "s.x = 3"), ("s.x = 2", "s.x = 3")},
    ),
    "far behind another write": (source("", "s.x = 1\ns.x = 2\ns.y = 1", "if s.y: note(s.x)"), {
        ("s.x = 1", "if s.y: note(s.x)"), ("s.x = 2", "if s.y: note(s.x)"), ("s.y = 1", "if s.y: note(s.x)"),
    }),
}  # fmt: skip


def in_words(text, found):
    lines = ["", *(line.strip().partition("  #")[0] for line in text.splitlines())]
    return {frozenset(lines[number] for number in pair) for _, pair in found}


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_a_near_miss_is_none(program, name):
    found = program(NEAR_MISSES[name]).races()
    assert not found, in_words(NEAR_MISSES[name], found)


@pytest.mark.parametrize("name", RACES)
def test_a_race_is_found(program, name):
    text, expected = RACES[name]
    assert in_words(text, program(text).races()) == set(map(frozenset, expected))


def test_a_queue_orders_more_than_it_promises(program):
    text = source("import queue\nq = queue.Queue()", "s.x = 1\nq.put(1)", "q.put(1)\nnote(s.x)")
    program = program(text)
    assert in_words(text, program.races()) == {frozenset({SET, SEE})}  # where the second put is first
    assert any(not races(*tracer.told()) for tracer in program.classes())


# -- in words ----------------------------------------------------------------------------------------


def said(program, text):
    finding = program(text).recorded()
    assert str(finding.verdict) == "race"
    assert finding.place is not None
    return finding


def test_a_race_in_words(program):
    text = source(LOCKS, "with a:\n    s.x = 1", SEE)
    lines = [line.strip() for line in text.splitlines()]
    write, read = lines.index(SET) + 1, lines.index(SEE) + 1
    finding = said(program, text)
    file = Path(finding.place.file).name
    assert (
        finding.message
        == f"P0 writes x at line {write} while P1 reads it at line {read} of {file}; nothing orders the two."
    )
    first, second, missing = finding.evidence
    assert first.endswith(f"P0 writes x at line {write}, holding a")
    assert second.endswith(f"P1 reads x at line {read}, holding no lock")
    assert missing == "missing  a, which P1 does not hold"


def test_the_missing_edge(program):
    both = said(program, source(LOCKS, "with a:\n    s.x = 1", "with b:\n    s.x = 2"))
    assert both.evidence[2] == "missing  a lock that both hold: P0 holds a, P1 holds b"
    none = said(program, source("", "s.x = 1", "s.x = 2"))
    assert none.evidence[2] == "missing  a lock that both hold, or a start, join or hand-over that leads from P0 to P1"


def test_a_field_is_told_of_before_a_container(program):
    text = source("l = []", "l.append(1)\ns.x = 1", "l.append(2)\nnote(s.x)")
    assert " writes x " in said(program, text).message
    finding = said(program, source("l = []", "l.append(1)", "l.append(2)"))
    assert " changes l " in finding.message
    assert finding.evidence[-1].startswith("note  each use of l is one step under the GIL")


def test_no_race_no_words(program):
    assert program(NEAR_MISSES["one lock"]).recorded() is None


# -- against brute force -----------------------------------------------------------------------------


def naive(accesses, lines, primitives):
    """All pairs that race, by the transitive closure over a list of edges."""
    edges = defaultdict(set)
    last, freed, given, ended = {}, {}, defaultdict(list), {}
    for number, (thread, node, kind, location) in enumerate(accesses):
        if thread in last:
            edges[number].add(last[thread])
        last[thread] = number
        if kind == START:
            last[location] = number
        elif kind == END:
            ended[location] = number
        elif kind == JOINED:
            edges[number].add(ended[location])
        elif kind == EDGE and node != NUDGED and location in last:
            edges[number].add(last[location])
        elif kind == FREE:
            freed[location] = number
        elif kind in (ACQUIRE, TOOK) and location in freed:
            edges[number].add(freed[location])
        elif kind == GAVE:
            given[location].append(number)
        elif kind == GOT:
            edges[number] |= set(given[location])
    before = []
    for number in range(len(accesses)):
        before.append(set(edges[number]).union(*(before[one] for one in edges[number])))
    data = [
        number for number, one in enumerate(accesses)
        if one.kind in (READ, WRITE) and one.location >= 0 and one.location not in primitives
    ]  # fmt: skip
    for second in data:
        for first in data:
            one, other = accesses[first], accesses[second]
            conflict = one.location == other.location and WRITE in (one.kind, other.kind)
            if conflict and first < second and one.thread != other.thread and first not in before[second]:
                yield one.location, frozenset((lines[first], lines[second]))


HEAD = """
import threading

def main():
    class C: pass
    o, l, n = C(), [0], 0
    o.p = o.q = 0
    a, b, r = threading.Lock(), threading.Lock(), threading.RLock()
    s, z, w = threading.Semaphore(1), threading.Semaphore(0), threading.Semaphore(2)
    c, e, m = threading.Condition(), threading.Event(), threading.Barrier(2)
    def note(value): pass
"""
ACCESSES = {
    "note(o.p)": 1, "o.p = 1": 1, "o.p += 1": 2, "note(o.q)": 1, "o.q = 1": 1,
    "note(n)": 1, "n = 1": 1, "l.append(1)": 1, "note(len(l))": 1,
}  # fmt: skip
PRIMITIVES = {
    "locks": {"with a:\n    {inner}": 1, "with b:\n    {inner}": 1, "with r:\n    with r:\n        {inner}": 1},
    "tries": {
        "with a:\n    {inner}": 2, "if a.acquire(False):\n    {inner}\n    a.release()": 2,
        "if a.locked():\n    {inner}": 1,
    },
    "semaphores": {
        "with s:\n    {inner}": 1, "with w:\n    {inner}": 1, "{inner}\nz.release()": 0, "z.acquire()\n{inner}": 1,
        "z.release(2)": 0, "if z.acquire(False):\n    {inner}": 1,
    },
    "conditions": {
        "with c:\n    {inner}": 1, "with c:\n    while not o.p:\n        c.wait()\n{inner}": 3,
        "with c:\n    o.p = 1\n    c.notify()": 2, "with c:\n    c.wait()\n{inner}": 2,
        "{inner}\nwith c:\n    c.notify_all()": 1,
    },
    "events": {"{inner}\ne.set()": 1, "e.clear()": 1, "e.wait()\n{inner}": 2, "if e.is_set():\n    {inner}": 1},
    "barriers": {"m.wait()\n{inner}": 2, "{inner}\nm.wait()": 2},
    "threads": {"ts[{number} // 2].join()\n{inner}": 2, "with a:\n    {inner}": 1},
}  # fmt: skip


@st.composite
def programs(draw, family, most):
    """A program of two or three threads that come to one kind of primitive, and few fields."""
    accesses = {one: ACCESSES[one] for one in draw(st.permutations(sorted(ACCESSES)))[:2]}
    own = PRIMITIVES[family]
    own = {one: own[one] for one in draw(st.permutations(sorted(own)))[:3]}
    many = draw(st.sampled_from([2, 2, 3]))
    text, sizes = HEAD, []
    for number in range(many):
        lines, size = [], 0
        for _ in range(draw(st.integers(1, 2 if many == 3 else 3))):
            kinds = own if draw(st.integers(0, 2)) else accesses
            line, inner = draw(st.sampled_from(sorted(kinds))), draw(st.sampled_from(sorted(accesses)))
            size += kinds[line] + (accesses[inner] if "{inner}" in line else 0)
            lines.append(line.format(inner=inner, number=number))
        text += f"    def body{number}():\n        nonlocal n\n" + indent("\n".join(lines), " " * 8) + "\n"
        sizes.append(size)
    assume(factorial(sum(sizes)) // prod(map(factorial, sizes)) <= most // 2)  # about as many schedules
    text += f"    ts = [threading.Thread(target=one) for one in ({', '.join(f'body{one}' for one in range(many))},)]\n"
    text += indent(draw(st.sampled_from(["", *sorted(accesses)])) + "\n", "    ")
    text += "".join(f"    ts[{number}].start()\n" for number in range(many))
    joined = draw(st.integers(0, many))
    return text + "".join(f"    ts[{number}].join()\n" for number in range(joined)) + (
        indent(draw(st.sampled_from(sorted(accesses))) + "\n", "    ") if joined else ""
    )  # fmt: skip


def check(program, text, most):
    one = program(text)
    traces = one.every(most)
    assume(traces is not None)
    expected = {
        (tracer.name(location), pair)
        for tracer in traces
        for location, pair in set(naive(tracer.accesses, tracer.told()[3], tracer.primitives))
    }
    assert one.races() == expected, text


relaxed = settings(
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("family", PRIMITIVES)
@settings(relaxed, max_examples=9)
@given(data=st.data())
def test_all_races_and_no_others(program, family, data):
    check(program, data.draw(programs(family, FEW)), FEW)


@pytest.mark.slow
@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("family", PRIMITIVES)
@settings(relaxed, max_examples=143)
@given(data=st.data())
def test_all_races_of_many_programs_and_no_others(program, family, data):
    check(program, data.draw(programs(family, MANY)), MANY)


# -- streams written by hand -------------------------------------------------------------------------


def test_two_threads_read_before_one_of_them_writes():
    """The read that FastTrack keeps as an epoch becomes a vector."""
    stream = [Access(one, 0, READ, 0) for one in (0, 1)] + [Access(1, 1, WRITE, 0)]
    assert races(stream, 2) == [(0, 2, 0)]


def test_a_pair_of_lines_is_told_once():
    stream = [Access(one, number, WRITE, 0) for number in range(4) for one in (0, 1)]
    assert len(races(stream, 2, lines=[7] * 8)) == 1
    assert len(races(stream, 2)) == 10


def test_what_is_no_data_is_no_race():
    stream = [Access(one, 0, WRITE, place) for place in (-3, 4) for one in (0, 1)]
    assert races(stream, 2, {4}) == []
    assert len(races(stream, 2)) == 1


WRITTEN, SEEN = Access(0, 0, WRITE, 0), Access(1, 1, READ, 0)
ORDERS = {
    "an edge": ([WRITTEN, Access(1, -1, EDGE, 0), SEEN], True),
    "an edge before it": ([Access(1, -1, EDGE, 0), WRITTEN, SEEN], False),
    "two edges before it": ([Access(1, -1, EDGE, 0)] * 2 + [WRITTEN, SEEN], False),
    "an edge the other way": ([WRITTEN, Access(0, -1, EDGE, 1), SEEN], False),
    "a nudge": ([WRITTEN, Access(1, NUDGED, EDGE, 0), SEEN], False),
    "a gift": ([WRITTEN, Access(0, 0, GAVE, 7), Access(1, 1, GOT, 7), SEEN], True),
    "another gift": ([WRITTEN, Access(0, 0, GAVE, 7), Access(1, 1, GAVE, 8), Access(1, 1, GOT, 8), SEEN], False),
    "a gift before it": ([Access(0, 0, GAVE, 7), WRITTEN, Access(1, 1, GOT, 7), SEEN], False),
    "a gift of both": ([WRITTEN, Access(0, 0, GAVE, 7), Access(1, 1, GAVE, 7), Access(1, 1, GOT, 7), SEEN], True),
    "a start": ([WRITTEN, Access(0, 0, START, 1), SEEN], True),
    "a start before it": ([Access(0, 0, START, 1), WRITTEN, SEEN], False),
    "a join": ([WRITTEN, Access(0, 0, END, 0), Access(1, -1, JOINED, 0), SEEN], True),
    "a lock": ([WRITTEN, Access(0, 0, FREE, 5), Access(1, 1, ACQUIRE, 5), SEEN], True),
    "a lock that was tried": ([WRITTEN, Access(0, 0, FREE, 5), Access(1, 1, TOOK, 5), SEEN], True),
    "a lock tried in vain": ([WRITTEN, Access(0, 0, FREE, 5), Access(1, 1, TRY, 5), SEEN], False),
    "a lock that was free before it": ([Access(0, 0, FREE, 5), WRITTEN, Access(1, 1, ACQUIRE, 5), SEEN], False),
    "a lock through a third": (
        [
            WRITTEN,
            Access(0, 0, FREE, 5),
            Access(2, 1, ACQUIRE, 5),
            Access(2, 1, FREE, 6),
            Access(1, 2, ACQUIRE, 6),
            SEEN,
        ],
        True,
    ),
}


@pytest.mark.parametrize("name", ORDERS)
def test_what_orders(name):
    stream, ordered = ORDERS[name]
    assert bool(races(stream, 3)) is not ordered
    assert bool(set(naive(stream, range(len(stream)), ()))) is not ordered


def test_a_write_races_with_one_of_many_reads():
    """The reader that the writer knows nothing of is neither the first nor the last."""
    known = [Access(one, 0, FREE, 5 + one) for one in (0, 2)]
    stream = [Access(one, 0, READ, 0) for one in (0, 1, 2)] + known
    stream += [Access(3, 1, ACQUIRE, 5), Access(3, 1, ACQUIRE, 7), Access(3, 1, WRITE, 0)]
    assert races(stream, 4) == [(1, 7, 0)]


def test_a_later_read_in_order_takes_the_place_of_the_first():
    stream = [Access(0, 0, READ, 0), Access(0, 0, FREE, 5), Access(1, 1, ACQUIRE, 5), Access(1, 1, READ, 0)]
    assert races([*stream, Access(0, 2, WRITE, 0)], 2) == [(3, 4, 0)]
    assert races([*stream, Access(1, 2, WRITE, 0)], 2) == []


def test_each_of_two_reads_keeps_its_own_time():
    """The first reader is at a late time of its own, and the writer knows an early one of the second reader."""
    stream = [Access(0, 0, FREE, 5)] * 3 + [Access(0, 0, READ, 0), Access(1, 0, READ, 0)]
    known = [Access(0, 0, FREE, 5), Access(1, 0, FREE, 6), Access(2, 1, ACQUIRE, 5), Access(2, 1, ACQUIRE, 6)]
    assert races([*stream, *known, Access(2, 1, WRITE, 0)], 3) == []
    assert racy([*stream, *known, Access(2, 1, WRITE, 0)], 3) == set()
