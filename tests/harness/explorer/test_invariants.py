"""Invariants and explored inputs: what only they show, and searches of them beside brute force."""

from __future__ import annotations

import textwrap
from math import comb

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.verdict import Verdict

HEAD = """
    import threading
    from concurrency_katas import choice, invariant

    class Box:
        def __init__(self): self.a = self.b = 0

    def run(*functions):
        threads = [threading.Thread(target=function) for function in functions]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
"""


@pytest.fixture
def found(tmp_path):
    def find(body, strategy="auto", schedules=2_000):
        file = tmp_path / "program.py"
        file.write_text(textwrap.dedent(HEAD) + textwrap.dedent(body), encoding="utf-8")
        return run(Function(str(file), "program"), Budget(schedules), strategy=strategy)

    return find


TRANSFER = """
    def program():
        box, lock = Box(), threading.Lock()
        invariant(lambda: box.a + box.b == 0, "the sum is 0")
        def move():
            with lock:
                box.a -= 1
                {between}
                box.b += 1
        run(move, move)
        assert box.a + box.b == 0
"""


def test_an_invariant_may_be_false_while_a_lock_is_held(found):
    assert found(TRANSFER.format(between="pass")).exhaustive


def test_an_invariant_is_checked_between_two_critical_sections(found):
    body = TRANSFER.format(between="lock.release(); lock.acquire()")
    result = found(body)
    assert result.verdict is Verdict.WRONG
    assert result.message.startswith("the invariant 'the sum is 0' does not hold")
    assert "box.a -= 1" in str(result.trace.failure.source)
    replayed = run(Function(result.file, "program"), Budget(1), replay=parsed(result.replay))
    assert replayed.message == result.message


def parsed(token):
    from harness.token import Token

    return Token.parse(token)


def test_a_lock_that_is_no_guard_leaves_nothing_unchecked(found):
    body = """
        def program():
            box, other = Box(), threading.Lock()
            invariant(lambda: box.a == box.b, "both are equal", guards=[])
            def change():
                with other:
                    box.a += 1
                    box.b += 1
            run(change, lambda: None)
    """
    assert found(body).verdict is Verdict.WRONG
    assert found(body.replace(", guards=[]", "")).passed
    assert found(body.replace("guards=[]", "guards=[other]")).passed


def test_the_only_permit_of_a_semaphore_is_a_lock(found):
    body = """
        def program():
            box, mutex = Box(), threading.Semaphore(PERMITS)
            invariant(lambda: box.a == box.b, "both are equal")
            def change():
                with mutex:
                    box.a += 1
                    box.b += 1
            run(change, lambda: None)
    """
    assert found(body.replace("PERMITS", "1")).passed
    assert found(body.replace("PERMITS", "2")).verdict is Verdict.WRONG


def test_a_predicate_that_needs_a_held_lock_is_checked_later(found):
    body = """
        import queue
        def program():
            jobs, box = queue.Queue(), Box()
            invariant(lambda: jobs.qsize() <= LIMIT, "few wait")
            run(lambda: jobs.put(1), lambda: jobs.put(2))
    """
    assert found(body.replace("LIMIT", "2")).passed
    assert found(body.replace("LIMIT", "1")).verdict is Verdict.WRONG


def test_a_predicate_that_raises_fails_with_its_exception(found):
    result = found("""
        def program():
            box = Box()
            invariant(lambda: 1 / (1 - box.a) > 0, "never one")
            def add(): box.a += 1
            run(add, add)
    """)
    assert result.verdict is Verdict.WRONG
    assert "ZeroDivisionError" in result.message


@pytest.mark.parametrize("again", ["with lock: box.b += 1", "box.b += 1", "with threading.Condition(): box.b += 1"])
def test_a_thread_that_runs_alone_has_points_too(found, again):
    result = found(f"""
        def program():
            box, lock = Box(), threading.Lock()
            invariant(lambda: box.a == box.b, "both are equal")
            def change():
                with lock: box.a += 1
                {again}
            run(change)
    """)
    assert result.verdict is Verdict.WRONG


