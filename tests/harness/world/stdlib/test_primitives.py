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
    "a release that a semaphore refuses": """
        from threading import BoundedSemaphore, Semaphore, Thread
        def main():
            refused = []
            def refuse(permits, *numbers):
                for number in numbers:
                    try:
                        permits.release(number)
                    except (ValueError, TypeError) as error:
                        refused.append(str(error))
            plain, bounded = Semaphore(1), BoundedSemaphore(1)
            threads = [Thread(target=refuse, args=(plain, 0, -1, "one")), Thread(target=refuse, args=(bounded, 0, 2))]
            for t in threads: t.start()
            for t in threads: t.join()
            with bounded:
                refuse(bounded, 2)
            few = "n must be one or more"
            assert sorted(refused) == sorted(["'<' not supported between instances of 'str' and 'int'", few, few, few,
                                              "Semaphore released too many times",
                                              "Semaphore released too many times"]), refused
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
}


@pytest.mark.parametrize("text", ALWAYS.values(), ids=ALWAYS)
def test_in_every_schedule_it_holds_that(explored, text):
    result = explored(text)
    assert result.passed, f"{result.verdict}: {result.message}"
