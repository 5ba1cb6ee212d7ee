"""Proofs of programs that look at the clock or at identifiers: they say what no schedule varies, and no other does."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.report.sentences.clause_proofs import clause_proof

CLOCK, IDENTIFIERS = "a clock that stands still while a thread runs", "identifiers that are never used again"
HEAD = """
import queue, sched, time
from collections import defaultdict
from threading import Condition, Lock, RLock, Thread, current_thread, get_ident

def go(*bodies):
    threads = [Thread(target=body) for body in bodies]
    for thread in threads: thread.start()
    for thread in threads: thread.join()

def main():
"""
TAKEN = {
    "two readings": ("go(lambda: time.monotonic() - time.monotonic())", CLOCK),
    "two calendar readings": (
        "import datetime\ngo(lambda: datetime.datetime.now() - datetime.datetime.now())",
        CLOCK,
    ),
    "a scheduler of the library": (
        "s = sched.scheduler()\ngo(lambda: [s.enter(delay, 1, print) for delay in (2, 1)])",
        CLOCK,
    ),
    "identifiers of one thread after another": (
        "d = {}\nfor _ in range(2): go(lambda: d.update({get_ident(): 1}))",
        IDENTIFIERS,
    ),
    "the identifier of an ended thread": (
        "a = Thread(target=int)\na.start(); a.join()\nkept = a.ident\ngo(lambda: kept == get_ident())",
        IDENTIFIERS,
    ),
    "the id of what is no more": ("go(lambda: id([]) == id([]))", IDENTIFIERS),
    "the id of an instance that is no more": ("class C: pass\ngo(lambda: id(C()) == id(C()))", IDENTIFIERS),
    "nothing: one reading": ("go(lambda: time.monotonic())", ""),
    "nothing: waits with deadlines": (
        """
        q, c = queue.Queue(), Condition()
        def waits():
            with c: c.wait_for(lambda: True, 1)
            try: q.get(timeout=1)
            except queue.Empty: pass
        go(lambda: q.put(1), waits)
        """,
        "",
    ),
    "nothing: threads that run together": (
        "d, l = {}, Lock()\ndef add():\n    with l: d[get_ident()] = 1\ngo(add)",
        "",
    ),
    "nothing: the library asks": ("r = RLock()\ndef f():\n    with r: current_thread()\ngo(f)\ngo(f)", ""),
    "nothing: locks in the order of their id": (
        """
        a, b = Lock(), Lock()
        def both(*locks):
            one, other = sorted(locks, key=id)
            with one, other: pass
        go(lambda: both(a, b), lambda: both(b, a))
        """,
        "",
    ),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_proof_says_what_it_takes_for_granted(name, tmp_path):
    body, taken = TAKEN[name]
    file = tmp_path / "program.py"
    file.write_text(HEAD + indent(dedent(body), "    ") + "\n", encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(300))
    assert result.exhaustive, result.message
    said = [words for words in (CLOCK, IDENTIFIERS) if words in result.message]
    assert said == ([taken] if taken else []), result.message
    assert clause_proof("main", [result]).assumes == taken


def test_a_lock_that_a_defaultdict_makes_is_made_by_c(tmp_path):
    body = (
        "locks, n = defaultdict(Lock), [0]\ndef add():\n    with locks['k']: n[0] += 1\ngo(add, add)\nassert n == [2]"
    )
    file = tmp_path / "program.py"
    file.write_text(HEAD + indent(body, "    ") + "\n", encoding="utf-8")
    assert run(Function(str(file), "main"), Budget(300)).exhaustive
