"""Tokens and kept orders of failures: both survive edits that leave the operations in place, and say when they cannot.

The programs are wrong solutions of katas, and the right solution in their place.
"""

from __future__ import annotations

import textwrap
from functools import cache
from pathlib import Path

import pytest

from harness.course.content.catalogue import catalogue, find
from harness.course.grading.check import CheckSettings, job
from harness.course.grading.token_job import job_of
from harness.explorer.budget import Budget
from harness.explorer.keep import order_of
from harness.explorer.kept_order import check_order
from harness.explorer.replay import replay
from harness.explorer.run import run
from harness.explorer.search_near import search_near
from harness.order import OrderError, Step
from harness.program.function import Function
from harness.result import Result
from harness.token import Token, TokenError
from harness.verdict import Verdict
from harness.workers.programs import program_of

from .edits import edits

ROOT = Path(__file__).parents[3]
WRONG = [
    "bounded_buffer/if_instead_of_while_in_put.py",
    "closeable_buffer/if_instead_of_while.py",
    "corridor/if_instead_of_while.py",
    "counter/a_fresh_lock_each_time.py",
    "dining_philosophers/footman_admits_everybody.py",
    "fair_lock/believes_every_wake_up.py",
    "producer_consumer_condition/looks_without_the_lock.py",
    "reader_writer/writer_looks_then_goes_in.py",
    "reader_writer_writer_first/locks_in_the_other_order.py",
    "timeout_retry/adds_up_one_account_after_the_other.py",
]


@cache
def failure(path: str) -> Result:
    """The first failure of a wrong solution of a kata."""
    kata = find(catalogue(), path.partition("/")[0])
    target = ROOT / "tests" / "wrong" / path
    for clause in kata.clauses:
        result = run(program_of(job(kata, clause, target, "explore", CheckSettings())), Budget(300))
        if not result.passed:
            return result
    raise AssertionError(f"{path} passes")


def retraced(found: Result, target: Path, what) -> Result:
    """What becomes of the token of a result in another file of the same kata."""
    token = Token.parse(str(found.replay))
    here = Token(token.what.partition("@")[0] + f"@{target}", token.source, ())
    return run(program_of(job_of(str(here))), Budget(100), replay=token, retrace=what)


@pytest.mark.parametrize("path", WRONG)
def test_a_token_survives_edits(path, tmp_path):
    found, target = failure(path), tmp_path / "solution.py"
    for kind, text in edits((ROOT / "tests" / "wrong" / path).read_text(encoding="utf-8")):
        target.write_text(text, encoding="utf-8")
        again = retraced(found, target, replay)
        assert again.verdict is found.verdict, kind
        assert again.renamed is not None


@pytest.mark.parametrize("path", WRONG)
def test_a_kept_order_fails_until_the_program_is_mended(path, tmp_path):
    found, target = failure(path), tmp_path / "solution.py"
    wrong = ROOT / "tests" / "wrong" / path
    orders = []

    def keep(search, token):
        orders.append(order_of(search, token))
        return found

    retraced(found, wrong, keep)
    (steps,) = orders
    assert 0 < len(steps) <= 12

    def check(search, token):
        return check_order(search, steps, Budget(100))

    for kind, text in [("none", wrong.read_text(encoding="utf-8")), *edits(wrong.read_text(encoding="utf-8"))]:
        target.write_text(text, encoding="utf-8")
        again = retraced(found, target, check)
        assert (again.verdict, again.found) == (found.verdict, None), kind
    target.write_text((ROOT / "solutions" / f"{path.partition('/')[0]}.py").read_text(encoding="utf-8"))
    assert retraced(found, target, check).passed


# -- programs of one function --------------------------------------------------------------------------

LOST = """
    import threading

    class Counter:
        def __init__(self): self.n = 0
        def add(self):
            self.n += 1

    def program():
        counter = Counter()
        threads = [threading.Thread(target=counter.add) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        assert counter.n == 2
"""
STEPS = (
    Step("Thread-1 (add)", "reads n", "Counter.add"),
    Step("Thread-2 (add)", "reads n", "Counter.add"),
    Step("Thread-1 (add)", "writes n", "Counter.add"),
)


