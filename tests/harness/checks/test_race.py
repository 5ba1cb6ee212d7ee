"""Data races: programs that have them and programs that nearly do, and all races against brute force."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import indent

import pytest

from harness.checks.race import races

sys.path.insert(0, str(Path(__file__).parent))


# -- races by name ---------------------------------------------------------------------------------


def source(setup, *bodies, after="", before=""):
    """A program of one thread for each body; ``before`` the start, and ``after`` all are joined, main does more."""
    text = "import threading\nfrom harness.unseen import Unseen\n\nclass S:\n    k = 0\n\ndef main():\n"
    text += "    s, seen = S(), Unseen()\n    s.x = s.y = s.flag = 0\n    note = seen.append\n"
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
    "a wait with a deadline": source(CONDITION, "with c:\n    c.wait(5)", "with c:\n    c.notify()"),
    "a wait for a predicate with a deadline": source(
        CONDITION, "with c:\n    c.wait_for(lambda: s.x, 5)", "with c:\n    s.x = 1\n    c.notify_all()"
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


# -- the race to report -------------------------------------------------------------------------------


def reported(program, text):
    finding = program(text).recorded()
    assert str(finding.verdict) == "race"
    assert finding.steps == (finding.facts.first.step, finding.facts.second.step)
    return finding


def test_the_facts_of_a_race(program):
    text = source(LOCKS, "with a:\n    s.x = 1", SEE)
    lines = [line.strip() for line in text.splitlines()]
    finding = reported(program, text)
    first, second = finding.facts.first, finding.facts.second
    assert (first.thread, first.writes, first.label, first.locks) == ("P0", True, "x", ("a",))
    assert (second.thread, second.writes, second.label, second.locks) == ("P1", False, "x", ())
    assert [lines[access.place.line - 1] for access in (first, second)] == [SET, SEE]
    assert finding.place == second.place


def test_each_side_may_hold_another_lock(program):
    both = reported(program, source(LOCKS, "with a:\n    s.x = 1", "with b:\n    s.x = 2")).facts
    assert (both.first.locks, both.second.locks) == (("a",), ("b",))
    none = reported(program, source("", "s.x = 1", "s.x = 2")).facts
    assert (none.first.locks, none.second.locks) == ((), ())


def test_a_field_is_told_of_before_a_container(program):
    text = source("l = []", "l.append(1)\ns.x = 1", "l.append(2)\nnote(s.x)")
    field = reported(program, text).facts
    assert (field.first.label, field.container) == ("x", False)
    container = reported(program, source("l = []", "l.append(1)", "l.append(2)")).facts
    assert (container.first.label, container.container) == ("l", True)


def test_no_race_no_finding(program):
    assert program(NEAR_MISSES["one lock"]).recorded() is None
