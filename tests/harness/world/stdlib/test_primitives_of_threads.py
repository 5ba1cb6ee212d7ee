"""Threads, queues, executors and clocks behave inside the world as Python's manual says they do."""

import pytest

ALWAYS = {
    "what a thread pool logs": """
        import logging
        from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
        class Heard(logging.Handler):
            def emit(self, record):
                heard.append(record.getMessage())
        heard = []
        def fail():
            raise ValueError("x")
        def main():
            heard.clear()
            logger = logging.getLogger("concurrent.futures")
            assert not logger.handlers and logger.propagate
            logger.addHandler(Heard())
            logger.propagate = False
            with ThreadPoolExecutor(1, initializer=fail) as pool:
                try: pool.submit(int)
                except BrokenExecutor: pass
            assert heard == ["Exception in initializer:"], heard
        """,
    "a timer": """
        from threading import Timer
        import time
        def main():
            seen, began = [], time.monotonic()
            late = Timer(2, lambda: seen.append(time.monotonic() - began))
            never = Timer(5, seen.append, ["never"])
            words = Timer(1, lambda *, word: seen.append(word), kwargs={"word": "words"})
            never.cancel()
            for t in (late, never, words): t.start()
            for t in (late, never, words): t.join()
            assert len(seen) == 2 and "words" in seen and max(n for n in seen if n != "words") >= 2.0, seen
        """,
    "thread-local data": """
        from threading import Thread, local
        class Mine(local):
            kind = "class"
            def __init__(self, start): self.n = start
        def main():
            shared, plain = Mine(5), local()
            plain.x = "main"
            def work(me):
                assert shared.n == 5 and not hasattr(plain, "x")
                shared.n += me
                plain.x = me
                assert (shared.n, plain.x, vars(plain)) == (5 + me, me, {"x": me})
            threads = [Thread(target=work, args=(n,)) for n in (1, 2)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert (shared.n, plain.x) == (5, "main")
        """,
    "a thread": """
        import threading
        from threading import Thread
        def main():
            seen = []
            def work(a, *, b):
                me = threading.current_thread()
                assert me is thread and me.is_alive() and me.ident == threading.get_ident()
                seen.append((me.name, me.daemon, a, b))
            thread = Thread(target=work, name="worker", args=(1,), kwargs={"b": 2}, daemon=True)
            assert (thread.ident, thread.is_alive(), thread.name) == (None, False, "worker")
            for call in (thread.join, lambda: threading.current_thread().join()):
                try:
                    call()
                except RuntimeError:
                    pass
                else:
                    raise AssertionError(call)
            thread.start()
            thread.join()
            assert seen == [("worker", True, 1, 2)] and not thread.is_alive() and thread.ident != threading.get_ident()
            assert thread.join() is None and thread.join(0) is None
            for call in (thread.start, lambda: setattr(thread, "daemon", False)):
                try:
                    call()
                except RuntimeError:
                    pass
                else:
                    raise AssertionError(call)
            other = Thread(target=seen.clear)
            other.name = "renamed"
            other.start()
            other.join()
            assert "renamed" in repr(other) and "stopped" in repr(other)
            assert threading.main_thread() is threading.current_thread() and threading.active_count() == 1
            assert threading.enumerate() == [threading.main_thread()]
        """,
    "names of threads are the same in every execution": """
        import threading
        def main():
            def work(): pass
            threads = [threading.Thread(target=work), threading.Thread(), threading.Timer(1, work)]
            assert [t.name for t in threads] == ["Thread-1 (work)", "Thread-2", "Thread-3"], threads
            assert threading.current_thread().name == "MainThread"
        """,
    "a join that gives up": """
        from threading import Event, Thread
        import time
        def main():
            gate = Event()
            thread = Thread(target=gate.wait)
            thread.start()
            began = time.monotonic()
            assert thread.join(3) is None and thread.is_alive() and time.monotonic() - began == 3
            assert thread.join(0) is None and thread.join(-1) is None and time.monotonic() - began == 3
            gate.set()
            thread.join()
            assert not thread.is_alive()
        """,
    "threads that start and join each other": """
        from threading import Thread
        def main():
            seen = []
            def grow(depth):
                children = [Thread(target=grow, args=(depth - 1,)) for _ in range(2 if depth else 0)]
                for child in children: child.start()
                for child in children: child.join()
                seen.append(depth)
            grow(2)
            assert sorted(seen) == [0, 0, 0, 0, 1, 1, 2] and seen[-1] == 2
        """,
    "a subclass of Thread": """
        from threading import Thread
        class Worker(Thread):
            def __init__(self, n):
                super().__init__(name=f"worker-{n}")
                self.n, self.result = n, None
            def run(self):
                self.result = self.n * 2
        class Early(Thread):
            def __init__(self):
                Thread.__init__(self, daemon=True)
                self.start()
                self.set_later = 1
            def run(self): self.seen = self.name
        def main():
            workers = [Worker(n) for n in range(3)]
            for w in workers: w.start()
            for w in workers: w.join()
            assert [w.result for w in workers] == [0, 2, 4]
            early = Early()
            early.join()
            assert early.seen == early.name
        """,
    "_thread itself": """
        import _thread
        def main():
            lock, done = _thread.allocate_lock(), []
            lock.acquire()
            def work(n):
                done.append(n)
                lock.release()
            assert isinstance(_thread.start_new_thread(work, (1,)), int)
            lock.acquire()
            assert done == [1] and issubclass(_thread.LockType, type(lock)) and _thread.error is RuntimeError
        """,
    "a queue": """
        import queue
        from threading import Thread
        def main():
            q, got = queue.Queue(1), []
            def produce():
                for n in range(3): q.put(n)
                q.put(None)
            def consume():
                while (item := q.get()) is not None:
                    got.append(item)
                    q.task_done()
                q.task_done()
            threads = [Thread(target=produce), Thread(target=consume)]
            for t in threads: t.start()
            q.join()
            for t in threads: t.join()
            assert got == [0, 1, 2] and q.empty() and q.qsize() == 0
            for call, error in ((q.get_nowait, queue.Empty), (lambda: q.get(timeout=1), queue.Empty)):
                try:
                    call()
                except error:
                    pass
            q.put(1)
            for call in (lambda: q.put_nowait(2), lambda: q.put(2, timeout=0.5)):
                try:
                    call()
                except queue.Full:
                    pass
                else:
                    raise AssertionError
            order = queue.PriorityQueue()
            for n in (3, 1, 2): order.put(n)
            stack = queue.LifoQueue()
            for n in (1, 2): stack.put(n)
            simple = queue.SimpleQueue()
            simple.put("x")
            assert [order.get() for _ in range(3)] == [1, 2, 3] and stack.get() == 2 and simple.get() == "x"
        """,
    "an executor": """
        from concurrent.futures import ThreadPoolExecutor, TimeoutError, as_completed, wait
        import concurrent.futures
        from threading import Event
        def main():
            with ThreadPoolExecutor(max_workers=2, thread_name_prefix="pool") as pool:
                assert list(pool.map(lambda n: n * 2, [1, 2, 3])) == [2, 4, 6]
                broken = pool.submit(lambda: {}["x"])
                assert isinstance(broken.exception(), KeyError)
                gate = Event()
                slow = pool.submit(gate.wait)
                try:
                    slow.result(timeout=1)
                except (TimeoutError, concurrent.futures.TimeoutError):
                    gate.set()
                done, rest = wait([slow, broken])
                assert len(done) == 2 and not rest
                assert sum(1 for _ in as_completed([slow, broken])) == 2
            try:
                pool.submit(print)
            except RuntimeError as error:
                assert "after shutdown" in str(error)
        """,
    "sched": """
        import sched, time
        from threading import Thread
        def main():
            seen = []
            for s in (sched.scheduler(time.monotonic, time.sleep), sched.scheduler()):
                began = time.monotonic()
                s.enter(10, 1, lambda: seen.append(time.monotonic() - began))
                s.enter(5, 2, seen.append, ("b",))
                s.enter(5, 1, seen.append, ("a",))
                thread = Thread(target=s.run)
                thread.start()
                thread.join()
            assert seen == ["a", "b", 10.0] * 2, seen
        """,
    "virtual time": """
        import time
        from time import sleep
        from threading import Lock, Thread
        def main():
            clocks = time.time, time.monotonic, time.perf_counter
            before = [clock() for clock in clocks]
            sleep(3600)
            time.sleep(0.5)
            time.sleep(0)
            assert [clock() - start for clock, start in zip(clocks, before)] == [3600.5] * 3
            assert time.time_ns() // 10**9 == int(time.time()) and time.monotonic_ns() > 3600 * 10**9
            lock = Lock()
            lock.acquire()
            began = time.monotonic()
            assert not lock.acquire(timeout=1.5) and time.monotonic() - began == 1.5
            ends = []
            def nap(n):
                sleep(n)
                ends.append(n)
            threads = [Thread(target=nap, args=(n,)) for n in (3, 1, 2)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert sorted(ends) == [1, 2, 3] and time.monotonic() - began >= 4.5
            for wrong, error in ((-1, ValueError), ("1", TypeError), (None, TypeError)):
                try:
                    sleep(wrong)
                except error:
                    pass
                else:
                    raise AssertionError(wrong)
            assert time.strftime("%Y", time.gmtime(0)) == "1970"
        """,
    "exceptions stay in their threads": """
        from threading import Thread
        def main():
            seen = []
            def work():
                try:
                    raise KeyError("mine")
                except KeyError as error:
                    seen.append(str(error))
            threads = [Thread(target=work) for _ in range(2)]
            for t in threads: t.start()
            try:
                raise ValueError("main's")
            except ValueError as error:
                for t in threads: t.join()
                assert str(error) == "main's"
            assert seen == ["'mine'"] * 2
        """,
    "random numbers are the same in every execution": """
        import random
        from random import randint
        drawn = []
        def main():
            drawn.append((randint(0, 10**9), random.random(), random.choice("abc")))
            assert drawn == [(906691059, 0.3852453064766108, "b")], drawn
        """,
    "other modules of the standard library": """
        import collections, contextlib, dataclasses, functools, heapq, itertools, logging, math, re, typing, weakref
        from threading import Thread
        def main():
            @functools.lru_cache
            def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
            results = []
            thread = Thread(target=lambda: results.append(fib(20)))
            thread.start()
            thread.join()
            logging.getLogger("program").info("quiet")
            assert results == [6765] and collections.Counter("aab")["a"] == 2 and re.match("a", "ab")
        """,
}


@pytest.mark.parametrize("text", ALWAYS.values(), ids=ALWAYS)
def test_in_every_schedule_it_holds_that(explored, text):
    result = explored(text)
    assert result.passed, f"{result.verdict}: {result.message}"
