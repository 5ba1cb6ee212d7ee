"""Small random programs of two or three threads, on one kind of primitive and one or two kinds of variables."""

from math import factorial, prod
from textwrap import indent

from hypothesis import assume
from hypothesis import strategies as st

HEAD = """
import threading
from time import monotonic, sleep
from harness.unseen import Unseen

x = 0

class C:
    k = 1

class D(C):
    pass

def main():
    global x, report
    x = n = 0
    o, u, w = C(), D(), D()
    o.p, o.q, l, d = 0, 0, [0], {"k": 0}
    a, b, r = threading.Lock(), threading.Lock(), threading.RLock()
    s, z, g = threading.Semaphore(1), threading.Semaphore(0), threading.BoundedSemaphore(1)
    c, f, e, m = threading.Condition(), threading.Condition(a), threading.Event(), threading.Barrier(2)
    for one in s, z, g:
        one.release() if one is z else one.acquire()
    for one in s, z, g:  # met by all before any thread starts
        one.acquire() if one is z else one.release()
    notes = [Unseen() for _ in range(4)]
"""
BODY = """
def body{number}(note=notes[{number}].append):
    global x
    nonlocal n
    try:
{lines}
    except Exception as error:
        note(type(error))
"""
ACCESSES = {
    "globals": {"note(x)": 1, "x = {value}": 1, "x += 1": 2, "note(n)": 1, "n = {value}": 1, "n += 1": 2},
    "fields": {
        "note(o.p)": 1, "o.p = {value}": 1, "o.p += 1": 2, "note(o.q)": 1, "o.q = {value}": 1,
        "del o.q": 1, "setattr(o, 'q', {value})": 1,
    },
    "classes": {
        "note(o.k)": 1, "o.k = {value}": 1, "note(C.k)": 1, "C.k = {value}": 1, "note(D.k)": 1, "D.k = {value}": 1,
        "note(u.k)": 1, "u.k = {value}": 1, "note(w.k)": 1, "del D.k": 1, "del u.k": 1, "C.k += 1": 2,
    },
    "lists": {
        "l.append({value})": 1, "note(l.pop())": 1, "note(len(l))": 1, "note({value} in l)": 1, "note(l[0])": 1,
        "l[0] = {value}": 1, "l[0] += 1": 2, "note([*l])": 1, "for one in l: note(one)": 2,
    },
    "dicts": {
        "d['k'] = {value}": 1, "note(d['k'])": 1, "note('k' in d)": 1, "note(d.get('k'))": 1, "note(d.pop('k'))": 1,
        "note(len(d))": 1, "del d['k']": 1, "d['{value}'] = 1": 1, "note(sorted(d))": 1,
    },
}  # fmt: skip
PRIMITIVES = {
    "locks": {
        "with a:\n    {inner}": 1, "with b:\n    {inner}": 1, "a.acquire()\n{inner}\na.release()": 1,
        "with a:\n    with b:\n        {inner}": 2, "with b:\n    with a:\n        {inner}": 2,
    },
    "tries": {
        "with a:\n    {inner}": 2, "note(a.locked())": 1, "note(b.locked())": 1, "note(a.acquire(False))": 1,
        "if a.acquire(False):\n    {inner}\n    a.release()": 2, "b.acquire()\n{inner}\nb.release()": 2,
        "with a:\n    {inner}\n    f.wait()": 4, "with a:\n    f.notify()": 2,
    },
    "reentrant": {
        "with r:\n    {inner}": 1, "with r:\n    with r:\n        {inner}": 1,
        "note(r.acquire(False))": 1, "if r.acquire(False):\n    {inner}\n    r.release()": 2,
        "r.release()": 1, "r.acquire()": 1,
    },
    "semaphores": {
        "with s:\n    {inner}": 1, "s.acquire()": 1, "s.release()": 0, "z.acquire()": 1, "z.release()": 0,
        "z.release(2)": 0, "g.release()": 0, "with g:\n    {inner}": 1,
    },
    "semaphore tries": {
        "with s:\n    {inner}": 2, "note(s.acquire(False))": 1, "note(z.acquire(False))": 1, "z.acquire()": 2,
        "z.release()": 1, "s.release()": 1,
    },
    "conditions": {
        "with c:\n    {inner}": 1, "with c:\n    c.wait()": 2, "with c:\n    {inner}\n    c.wait()\n    {inner}": 2,
        "with c:\n    while not x:\n        c.wait()": 3,
        "with c:\n    c.notify()": 1, "with c:\n    c.notify_all()": 1,
        "with c:\n    x += 1\n    c.notify()": 2, "with c:\n    c.notify(2)\n    {inner}": 1, "c.notify()": 0,
        "with c:\n    c.wait_for(lambda: x)": 3,
    },
    "two conditions": {
        "with a:\n    {inner}": 1, "with f:\n    f.wait()": 2, "with a:\n    f.notify()": 1,
        "with a:\n    f.notify_all()\n    {inner}": 1, "with a:\n    while not x:\n        f.wait()": 3,
        "with f:\n    x = {value}\n    f.notify()": 2,
    },
    "events": {"e.set()": 1, "e.clear()": 1, "note(e.is_set())": 1, "e.wait()": 2, "note(e.wait())": 2},
    "sleeps": {
        "sleep(1)": 2, "sleep(2)": 2, "note(monotonic())": 1, "with a:\n    {inner}": 1, "with a:\n    sleep(1)": 3,
        "with a:\n    sleep(1)\n    {inner}": 3,
    },
    "lock time-outs": {
        "note(a.acquire(timeout=1))": 3, "if a.acquire(timeout=1):\n    {inner}\n    a.release()": 4,
        "if a.acquire(timeout=2):\n    a.release()": 4, "with a:\n    {inner}": 2, "with a:\n    sleep(1)": 4,
        "a.acquire()": 1, "note(a.acquire(False))": 1,
    },
    "condition time-outs": {
        "with c:\n    note(c.wait(1))": 4, "with c:\n    note(c.wait(2))": 4, "with c:\n    c.wait(1)\n    {inner}": 4,
        "with c:\n    c.notify()": 1, "with c:\n    c.notify_all()": 1, "with c:\n    x += 1\n    c.notify()": 2,
        "with c:\n    note(c.wait_for(lambda: x, 1))": 4, "with c:\n    c.wait()": 2, "sleep(1)": 2,
    },
    "other time-outs": {
        "note(e.wait(1))": 3, "note(e.wait(2))": 3, "e.set()": 1, "e.clear()": 1, "note(s.acquire(timeout=1))": 3,
        "z.release()": 1, "note(z.acquire(timeout=1))": 3, "note(m.wait(1))": 3, "ts[0].join(1)": 3, "sleep(1)": 2,
        "note(z.acquire(timeout=2))": 3, "ts[{number} // 2].join(2)": 3,
    },
    "polling": {
        "while not x:\n    pass": 3, "while x == 1:\n    pass": 3, "while not x:\n    sleep(1)": 4,
        "while True:\n    with a:\n        if x:\n            break\n    sleep(1)": 5, "with a:\n    {inner}": 1,
        "while not e.is_set():\n    pass": 3, "e.set()": 1, "while not e.wait(1):\n    pass": 4,
    },
    "polling locks": {
        "while not a.acquire(False):\n    pass\na.release()": 4, "while a.locked():\n    pass": 3,
        "with a:\n    {inner}": 2,
        "while not a.acquire(False):\n    sleep(1)\n{inner}\na.release()": 5, "while not x:\n    sleep(1)": 4,
        "while not a.acquire(timeout=1):\n    pass\na.release()": 5,
    },
    "barriers": {"m.wait()": 2, "note(m.wait())": 2, "m.abort()": 1, "m.reset()": 1},
    "threads": {
        "ts[{number} // 2].join()": 3, "with a:\n    {inner}": 1, "note(ts[0].is_alive())": 2,
        "note(ts[1].is_alive())": 2,
        "note(ts[2].is_alive())": 2, "if {number} == 0: ts[2].start()": 2,
    },
    "lives": {
        "ts[{number} // 2].join()": 3, "note(ts[0].is_alive())": 2, "note(ts[1].is_alive())": 2,
        "note(ts[2].is_alive())": 2, "note(threading.active_count())": 2, "note(len(threading.enumerate()))": 2,
        "ts[2].start()": 2, "note(ts[2].ident)": 2, "ts[2].join()": 3,
    },
    "nested starts": {
        "ts[2].start()": 2, "note(ts[2].is_alive())": 2, "ts[2].join()": 3, "note(ts[2].ident)": 2,
        "t = threading.Thread(target=lambda: notes[3].append(x))\nt.start()": 4,
        "t = threading.Thread(target=note, args=({value},))\nt.start()\nt.join()": 4,
        "ts[2].start()\n{inner}": 2,
    },
    "random numbers": {
        "note(random.random())": 2, "note(random.getrandbits(3))": 2, "random.seed({value})": 4,
        "note(g.random())": 1, "g.seed({value})": 3, "note(random.Random().random())": 3, "note(g.uniform(0, 1))": 3,
        "note(random.choice(l))": 6, "note(g.getstate()[1][:2])": 3,
    },
    "simple queues": {
        "q.put({value})": 1, "note(q.get())": 1, "note(q.empty())": 1, "note(q.qsize())": 1,
        "note(q.get_nowait())": 1, "q.put(x)\n{inner}": 2,
    },
}  # fmt: skip

