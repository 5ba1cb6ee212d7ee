"""What the world cannot carry is refused with a sentence, and what goes on beside the schedule is found out."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.verdict import Verdict
from harness.world.world import World

REFUSED = {
    "a fork": ("import os", "os.fork()", "os.fork starts a process"),
    "an event loop": ("import asyncio", "asyncio.run(None)", "asyncio.run runs an event loop"),
    "a process": (
        "import multiprocessing as mp", "mp.Process(target=print)", "multiprocessing.Process starts a process"
    ),
    "a pool of processes": (
        "from concurrent import futures", "futures.ProcessPoolExecutor(1)",
        "concurrent.futures.ProcessPoolExecutor starts a process",
    ),
    "threads of a library": (
        "from multiprocessing.pool import ThreadPool", "ThreadPool(2)",
        "multiprocessing.pool.ThreadPool starts threads of its own",
    ),
    "an alarm": ("import signal", "signal.alarm(1)", "signal.alarm uses signals"),
    "an interrupt": ("import _thread", "_thread.interrupt_main()", "_thread.interrupt_main uses signals"),
}  # fmt: skip


@pytest.mark.parametrize("hidden", [False, True], ids=["plainly", "under a bare except"])
@pytest.mark.parametrize(("statement", "call", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_no_schedule_controls_is_refused_with_its_line(explored, statement, call, sentence, hidden):
    lines = [statement, "def main():"]
    lines += ["    try:", f"        {call}", "    except BaseException: pass"] if hidden else [f"    {call}"]
    result = explored("\n".join(lines))
    assert result.verdict is Verdict.ERROR
    assert result.message == f"program.py line {4 if hidden else 3}: {sentence}, which no schedule controls."
    assert result.line == (4 if hidden else 3)


def test_importing_and_asking_is_no_use_of_it(explored):
    text = """
        import asyncio, multiprocessing, os, signal
        from concurrent import futures
        def main():
            assert os.getpid() and multiprocessing.cpu_count() and signal.SIGINT
            assert not isinstance(3, multiprocessing.Process) and asyncio.iscoroutinefunction(main) is False
        """
    assert explored(text, schedules=2).passed


def test_threads_that_a_library_starts_are_found_out(explored):
    result = explored("""
        import select, socketserver
        class Server(socketserver.ThreadingMixIn):
            daemon_threads = True
            process_request_thread = staticmethod(select.epoll().poll)  # (seconds, events)
        def main():
            Server().process_request(0.3, 1)
        """)
    assert (result.verdict, result.message) == (
        Verdict.ERROR,
        "program.py line 7: socketserver starts a thread of the operating system, which no schedule controls.",
    )  # fmt: skip


WAYS_TO_DIFFER = {
    "random numbers": "chance = random.randrange(2)",
    "the clock": "chance = int(time.time() * 1000) % 2",
    "the order of a set of objects": "chance = next(iter({A(), B(), threading.Lock()})).__class__ is A",
    "the order of a set of words": "chance = next(iter({'north', 'east', 'south', 'west'})) == 'east'",
    "addresses": "chance = id(A()) % 64 == 0 and hash(B()) % 64 == 0",
    "names of threads": "chance = threading.Thread().name == 'Thread-7'",
    "finalizers": "chance = 0; a = A(); a.me = a; del a",
    "garbage": "chance = 0; junk = [A() for _ in range(900)]; [setattr(a, 'me', a) for a in junk]; del junk",
}


@pytest.mark.parametrize("way", WAYS_TO_DIFFER.values(), ids=WAYS_TO_DIFFER)
def test_what_differs_from_run_to_run_outside_does_not_inside(explored, way):
    text = f"""
import random, threading, time
class B: pass
class A:
    dead = 0
    def __del__(self): A.dead = A.dead + 1
def work():
    {way}
    if chance: A.dead = A.dead + 1
def main():
    threads = [threading.Thread(target=work) for _ in range(2)]
    for t in threads: t.start()
    for t in threads: t.join()