@pytest.fixture
def program(tmp_path):
    def write(text=LOST):
        file = tmp_path / "program.py"
        file.write_text(textwrap.dedent(text), encoding="utf-8")
        return Function(str(file), "program")

    return write


def kept(result: Result) -> Token:
    return Token.parse(str(result.replay))


def test_the_order_of_a_lost_update(program):
    result = run(program(), Budget(100))
    found = []
    run(
        program(),
        Budget(1),
        replay=kept(result),
        retrace=lambda search, token: found.append(order_of(search, token)) or result,
    )
    assert found == [STEPS]


def checked(where, steps=STEPS):
    return run(
        where,
        Budget(50),
        replay=Token("x", "0" * 8, ()),
        retrace=lambda search, _: check_order(search, steps, Budget(50)),
    )


LOCKED = LOST.replace("self.n = 0", "self.n, self.lock = 0, threading.Lock()").replace(
    "            self.n += 1", "            with self.lock:\n                self.n += 1"
)


def test_an_order_that_the_program_no_longer_allows_says_what_keeps_the_thread(program):
    result = checked(program(LOCKED))
    assert result.passed
    assert result.exhaustive
    assert (result.order.done, result.order.next_step) == (1, "Thread-2 (add) reads n in Counter.add")
    assert result.order.reason == "Thread-2 (add) waits for lock, which Thread-1 (add) holds"


def test_a_step_without_a_counterpart_is_named(program):
    result = checked(program(LOCKED.replace("Counter", "Tally").replace("add", "more")))
    assert result.passed
    assert (result.order.done, result.order.next_step) == (0, "Thread-1 (add) reads n in Counter.add")
    assert result.order.reason == ""


def test_an_order_with_new_names_fails_under_them(program):
    for old, new in ((".n", ".total"), ("add", "more"), ("Counter", "Tally")):
        result = checked(program(LOST.replace(old, new)))
        assert (result.verdict, result.found) == (Verdict.WRONG, None), new


def test_an_order_that_passes_in_the_order_is_not_searched(program):
    result = checked(program(LOST.replace("== 2", ">= 1")))
    assert result.passed
    assert result.order.complete
    assert result.schedules == 17


def test_a_bug_that_has_moved_is_found_by_the_search(program):
    moved = LOST.replace("self.n += 1", "now = self.n; other = [now]; other.append(1); self.n = sum(other)")
    result = checked(program(moved), (Step("Thread-3", "reads n"),))
    assert result.verdict is Verdict.WRONG
    assert result.found is not None
    assert result.order.reason == "Thread-3 has not been started"


def test_a_token_that_fits_no_longer_names_the_switch(program):
    token = kept(run(program(), Budget(100)))
    with pytest.raises(
        TokenError, match=r"switch 1 of 1, before the write n of the 1st thread in Counter.add, is no long"
    ):
        run(program(LOCKED), Budget(1), replay=token)
    with pytest.raises(TokenError, match="has no counterpart now; to search from there, add --search"):
        run(program(LOST.replace("self.n += 1", "pass")), Budget(1), replay=token)


def test_an_edited_program_that_passes_in_the_schedule_passes(program):
    token = kept(run(program(), Budget(100)))
    result = run(program(LOST.replace("== 2", ">= 1")), Budget(1), replay=token)
    assert (result.passed, result.renamed) == (True, ())


def test_a_search_from_a_token_begins_with_its_switches(program):
    token = kept(run(program(), Budget(100)))
    edited = LOST.replace("assert counter.n == 2", "assert counter.n == 2, 'lost'").replace(
        "self.n += 1", "self.n = self.n + 1"
    )
    result = run(
        program(edited), Budget(20), replay=token, retrace=lambda search, it: search_near(search, it, Budget(20))
    )
    assert result.verdict is Verdict.WRONG
    assert result.found == 1


def test_a_schedule_without_an_order_is_refused(program):
    token = kept(run(program(), Budget(100)))
    passing = Token(token.what, token.source, ())
    with pytest.raises(OrderError, match="this schedule passes"):
        run(program(), Budget(1), replay=passing, retrace=order_of)
    with pytest.raises(OrderError, match="'sees n' does not begin with a verb of an order: reads, writes"):
        _ = Step("main", "sees n").operation