SETUP = {
    "random numbers": ("import random", "g = random.Random(7)"),
    "simple queues": ("import queue", "q = queue.SimpleQueue()"),
}
"""What a family imports, and what it makes before any thread starts."""
STARTING = ("threads", "lives", "nested starts")
"""Families in which a thread may be started by another one."""


POLLING = ("polling", "polling locks")
TIMED = ("sleeps", "lock time-outs", "condition time-outs", "other time-outs")


@st.composite
def programs(draw, family, most):
    """A program of two or three threads that come to one kind of primitive, and one or two of variables."""
    first, second = draw(st.permutations(sorted(ACCESSES)))[:2]
    own = PRIMITIVES[family] if family else {}
    accesses = ACCESSES[first] | (ACCESSES[second] if draw(st.booleans()) else {})
    if (family in ("conditions", "two conditions") and draw(st.booleans())) or family in POLLING:
        accesses = {"note(x)": 1, "x = {value}": 1, "x = 0": 1, **({"x = 1": 1} if family in POLLING else {})}
    some_daemon = family in TIMED and draw(st.integers(0, 3)) == 0
    if some_daemon:  # each thread then has a choice before it ends
        accesses = {"note(x)": 1, "x = {value}": 1}
    # few kinds, so that threads meet
    accesses = {one: accesses[one] for one in draw(st.permutations(sorted(accesses)))[:4]}
    own = {one: own[one] for one in draw(st.permutations(sorted(own)))[:5]}
    many = 2 if family in POLLING else draw(st.sampled_from([2, 2, 3]))
    bodies, sizes = [], []
    for number in range(many):
        lines, size = [], 2 * (family in STARTING)  # its start and its end
        for place in range(draw(st.integers(1, 2 if family in POLLING else 3 if many == 3 else 4))):
            kinds = own if own and draw(st.integers(0, 2)) else accesses
            line = draw(st.sampled_from(sorted(kinds)))
            size += kinds[line]
            while "{inner}" in line:
                inner = draw(st.sampled_from(sorted(accesses)))
                size += accesses[inner]
                before = line[: line.index("{inner}")].rpartition("\n")[2]
                line = line.replace("{inner}", inner.replace("\n", "\n" + before), 1)
            lines.append(line.replace("{value}", str(10 * number + place + 2)).replace("{number}", str(number)))
        bodies.append("\n".join(lines))
        sizes.append(size)
    assume(factorial(sum(sizes)) // prod(map(factorial, sizes)) <= most // 2)  # about as many schedules
    late = family in STARTING and many == 3 and draw(st.booleans())
    imports, setup = SETUP.get(family, ("", ""))
    text = imports + HEAD + indent(setup, "    ") + "\n"
    for number, body in enumerate(bodies):
        text += indent(BODY.format(number=number, lines=indent(body, "    " * 2)), "    ")
    text += f"    ts = [threading.Thread(target=one) for one in ({', '.join(f'body{one}' for one in range(many))},)]\n"
    if family in STARTING and many == 2:
        text += "    ts.append(threading.Thread(target=lambda: None))\n"
    if some_daemon:
        text += "    ts[0].daemon = True\n"
    text += "".join(f"    ts[{number}].start()\n" for number in range(many - late))
    # threads that a body starts share the last list, and are not seen to do so: its order is not that of a schedule
    text += (
        "    def report(): return x, n, vars(o), vars(u), C.k, vars(D).get('k'), l, d, notes[:3], sorted(notes[3])\n"
    )
    return text
