"""Just what can happen does happen: all outcomes of small programs, over every schedule of each."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from starting import program

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
            join([*threads])
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
}


BINDINGS = {
    "a tuple": "a, b = 1, 1",
    "a chain": "a = b = 1",
    "a nested tuple": "(a, _), b = (1, 0), 1",
    "a starred name": "a, *b = 1, 1; b = b[0]",
    "a loop": """for a, b in [(1, 1)]:
                pass""",
    "a with statement": """with nullcontext((1, 1)) as (a, b):
                pass""",
    "a name and then a field": "a, box.b = 1, 1; b = box.b",
    "an import": "import math as a, math as b",
}
"""Statements that set first ``a`` and then ``b``."""
HALF_BOUND = """
    from contextlib import nullcontext
    class Box: pass
    box, a, b = Box(), 0, 0
    def main():
        def set_both():
            global a, b
            {statement}
        def look():
            print(int(a == 0), int(b == 0))
        join(run(set_both, look))
"""


@pytest.mark.parametrize("statement", BINDINGS.values(), ids=BINDINGS)
def test_another_thread_sees_a_statement_that_binds_several_names_half_done(outcomes, statement):
    # it reads a before b, so "1 0" is a read before and a read after, and "0 1" is what lies between the two stores
    assert outcomes(program(HALF_BOUND.format(statement=statement))) == {"1 1", "0 1", "1 0", "0 0"}


def test_another_thread_sees_a_statement_that_deletes_several_names_half_done(outcomes):
    text = """
        a, b = 1, 1
        def main():
            def delete():
                global a, b
                del a, b
            def look():
                print("a" in globals(), "b" in globals())
            join(run(delete, look))
    """
    assert "False True" in outcomes(program(text))


@pytest.mark.parametrize(("text", "expected"), OUTCOMES.values(), ids=OUTCOMES)
def test_all_that_can_happen(outcomes, text, expected):
    assert outcomes(program(text)) == expected
