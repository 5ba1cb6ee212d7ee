"""Just what can happen does happen: all outcomes of small programs, over every schedule of each."""

import pytest

START = """
def run(*bodies, daemon=False):
    threads = [threading.Thread(target=body, daemon=daemon) for body in bodies]
    for thread in threads: thread.start()
    return threads
def join(threads):
    for thread in threads: thread.join()
"""
OUTCOMES = {
    "a lost update": (
        """
        n = 0
        def add():
            global n
            n += 1
        def main():
            join(run(add, add))
            print(n)
        """,
        {"1", "2"},
    ),
    "a lost update of a field and an item": (
        """
        class Box: pass
        def main():
            box, items = Box(), [0]
            box.n = 0
            def add():
                box.n += 1
                items[0] += 1
            join(run(add, add))
            print(box.n, items[0])
        """,
        {"1 1", "1 2", "2 1", "2 2"},
    ),
    "a lost update of a closure's variable": (
        """
        def main():
            n = 0
            def add():
                nonlocal n
                n += 1
            join(run(add, add, add))
            print(n)
        """,
        {"1", "2", "3"},
    ),
    "an update under a lock": (
        """
        n, lock = 0, threading.Lock()
        def add():
            global n
            with lock: n += 1
        def main():
            join(run(add, add, add))
            print(n)
        """,
        {"3"},
    ),
    "two locks in two orders": (
        """
        def main():
            a, b = threading.Lock(), threading.Lock()
            def one():
                with a, b: pass
            def two():
                with b, a: pass
            join(run(one, two))
            print("over")
        """,
        {"over", "blocked"},
    ),
    "who takes a lock first": (
        """
        def main():
            lock, order = threading.Lock(), []
            def take(me):
                with lock: order.append(me)
            join(run(*(lambda me=me: take(me) for me in "abc")))
            print(*order)
        """,
        {"a b c", "a c b", "b a c", "b c a", "c a b", "c b a"},
    ),
    "trying": (
        """
        def main():
            lock, got = threading.Lock(), [0, 0]
            def take(me):
                if lock.acquire(blocking=False):
                    got[me] = 1
                    lock.release()
            join(run(lambda: take(0), lambda: take(1)))
            print(*got)
        """,
        {"1 1", "1 0", "0 1"},
    ),
    "looking at a lock": (
        """
        def main():
            lock, seen = threading.Lock(), []
            def hold():
                with lock: pass
            threads = run(hold)
            seen.append(lock.locked())
            join(threads)
            print(*seen)
        """,
        {"True", "False"},
    ),
    "a time limit": (
        """
        def main():
            lock, seen = threading.Lock(), []
            def hold():
                with lock: seen.append("held")
            def wait():
                seen.append(lock.acquire(timeout=1))
                if seen[-1] is True: lock.release()
            join(run(hold, wait))
            print(*seen)
        """,
        {"held True", "True held", "held False", "False held"},
    ),
    "a time limit with nobody to help": (
        """
        def main():
            lock = threading.Lock()
            lock.acquire()
            print(lock.acquire(timeout=1), threading.Event().wait(1), threading.Semaphore(0).acquire(timeout=1))
        """,
        {"False False False"},
    ),
    "a semaphore's released permit may go to anyone": (
        """
        def main():
            permits, order = threading.Semaphore(1), []
            def take(me):
                for _ in range(2):
                    permits.acquire()
                    order.append(me)
                    permits.release()
            join(run(lambda: take("a"), lambda: take("b")))
            print(*order)
        """,
        {"a a b b", "a b a b", "a b b a", "b a a b", "b a b a", "b b a a"},
    ),
    "a signal before anybody waits": (
        """
        def main():
            condition = threading.Condition()
            def wait():
                with condition: condition.wait()
            def tell():
                with condition: condition.notify()
            join(run(wait, tell))
            print("over")
        """,
        {"over", "blocked"},
    ),
    "a signal with a flag": (
        """
        def main():
            condition, ready = threading.Condition(), []
            def wait():
                with condition:
                    while not ready: condition.wait()
            def tell():
                with condition:
                    ready.append(1)
                    condition.notify()
            join(run(wait, wait, tell))
            print("over")
        """,
        {"over", "blocked"},
    ),
    "a signal for all": (
        """
        def main():
            condition, ready = threading.Condition(), []
            def wait():
                with condition: condition.wait_for(lambda: ready)
            def tell():
                with condition:
                    ready.append(1)
                    condition.notify_all()
            join(run(wait, wait, tell))
            print("over")
        """,
        {"over"},
    ),
    "a signal with a time limit": (
        """
        def main():
            condition, seen = threading.Condition(), []
            def wait():
                with condition: seen.append(condition.wait(1))
            def tell():
                with condition: condition.notify()
            join(run(wait, tell))
            print(*seen)
        """,
        {"True", "False"},
    ),
    "who goes on after a signal": (
        """
        def main():
            condition, items, got = threading.Condition(), [], []
            def take(me):
                with condition:
                    if not items: condition.wait()
                    got.append(me if items and items.pop() else "nothing")
            def put():
                with condition:
                    items.append(1)
                    condition.notify()
            join(run(lambda: take("early"), put))
            print(*got)
        """,
        {"early"},
    ),
    "a woken thread can be overtaken": (
        """
        def main():
            condition, items, got = threading.Condition(), [], []
            def take():
                with condition:
                    if not items: condition.wait()
                    got.append(len(items) and items.pop())
            def put():
                with condition:
                    items.append(1)
                    condition.notify()
            threads = run(take, put, take)
            threads[1].join()
            with condition: condition.notify_all()
            join(threads)
            print(*got)
        """,
        {"1 0", "blocked"},
    ),
    "an event": (
        """
        def main():
            event, seen = threading.Event(), []
            join(run(lambda: seen.append(event.is_set()), event.set, lambda: seen.append(event.wait(1))))
            print(*seen)
        """,
        {"True True", "False True", "True False", "False False"},
    ),
    "an event set and cleared": (
        """
        def main():
            event = threading.Event()
            threads = run(event.wait)
            event.set()
            event.clear()
            join(threads)
            print("over")
        """,
        {"over", "blocked"},
    ),
    "places at a barrier": (
        """
        def main():
            barrier, places = threading.Barrier(2), [0, 0]
            def arrive(me): places[me] = barrier.wait()
            join(run(lambda: arrive(0), lambda: arrive(1)))
            print(*places)
        """,
        {"0 1", "1 0"},
    ),
    "a barrier that breaks": (
        """
        def main():
            barrier, seen = threading.Barrier(2), []
            def arrive():
                try: seen.append(barrier.wait(1))
                except threading.BrokenBarrierError: seen.append("broken")
            join(run(arrive, barrier.abort))
            print(*seen)
        """,
        {"broken"},
    ),
    "timers due at one moment": (
        """
        def main():
            seen = []
            timers = [threading.Timer(1, seen.append, [n]) for n in (1, 2)]
            for timer in timers: timer.start()
            join(timers)
            print(*seen)
        """,
        {"1 2", "2 1"},
    ),
    "sleepers": (
        """
        import time
        def main():
            seen = []
            def nap(n):
                time.sleep(n)
                seen.append(n)
            join(run(lambda: nap(1), lambda: nap(2)))
            print(*seen)
        """,
        {"1 2", "2 1"},
    ),
    "a thread alive": (
        """
        def main():
            event = threading.Event()
            thread, = run(event.wait)
            alive = [thread.is_alive()]
            event.set()
            alive.append(thread.is_alive())
            thread.join()
            print(*alive, thread.is_alive())
        """,
        {"True True False", "True False False"},
    ),
    "a join with a time limit": (
        """
        def main():
            seen = []
            thread, = run(lambda: seen.append("a"))
            thread.join(1)
            seen.append("b")
            thread.join()
            print(*seen)
        """,
        {"a b", "b a"},
    ),
    "daemons are not waited for": (
        """
        def main():
            run(threading.Event().wait, daemon=True)
            print("over")
        """,
        {"over"},
    ),
    "others are": (
        """
        def main():
            run(threading.Event().wait)
            print("over")
        """,
        {"over blocked"},
    ),
    "a queue of two": (
        """
        import queue
        def main():
            q, got = queue.Queue(), []
            q.put("a")
            q.put("b")
            join(run(lambda: got.append("1" + q.get()), lambda: got.append("2" + q.get())))
            print(*got)
        """,
        {"1a 2b", "2a 1b", "2b 1a", "1b 2a"},
    ),
    "nothing in a queue": (
        """
        import queue
        def main():
            q, got = queue.Queue(), []
            def take():
                try: got.append(q.get(timeout=1))
                except queue.Empty: got.append("empty")
            join(run(take, lambda: q.put("item")))
            print(*got)
        """,
        {"item", "empty"},
    ),
    "which future is done": (
        """
        from concurrent.futures import ThreadPoolExecutor
        def main():
            with ThreadPoolExecutor(1) as pool:
                future = pool.submit(len, "abc")
                print(future.done(), future.result())
        """,
        {"True 3", "False 3"},
    ),
    "a dictionary that changes under a loop": (
        """
        def main():
            d, seen = {1: 1}, []
            def look():
                try:
                    for key in d: seen.append(d[key])
                except RuntimeError: seen.append("changed")
            join(run(look, lambda: d.update({2: 2})))
            print(*seen)
        """,
        {"1", "1 2", "1 changed"},
    ),
    "methods handed on": (
        """
        def main():
            l = [1]
            append, pop = l.append, l.pop
            def drop(): pop()
            join(run(drop, lambda: append(2)))
            print(*l)
        """,
        {"1", "2"},
    ),
    "compared, copied": (
        """
        def main():
            l, seen = [1], []
            def look():
                seen.append(l == [1])
                seen.append(list(l))
            join(run(look, l.clear))
            print(*seen)
        """,
        {"True [1]", "True []", "False []"},
    ),
    "a loop variable seen by another thread": (
        """
        def main():
            threads = []
            for n in range(2):
                threads += run(lambda: print(n))
            join(threads)
        """,
        {"0 1", "1 1"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), OUTCOMES.values(), ids=OUTCOMES)
def test_all_that_can_happen(outcomes, text, expected):
    lines = text.strip("\n").split("\n")
    margin = len(lines[0]) - len(lines[0].lstrip())
    program = "import threading\n" + START + "\n".join(line[margin:] for line in lines)
    assert outcomes(program) == expected