def test_a_lock_that_an_execution_leaves_behind_guards_nothing_in_the_next(found):
    result = found("""
        kept = []
        def program():
            box, lock, mutex = Box(), threading.Lock(), threading.Semaphore(1)
            kept.append((lock, mutex))
            invariant(lambda: not (box.b and not box.a), "b after a")
            def first(): box.a = 1
            def second(): box.b = 1
            run(first, second)
            lock.acquire()
            mutex.acquire()
    """)
    assert result.verdict is Verdict.WRONG


@pytest.mark.parametrize(
    ("guards", "what"), [("[threading.Event()]", "not Event"), ("['lock']", "not str"), ("[Box()]", "not Box")]
)
def test_a_guard_is_a_lock(found, guards, what):
    result = found(f"""
        def program():
            invariant(lambda: True, "true", guards={guards})
            run(int)
    """)
    assert result.verdict is Verdict.WRONG
    assert f"a guard of an invariant is a lock, a condition or a semaphore, {what}" in result.message


@pytest.mark.parametrize("wait", ["time.sleep(1)", "event.wait()", "jobs.get()"])
def test_a_predicate_must_not_wait(found, wait):
    result = found(f"""
        import queue, time
        def program():
            event, jobs, box = threading.Event(), queue.Queue(), Box()
            invariant(lambda: {wait} or True, "waits")
            def add(): box.a += 1
            run(add, add)
    """)
    assert result.message.startswith("the invariant 'waits' waits: a predicate must neither sleep nor wait")


@pytest.mark.parametrize("call", ["choice(1, 2)", "invariant(lambda: True, 'x')"])
def test_a_predicate_must_not_call_what_belongs_to_the_program(found, call):
    result = found(f"""
        def program():
            invariant(lambda: {call} or True, "calls")
            run(int)
    """)
    assert result.message.startswith("the invariant 'calls' raises RuntimeError: a predicate must not call")


def test_a_predicate_that_takes_a_permit_is_checked_where_there_is_one(found):
    body = """
        def program():
            permits, box = threading.Semaphore(2), Box()
            def holds():
                with permits: return box.a < 3
            invariant(holds, "few")
            def change():
                with permits: box.a += STEP
            run(change, change, change)
    """
    assert found(body.replace("STEP", "0")).passed
    assert found(body.replace("STEP", "1")).verdict is Verdict.WRONG


def test_an_invariant_that_is_never_checked_proves_nothing(found):
    result = found(
        """
        def program():
            box, other = Box(), threading.Lock()
            with other:
                invariant(lambda: box.a == box.b, "both are equal")
                def change():
                    box.a += 1
                    box.b += 1
                run(change)
    """,
        schedules=300,
    )
    assert result.passed
    assert not result.exhaustive
    assert result.unproved == "the invariant 'both are equal' was never checked while several threads ran"


def test_the_end_of_the_program_is_a_point_too(found):
    result = found("""
        def program():
            box = Box()
            invariant(lambda: box.a == 0, "a is 0")
            box.a = 1
    """)
    assert result.verdict is Verdict.WRONG


def test_inputs_are_explored_and_made_simple_with_the_schedule(found):
    result = found("""
        def program():
            n = choice(0, 1, 2, 3, 4, 5)
            mode = choice("calm", "hasty", "wild")
            box = Box()
            def add():
                for _ in range(n): box.a += 1
            run(add, add)
            assert box.a == 2 * n or n < 3 or mode == "calm"
    """)
    assert result.verdict is Verdict.WRONG
    assert [event.value for event in result.trace.events if event.kind == "choose"] == ["3", "'hasty'"]
    assert result.preemptions == 1


def test_all_inputs_are_part_of_a_proof(found):
    body = """
        def program():
            n = choice(1, 2, 3)
            box, lock = Box(), threading.Lock()
            def add():
                with lock: box.a += n
            run(add, add)
            assert box.a == 2 * n
    """
    assert found(body).exhaustive
    assert found(body.replace("== 2 * n", "== 2 * n and n < 3")).verdict is Verdict.WRONG


