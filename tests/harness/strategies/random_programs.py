"""Small random programs of two or three threads, on one kind of primitive and one or two kinds of variables.

The main thread does nothing that another thread could come between, but in some programs: else most schedules of a
program this small would differ in nothing but when the main thread looks up what it starts.
"""

import re
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
    notes = [Unseen() for _ in range(4)]
"""
MADE = {
    "a": "a = threading.Lock()",
    "b": "b = threading.Lock()",
    "r": "r = threading.RLock()",
    # each is met before any thread starts
    "s": "s = threading.Semaphore(1)\ns.acquire()\ns.release()",
    "z": "z = threading.Semaphore(0)\nz.release()\nz.acquire()",
    "g": "g = threading.BoundedSemaphore(1)\ng.acquire()\ng.release()",
    "c": "c = threading.Condition()",
    "f": "f = threading.Condition(a)",
    "e": "e = threading.Event()",
    "m": "m = threading.Barrier(2)",
}
"""Primitives by name. A program makes those that it names."""
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
        "l.append({value})": 2, "note(l.pop())": 2, "note(len(l))": 1, "note({value} in l)": 1, "note(l[0])": 1,
        "l[0] = {value}": 1, "l[0] += 1": 2, "note([*l])": 1, "for one in l: note(one)": 2,
    },
    "dicts": {
        "d['k'] = {value}": 1, "note(d['k'])": 1, "note('k' in d)": 1, "note(d.get('k'))": 2, "note(d.pop('k'))": 2,
        "note(len(d))": 1, "del d['k']": 1, "d['{value}'] = 1": 1, "note(sorted(d))": 1,
    },
}  # fmt: skip
PRIMITIVES = {
    "locks": {
        "with a:\n    {inner}": 1, "with b:\n    {inner}": 1, "a.acquire()\n{inner}\na.release()": 3,
        "with a:\n    with b:\n        {inner}": 2, "with b:\n    with a:\n        {inner}": 2,
    },
    "tries": {
        "with a:\n    {inner}": 1, "note(a.locked())": 2, "note(b.locked())": 2, "note(a.acquire(False))": 2,
        "if a.acquire(False):\n    {inner}\n    a.release()": 4, "b.acquire()\n{inner}\nb.release()": 3,
        "with a:\n    {inner}\n    f.wait()": 2, "with a:\n    f.notify()": 2,
    },
    "reentrant": {
        "with r:\n    {inner}": 1, "with r:\n    with r:\n        {inner}": 1,
        "note(r.acquire(False))": 2, "if r.acquire(False):\n    {inner}\n    r.release()": 4,
        "r.release()": 1, "r.acquire()": 2,
    },
    "semaphores": {
        "with s:\n    {inner}": 1, "s.acquire()": 2, "s.release()": 1, "z.acquire()": 2, "z.release()": 1,
        "z.release(2)": 1, "g.release()": 1, "with g:\n    {inner}": 1,
    },
    "semaphore tries": {
        "with s:\n    {inner}": 1, "note(s.acquire(False))": 2, "note(z.acquire(False))": 2, "z.acquire()": 2,
        "z.release()": 1, "s.release()": 1,
    },
    "conditions": {
        "with c:\n    {inner}": 1, "with c:\n    c.wait()": 2, "with c:\n    {inner}\n    c.wait()\n    {inner}": 2,
        "with c:\n    while not x:\n        c.wait()": 3,
        "with c:\n    c.notify()": 2, "with c:\n    c.notify_all()": 2,
        "with c:\n    x += 1\n    c.notify()": 4, "with c:\n    c.notify(2)\n    {inner}": 2, "c.notify()": 1,
        "with c:\n    c.wait_for(lambda: x)": 3,
    },
    "two conditions": {
        "with a:\n    {inner}": 1, "with f:\n    f.wait()": 2, "with a:\n    f.notify()": 2,
        "with a:\n    f.notify_all()\n    {inner}": 2, "with a:\n    while not x:\n        f.wait()": 3,
        "with f:\n    x = {value}\n    f.notify()": 3,
    },
    "events": {"e.set()": 2, "e.clear()": 2, "note(e.is_set())": 2, "e.wait()": 2, "note(e.wait())": 2},
    "sleeps": {
        "sleep(1)": 3, "sleep(2)": 3, "note(monotonic())": 1, "with a:\n    {inner}": 1, "with a:\n    sleep(1)": 4,
        "with a:\n    sleep(1)\n    {inner}": 4,
    },
    "lock time-outs": {
        "note(a.acquire(timeout=1))": 2, "if a.acquire(timeout=1):\n    {inner}\n    a.release()": 4,
        "if a.acquire(timeout=2):\n    a.release()": 4, "with a:\n    {inner}": 1, "with a:\n    sleep(1)": 4,
        "a.acquire()": 2, "note(a.acquire(False))": 2,
    },
    "condition time-outs": {
        "with c:\n    note(c.wait(1))": 7, "with c:\n    note(c.wait(2))": 7, "with c:\n    c.wait(1)\n    {inner}": 7,
        "with c:\n    note(c.wait(0))": 7,
        "with c:\n    c.notify()": 2, "with c:\n    c.notify_all()": 2, "with c:\n    x += 1\n    c.notify()": 4,
        "with c:\n    note(c.wait_for(lambda: x, 1))": 11, "with c:\n    c.wait()": 2, "sleep(1)": 3,
    },
    "other time-outs": {
        "note(e.wait(1))": 4, "note(e.wait(2))": 4, "e.set()": 2, "e.clear()": 2, "note(s.acquire(timeout=1))": 2,
        "z.release()": 1, "note(z.acquire(timeout=1))": 4, "note(m.wait(1))": 4, "ts[0].join(1)": 6, "sleep(1)": 3,
        "note(m.wait(0))": 4, "note(e.wait(0))": 4,
        "note(z.acquire(timeout=2))": 4, "ts[{number} // 2].join(2)": 6,
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
    "barriers": {"m.wait()": 2, "note(m.wait())": 2, "m.abort()": 2, "m.reset()": 2},
    "threads": {
        "ts[{number} // 2].join()": 3, "with a:\n    {inner}": 1, "note(ts[0].is_alive())": 4,
        "note(ts[1].is_alive())": 4,
        "note(ts[2].is_alive())": 4, "if {number} == 0: ts[2].start()": 4,
    },
    "lives": {
        "ts[{number} // 2].join()": 3, "note(ts[0].is_alive())": 4, "note(ts[1].is_alive())": 4,
        "note(ts[2].is_alive())": 4, "note(threading.active_count())": 1, "note(len(threading.enumerate()))": 2,
        "ts[2].start()": 4, "note(ts[2].ident)": 4, "ts[2].join()": 3,
    },
    "nested starts": {
        "ts[2].start()": 4, "note(ts[2].is_alive())": 4, "ts[2].join()": 3, "note(ts[2].ident)": 4,
        "t = threading.Thread(target=lambda: notes[3].append(x))\nt.start()": 5,
        "t = threading.Thread(target=note, args=({value},))\nt.start()\nt.join()": 4,
        "ts[2].start()\n{inner}": 4,
    },
    "random numbers": {
        "note(random.random())": 2, "note(random.getrandbits(3))": 2, "random.seed({value})": 4,
        "note(g.random())": 2, "g.seed({value})": 4, "note(random.Random().random())": 8, "note(g.uniform(0, 1))": 3,
        "note(random.choice(l))": 9, "note(g.getstate()[1][:2])": 5,
    },
    "simple queues": {
        "q.put({value})": 2, "note(q.get())": 2, "note(q.empty())": 2, "note(q.qsize())": 2,
        "note(q.get_nowait())": 2, "q.put(x)\n{inner}": 3,
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


LEAST = 6
"""Schedules of a program: those of two threads with two accesses each. Fewer show little, and are drawn too often."""


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
        lines, size = [], int(family in STARTING)  # its end
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
    looks_up = draw(st.integers(0, 3)) == 0  # the main thread, between one start and the next
    sizes = [sizes[0], *(size + 2 * looks_up + (family in STARTING) for size in sizes[1:])]
    # about as many schedules: a thread that is started later also comes after what is done until then
    assume(LEAST <= factorial(sum(sizes)) // prod(map(factorial, sizes)) <= most)
    late = family in STARTING and many == 3 and draw(st.booleans())
    imports, setup = SETUP.get(family, ("", ""))
    text = imports + HEAD + indent("\n".join([*made("\n".join(bodies), setup), setup]), "    ") + "\n"
    for number, body in enumerate(bodies):
        text += indent(BODY.format(number=number, lines=indent(body, "    " * 2)), "    ")
    # threads that a body starts share the last list, and are not seen to do so: its order is not that of a schedule
    text += (
        "    def report(): return x, n, vars(o), vars(u), C.k, vars(D).get('k'), l, d, notes[:3], sorted(notes[3])\n"
    )
    text += f"    ts = [threading.Thread(target=one) for one in ({', '.join(f'body{one}' for one in range(many))},)]\n"
    if family in STARTING and many == 2:
        text += "    ts.append(threading.Thread(target=lambda: None))\n"
    if some_daemon:
        text += "    ts[0].daemon = True\n"
    started = range(many - late)
    if looks_up:
        text += "".join(f"    ts[{number}].start()\n" for number in started)
    else:
        text += "".join(f"    start{number} = ts[{number}].start\n" for number in started)
        text += "".join(f"    start{number}()\n" for number in started)
    return text


def made(bodies, setup):
    """Return the lines that make the primitives that a program names, and that its setup does not make."""
    names = {name for name in MADE if re.search(rf"\b{name}\b", bodies) and not setup.startswith(f"{name} =")}
    if "f" in names:
        names.add("a")
    return [line for name, line in MADE.items() if name in names]
