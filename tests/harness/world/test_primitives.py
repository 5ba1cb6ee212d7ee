"""``threading`` and its neighbours behave inside the world as Python's manual says they do."""

import pytest

ALWAYS = {
    "a lock": """
        from threading import Lock
        def main():
            lock = Lock()
            assert lock.acquire() is True and lock.locked()
            assert lock.acquire(blocking=False) is False and lock.acquire(False) is False
            assert lock.acquire(timeout=0) is False and lock.acquire(True, 0.5) is False
            lock.release()
            assert not lock.locked()
            with lock as taken:
                assert taken is True and lock.locked()
            for wrong, words in (((False, 1), "can't specify a timeout"), ((True, -2), "non-negative")):
                try:
                    lock.acquire(*wrong)
                except ValueError as error:
                    assert words in str(error)
                else:
                    raise AssertionError(wrong)
            try:
                lock.release()
            except RuntimeError as error:
                assert str(error) == "release unlocked lock"
            else:
                raise AssertionError
            try:
                lock.acquire(timeout=1e10)
            except OverflowError:
                pass
            assert "unlocked" in repr(lock) and not hasattr(lock, "anything")
        """,
    "a lock released by another thread": """
        from threading import Lock, Thread
        def main():
            lock, seen = Lock(), []
            lock.acquire()
            thread = Thread(target=lambda: (seen.append(1), lock.release()))
            thread.start()
            lock.acquire()
            assert seen == [1]
            thread.join()
        """,
    "a re-entrant lock": """
        from threading import RLock, Thread
        def main():
            lock, n = RLock(), []
            def work():
                for _ in range(2):
                    with lock, lock:
                        n.append(len(n))
                        assert lock.acquire(blocking=False)
                        lock.release()
            threads = [Thread(target=work) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert n == [0, 1, 2, 3]
            lock.acquire()
            def stranger():
                assert lock.acquire(timeout=1) is False and lock.acquire(False) is False
                try:
                    lock.release()
                except RuntimeError as error:
                    assert str(error) == "cannot release un-acquired lock"
                else:
                    raise AssertionError
            t = Thread(target=stranger)
            t.start()
            t.join()
            lock.release()
        """,
    "a condition": """
        from threading import Condition, Lock, RLock, Thread
        def main():
            for lock in (None, Lock(), RLock()):
                condition, items = Condition(lock), []
                def take():
                    with condition:
                        while not items:
                            assert condition.wait() is True
                        items.pop()
                threads = [Thread(target=take) for _ in range(2)]
                for t in threads: t.start()
                for n in range(2):
                    with condition:
                        items.append(n)
                        condition.notify()
                for t in threads: t.join()
                assert not items
        """,
    "a condition's own rules": """
        from threading import Condition, Lock
        def main():
            for condition in (Condition(), Condition(Lock())):
                for call in (condition.wait, condition.notify, condition.notify_all, lambda: condition.wait(1)):
                    try:
                        call()
                    except RuntimeError as error:
                        assert "un-acquired lock" in str(error)
                    else:
                        raise AssertionError(call)
                with condition:
                    assert condition.wait(0.1) is False and condition.wait(0) is False
                    assert condition.wait_for(lambda: [], 0.1) == []
                    assert condition.wait_for(lambda: 5) == 5
                    condition.notify(3)
                    condition.notify_all()
        """,
    "a condition's deep lock": """
        from threading import Condition, Thread
        def main():
            condition, done = Condition(), []
            def wait():
                with condition, condition, condition:
                    while not done: condition.wait()
                    assert condition._is_owned()
            t = Thread(target=wait)
            t.start()
            with condition:
                done.append(1)
                condition.notify_all()
            t.join()
            assert condition.acquire(blocking=False)
        """,
    "a condition serves in order of arrival": """
        from threading import Condition, Thread
        from time import sleep
        def main():
            condition, order, woken = Condition(), [], []
            def wait(me):
                with condition:
                    order.append(me)
                    condition.wait()
                    woken.append(me)
            threads = [Thread(target=wait, args=(n,)) for n in range(3)]
            for t in threads: t.start()
            for n in range(3):
                while len(order) < 3 or len(woken) < n: sleep(1)
                with condition: condition.notify()
            for t in threads: t.join()
            assert order == woken
        """,
    "a semaphore": """
        from threading import BoundedSemaphore, Semaphore, Thread
        def main():
            permits, inside = Semaphore(2), []
            def work():
                with permits:
                    inside.append(1)
                    assert len(inside) <= 2
                    inside.pop()
            threads = [Thread(target=work) for _ in range(3)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert permits.acquire() and permits.acquire(blocking=False) and not permits.acquire(False)
            assert permits.acquire(timeout=3) is False
            permits.release(2)
            permits.release()
            assert [permits.acquire(False) for _ in range(4)] == [True, True, True, False]
            bounded = BoundedSemaphore(1)
            with bounded: pass
            for call in (bounded.release, lambda: permits.release(0), lambda: Semaphore(-1),
                         lambda: permits.acquire(False, 1)):
                try:
                    call()
                except ValueError:
                    pass
                else:
                    raise AssertionError(call)
        """,
    "an event": """
        from threading import Event, Thread
        def main():
            event, seen = Event(), []
            threads = [Thread(target=lambda: seen.append(event.wait())) for _ in range(2)]
            for t in threads: t.start()
            assert not event.is_set() and event.wait(0.5) is False and not seen
            event.set()
            event.clear()
            for t in threads: t.join(1)
            event.set()
            for t in threads: t.join()
            assert seen == [True, True] and event.is_set() and event.wait(0) is True
        """,
    "a barrier": """
        from threading import Barrier, BrokenBarrierError, Thread
        def main():
            ran, places, rounds = [], [], []
            barrier = Barrier(2, action=lambda: ran.append(len(rounds)))
            def go():
                for _ in range(2):
                    rounds.append(1)
                    places.append(barrier.wait())
            threads = [Thread(target=go) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert len(ran) == 2 and ran[0] == 2 and sorted(places) == [0, 0, 1, 1]
            assert (barrier.parties, barrier.n_waiting, barrier.broken) == (2, 0, False)
            for call in (lambda: barrier.wait(0.5), barrier.wait):
                try:
                    call()
                except BrokenBarrierError:
                    pass
                else:
                    raise AssertionError
            assert barrier.broken
            barrier.reset()
            assert not barrier.broken
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