def test_without_the_explorer_an_invariant_is_checked_once_and_a_choice_is_the_first():
    from concurrency_katas import choice, invariant

    assert choice(3, 4) == 3
    invariant(lambda: True, "true")
    with pytest.raises(AssertionError, match="the invariant 'false' does not hold"):
        invariant(lambda: False, "false")
    with pytest.raises(TypeError, match="at least one option"):
        choice()
    with pytest.raises(TypeError, match="a function without arguments"):
        invariant(True, "true")


# -- brute force --------------------------------------------------------------------------------------

STATEMENTS = {
    "box.a += 1": 2, "box.b += 1": 2, "box.a -= 1": 2, "box.b = box.a": 2, "box.a = n": 1, "seen.append(box.a)": 3,
}  # fmt: skip
"""Statements, and their scheduling points."""
BLOCKS = st.tuples(
    st.sampled_from(["lock", "other", ""]), st.lists(st.sampled_from(list(STATEMENTS)), min_size=1, max_size=2)
)
PREDICATES = ("box.a == box.b", "box.a >= 0", "box.a + box.b < 3", "box.a < 2 or box.b < 1", "box.b <= box.a")
MOST = 1_000
"""About the most schedules of a program; of one with more, another is drawn instead."""


def size(blocks):
    """The scheduling points of a thread, with its start or its end."""
    return 1 + sum(bool(lock) + sum(map(STATEMENTS.get, statements)) for lock, statements in blocks)


def source(threads, predicate, guards, options):
    lines = ["def program():", "    box, seen, lock, other = Box(), [], threading.Lock(), threading.Lock()"]
    lines += [f"    n = choice(*range({options}))", f"    invariant(lambda: {predicate}, 'it', guards={guards})"]
    for number, blocks in enumerate(threads):
        lines.append(f"    def thread_{number}():")
        for lock, statements in blocks:
            lines.append(f"        with {lock}:" if lock else "        if True:")
            lines += [f"            {statement}" for statement in statements]
    # looked up before any thread starts, so that no schedule differs in when that is done
    lines += ["    first, second = [threading.Thread(target=one) for one in (thread_0, thread_1)]"]
    lines += ["    calls = first.start, second.start, first.join, second.join"]
    lines += ["    start_first, start_second, join_first, join_second = calls"]
    return "\n".join([*lines, "    start_first(); start_second(); join_first(); join_second()"])


programs = given(
    st.lists(st.lists(BLOCKS, min_size=1, max_size=2), min_size=2, max_size=2),
    st.sampled_from(PREDICATES),
    st.sampled_from(["None", "[lock]", "[]"]),
    st.integers(1, 2),
)


@settings(max_examples=15, deadline=None, derandomize=True)
@programs
def test_the_reduction_finds_what_brute_force_finds(tmp_path_factory, threads, predicate, guards, options):
    check(tmp_path_factory, threads, predicate, guards, options)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@programs
def test_the_reduction_finds_in_many_programs_what_brute_force_finds(
    tmp_path_factory, threads, predicate, guards, options
):
    check(tmp_path_factory, threads, predicate, guards, options)


def check(tmp_path_factory, threads, predicate, guards, options):
    sizes = [size(blocks) for blocks in threads]
    assume(options * comb(sum(sizes), sizes[0]) <= MOST)
    file = tmp_path_factory.mktemp("programs") / "program.py"
    file.write_text(textwrap.dedent(HEAD) + source(threads, predicate, guards, options), encoding="utf-8")
    program = Function(str(file), "program")
    every = run(program, Budget(20_000), strategy="dfs")
    assert not every.passed or every.schedules < 20_000  # it has tried all of them
    reduced = run(program, Budget(20_000), strategy="dpor")
    assert reduced.verdict is every.verdict
    assert reduced.exhaustive is every.passed