INPUTS = """
    import threading
    from concurrency_katas import choice

    def program():
        n, sleepy = choice(0, 1, 2, 3), choice(False, True)
        left = threading.Semaphore(n)
        done = []
        def take():
            if sleepy and left.acquire(timeout=1):
                done.append(1)
        threads = [threading.Thread(target=take) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        assert len(done) != 1
"""


def test_an_order_holds_inputs_and_time_outs(program):
    result = run(program(INPUTS), Budget(500))
    found = []
    run(
        program(INPUTS),
        Budget(1),
        replay=kept(result),
        retrace=lambda search, token: found.append(order_of(search, token)) or result,
    )
    (steps,) = found
    assert [step.does for step in steps][:2] == ["has the input 1", "has the input True"]
    assert checked(program(INPUTS), steps).verdict is Verdict.WRONG


CHOICES = """
    import threading
    from concurrency_katas import choice

    class Counter:
        def __init__(self): self.n = 0
        def add(self):
            self.n += 1

    def program():
        size = choice(1, 3, 5)
        counter = Counter()
        threads = [threading.Thread(target=counter.add) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        assert counter.n == 2 or size < 5
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("choice(1, 3, 5)", "choice(1, 3, 4, 5)"),
        ("choice(1, 3, 5)", "choice(5, 3, 1)"),
        ("size = choice", "other, size = choice(1, 2), choice"),
        (
            "counter = Counter()",
            "counter = Counter(); first = threading.Thread(target=int); first.start(); first.join()",
        ),
    ],
)
def test_a_token_finds_its_inputs_and_threads_where_there_are_others(program, old, new):
    token = kept(run(program(CHOICES), Budget(500)))
    edited = run(program(CHOICES.replace(old, new)), Budget(1), replay=token)
    assert edited.verdict is Verdict.WRONG


def test_an_input_that_is_gone_is_named(program):
    token = kept(run(program(CHOICES), Budget(500)))
    with pytest.raises(TokenError, match="switch 1 of 2, the input 5 of main in program, has no counterpart now"):
        run(program(CHOICES.replace("choice(1, 3, 5)", "choice(1, 3)")), Budget(1), replay=token)


def test_a_program_that_cannot_run_any_more_is_an_error(program):
    token = kept(run(program(), Budget(100)))
    result = run(program(LOST.replace("def program", "def renamed")), Budget(1), replay=token)
    assert result.verdict is Verdict.ERROR
    assert "program" in result.message


TWO_INPUTS = """
    import threading
    from concurrency_katas import choice

    def program():
        found = []
        def pick(): found.append(choice(0, 1))
        x = choice(0, 1)
        thread = threading.Thread(target=pick)
        thread.start()
        thread.join()
        assert (x, found) != (0, [1])
"""


def test_an_order_gives_each_thread_its_own_inputs(program):
    found = []
    result = run(program(TWO_INPUTS), Budget(100))
    again = run(
        program(TWO_INPUTS),
        Budget(1),
        replay=kept(result),
        retrace=lambda search, token: found.append(order_of(search, token)) or result,
    )
    assert again is result
    (steps,) = found
    assert Step("Thread-1 (pick)", "has the input 1") in steps
    assert checked(program(TWO_INPUTS), steps).verdict is Verdict.WRONG
    gone = checked(program(TWO_INPUTS.replace("choice(0, 1))", "choice(0, 2))")), steps)
    assert gone.order.reason == "Thread-1 (pick) has no option 1"


JOINED = """
    import threading

    def program():
        done = []
        child = threading.Thread(target=lambda: done.append(1))
        child.start()
        child.join()
        done.append(2)
"""


def test_a_thread_that_waits_for_the_end_of_another_is_not_said_to_wait_for_a_lock(program):
    steps = Step("main", "writes done"), Step("Thread-1 (<lambda>)", "writes done")
    result = checked(program(JOINED), steps)
    assert result.order.reason == "main waits for the end of Thread-1 (<lambda>)"
