"""Coroutines that run one simulated thread after another: no thread notices who was in its coroutine before."""

from __future__ import annotations

import gc
import threading
from textwrap import dedent
from weakref import ref

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.result import Result
from harness.verdict import Verdict
from harness.world.coroutines import CoroutineExit, current_coroutine
from harness.world.scheduler.coroutine_pool import POOLED, CoroutinePool, pool

PROGRAMS = {
    "a thread that starts late has as much stack as one that starts early": """
        import threading

        depths = []

        def deep(n=0):
            try:
                return deep(n + 1)
            except RecursionError:
                return n

        def measure():
            depths.append(deep())

        def start():
            thread = threading.Thread(target=measure)
            thread.start()
            thread.join()

        def nested(n):
            return start() if n == 0 else nested(n - 1)

        def main():
            start()
            nested(100)
            outer = threading.Thread(target=nested, args=(50,))
            outer.start()
            outer.join()
            assert len(set(depths)) == 1, depths
            depths.clear()
    """,
    "a thread begins with an empty context": """
        import threading
        from contextvars import ContextVar

        mine = ContextVar("mine", default=0)

        def body():
            assert mine.get() == 0, "another thread's value"
            mine.set(1)

        def main():
            for _ in range(3):
                threads = [threading.Thread(target=body) for _ in range(2)]
                for thread in threads: thread.start()
                for thread in threads: thread.join()
    """,
    "what only the arguments of a thread kept alive ends in that thread": """
        import _thread, threading

        class Thing:
            def __del__(self):
                where.append(_thread.get_ident())

        where = []

        def main():
            ran = []
            ended = threading.Lock()
            ended.acquire()

            def body(thing):
                ran.append(_thread.get_ident())
                ended.release()

            _thread.start_new_thread(body, (Thing(),))
            ended.acquire()
            while not where: pass
            assert where == ran
            where.clear()
    """,
}


def explored(text: str, path, schedules: int = 30) -> Result:
    file = path / "program.py"
    file.write_text(dedent(text))
    return run(Function(str(file), "main"), Budget(schedules), strategy="random")


@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_no_thread_notices_the_last_one_of_its_coroutine(text, tmp_path):
    if "RecursionError" in text and not POOLED:
        pytest.skip("a new coroutine inherits the depth of its creator")
    result = explored(text, tmp_path)
    assert result.verdict is Verdict.PASS, result.message


def test_threads_of_the_operating_system_explore_side_by_side(tmp_path):
    verdicts = []

    def explore(number: int) -> None:
        folder = tmp_path / str(number)
        folder.mkdir()
        verdicts.append(explored(PROGRAMS["a thread begins with an empty context"], folder).verdict)

    for number in range(2):  # one after another: the first one's coroutines belong to a thread that is over
        thread = threading.Thread(target=explore, args=(number,))
        thread.start()
        thread.join()
    assert verdicts == [Verdict.PASS] * 2


def test_an_idle_coroutine_keeps_nothing_alive():
    class Thing:
        def use(self) -> None:
            pass

    thing = Thing()
    known = ref(thing)
    pool().take(current_coroutine()).switch(Thing.use, thing)
    del thing
    gc.collect()
    assert known() is None


@pytest.mark.skipif(not POOLED, reason="coroutines are not used again on this version of Python")
def test_a_coroutine_whose_function_was_ended_is_used_again():
    mine, hub = CoroutinePool(), current_coroutine()
    first = mine.take(hub)
    first.switch(hub.switch, None)
    first.throw(CoroutineExit)
    assert mine.take(hub) is first


def test_an_exception_that_nothing_catches_reaches_the_hub():
    mine, hub = CoroutinePool(), current_coroutine()
    first = mine.take(hub)
    with pytest.raises(ValueError, match="invalid literal"):
        first.switch(int, "x")
    assert first.dead
    assert mine.take(hub) is not first
