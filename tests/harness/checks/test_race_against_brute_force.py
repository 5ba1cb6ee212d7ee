"""Of random programs all races are found, and no others."""

from __future__ import annotations

import sys
from math import factorial, prod
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from race_programs import naive

FEW, MANY = 50, 600
"""Schedules of a random program, by default and with --slow; one with more is left out."""

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
@settings(relaxed, max_examples=5)
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