"""
    result = explored(text, schedules=80)
    assert result.passed, result.message


def test_what_differs_all_the_same_is_named_with_its_step(explored, tmp_path):
    count = tmp_path / "count"
    text = f"""
        import threading
        from pathlib import Path
        class Box: n = 0
        def work():
            times = len(Path({str(count)!r}).read_text())
            Path({str(count)!r}).write_text("x" * (times + 1))
            if times % 4 < 2: Box.n = 1
            else: print(Box.n)
        def main():
            threads = [threading.Thread(target=work) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
        """
    count.write_text("")
    result = explored(text)
    assert result.verdict is Verdict.NONDETERMINISTIC
    assert "at step " in result.message
    assert "writes n" in result.message
    assert "reads n" in result.message


def test_who_looks_at_the_clock_until_a_moment_has_come_sees_it_come(explored):
    text = """
        import threading, time
        from concurrent.futures import Future, TimeoutError, as_completed
        def main():
            began = time.monotonic()
            while time.monotonic() < began + 20: pass
            slept = []
            thread = threading.Thread(target=lambda: slept.append(time.sleep(5)))
            thread.start()
            while time.time_ns() < 1_700_000_000_000_000_000 + 26_000_000_000: pass
            thread.join()
            assert 26 < time.time() - 1_700_000_000 < 33  # the thread may begin its sleep late
            try: list(as_completed([Future()], timeout=0))
            except TimeoutError: return
            assert False
        """
    assert explored(text, schedules=3).passed


def test_a_hook_of_the_program_s_own_takes_what_its_threads_raise(explored):
    text = """
        import threading
        def main():
            seen = []
            threading.excepthook = lambda args: seen.append((args.exc_type, args.thread.name))
            thread = threading.Thread(target=lambda: 1 / 0, name="hopeful")
            thread.start(); thread.join()
            assert seen == [(ZeroDivisionError, "hopeful")]
        """
    assert explored(text).passed
    assert explored(text.replace("seen.append((args.exc_type, args.thread.name))", "[][0]")).verdict is Verdict.WRONG


def test_what_a_program_drops_is_gone_at_once(explored):
    text = """
        import threading, weakref
        class Thing:
            field = 0
            def __init__(self): self.lock = threading.Lock()
        def work(things):
            thing = Thing()
            thing.field += 1
            with thing.lock: hash(thing), id(thing), {thing}
            gone = weakref.ref(thing)
            things[gone] = 1
            del thing
            assert gone() is None and gone in things
        def main():
            things = {}
            threads = [threading.Thread(target=work, args=(things,)) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            last = weakref.ref(threads.pop())
            del t
            assert last() is None
        """
    result = explored(text)
    assert result.passed, result.message


def worlds(path: str) -> int:
    gc.collect()
    return sum(isinstance(one, World) and one.target == path for one in gc.get_objects())


FREE_THREADED_3_13 = sys.version_info[:2] == (3, 13) and not getattr(sys, "_is_gil_enabled", lambda: True)()


@pytest.mark.skipif(FREE_THREADED_3_13, reason="the experimental build keeps objects for longer")
def test_a_world_is_forgotten_with_all_it_loaded(written):
    path = written(
        """
        import threading
        class Buffer:
            def __init__(self): self.lock, self.items = threading.Lock(), []
        KEPT = Buffer()
        def main():
            def put():
                with KEPT.lock: KEPT.items.append(1)
            thread = threading.Thread(target=put)
            thread.start(); thread.join()
        """,
        name="forgettable",
    )
    assert run(Function(path, "main"), Budget(20)).passed
    assert worlds(path) == 0


def test_files_beside_the_program_are_its_own_and_new_in_each_execution(written):
    path = Path(
        written(
            """
            import threading
            import helper
            from helper import Counter, lock
            def main():
                helper.calls += 1
                assert helper.calls == 1
                counter = Counter()
                threads = [threading.Thread(target=counter.add) for _ in range(2)]
                for t in threads: t.start()
                for t in threads: t.join()
                assert counter.n == 2 and not lock.locked()
            """
        )
    )
    helper = """
        import threading
        lock, calls = threading.Lock(), 0
        class Counter:
            n = 0
            def add(self):
                {}self.n += 1
        """
    path.with_name("helper.py").write_text(dedent(helper).format(""), encoding="utf-8")
    racy = run(Function(str(path), "main"), Budget(100))
    assert racy.verdict is Verdict.WRONG, racy.message
    path.with_name("helper.py").write_text(dedent(helper).format("with lock: "), encoding="utf-8")
    right = run(Function(str(path), "main"), Budget(100))
    assert right.passed, right.message
