"""Just what can happen does happen, with barriers, timers, whole threads, queues and containers."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from starting import program

OUTCOMES = {
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
    "a timer and a join due at one moment": (
        """
        def main():
            seen = []
            timer = threading.Timer(1, seen.append, [1])
            timer.start()
            timer.join(1)
            seen.append(2)
            timer.join()
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
        {"1", "1 2", "1 changed", "changed"},
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
    assert outcomes(program(text)) == expected
