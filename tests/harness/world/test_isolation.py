"""A world keeps to itself: executions do not see each other, and the process sees none of them."""

import signal
import sys
import threading
from pathlib import Path
from random import Random

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.strategies.pct import PCT
from harness.strategies.pos import POS
from harness.strategies.protocol import Profile
from harness.strategies.random_walk import RandomWalk
from harness.strategies.replay import FollowChoices
from harness.verdict import Verdict
from harness.world.world import World

ENDS = {
    "pass": """
        import threading
        def main():
            thread = threading.Thread(target=print)
            thread.start()
            thread.join()
        """,
    "wrong": """
        import threading
        def main():
            threading.Thread(target=threading.Event().wait).start()
            assert False
        """,
    "deadlock": """
        import threading
        lock = threading.Lock()
        def again(): lock.acquire()
        def main():
            with lock: again()
        """,
    "livelock": """
        def main():
            while True: pass
        """,
    "error": """
        raise KeyError
        """,
}


@pytest.mark.parametrize(("verdict", "text"), ENDS.items(), ids=ENDS)
def test_nothing_is_left_behind(written, verdict, text):
    path = written(text, name=f"ends_{verdict}")
    before = (dict(vars(threading)), threading.enumerate(), sys.stdout, sys.stderr, list(sys.meta_path), list(sys.path))
    patched = dict(vars(threading.Thread)), dict(vars(threading.Condition)), dict(vars(threading.Semaphore))
    try:
        result = run(Function(path, "main"), Budget(20))
        assert str(result.verdict) == verdict
    finally:
        after = (dict(vars(threading)), threading.enumerate(), sys.stdout, sys.stderr, sys.meta_path, sys.path)
    assert after == before
    assert (dict(vars(threading.Thread)), dict(vars(threading.Condition)), dict(vars(threading.Semaphore))) == patched


@pytest.fixture
def listening():
    """Ctrl-C is not ignored, as it is in a shell's background jobs."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("listening")
def test_an_interrupt_comes_through_and_leaves_nothing_behind(written):
    path = written(
        "import threading\ndef main():\n    threading.Thread(target=work).start()\ndef work(): raise KeyboardInterrupt"
    )
    before = sys.stdout
    with pytest.raises(KeyboardInterrupt):
        run(Function(path, "main"), Budget(5))
    assert sys.stdout is before
    assert run(Function(written("def main(): pass"), "main"), Budget(1)).passed


FRESH = {
    "a global": "n = 0\ndef main():\n    global n\n    n += 1\n    assert n == 1",
    "a list": "n = []\ndef main():\n    n.append(1)\n    assert n == [1]",
    "a default": "def f(n=[]):\n    n.append(1)\n    return n\ndef main():\n    assert f() == [1]",
    "a default among words": """
        def f(*, n={}):
            return n.setdefault('k', len(n))
        def main():
            assert f() == 0 and f.__kwdefaults__
        """,
    "a field of a class": "class A: n = 0\ndef main():\n    A.n += 1\n    assert A.n == 1",
    "a field of a class by another name": """
        class A: n = 0
        def main():
            kind = A
            kind.n += 1
            assert A.n == 1
        """,
    "a field by setattr": "class A: pass\ndef main():\n    assert not hasattr(A, 'n')\n    setattr(A, 'n', 1)",
    "a list in a class": "class A:\n    n = []\ndef main():\n    A.n.append(1)\n    assert len(A.n) == 1",
    "a class in a class": """
        class A:
            class B:
                class C: n = 0
        def main():
            A.B.C.n += 1
            assert A.B.C.n == 1
        """,
    "a field of a function": """
        def f():
            f.n = getattr(f, 'n', 0) + 1
            return f.n
        def main():
            assert f() == 1
        """,
    "a field of a method": "class A:\n    def f(self): pass\ndef main():\n    assert not vars(A.f)\n    A.f.n = 1",
    "a closure": """
        def counted(f):
            n = 0
            def inner():
                nonlocal n
                n += 1
                return n
            return inner
        @counted
        def f(): pass
        def main():
            assert f() == 1
        """,
    "an iterator": "n = iter(range(9))\ndef main():\n    assert next(n) == 0",
    "a generator": "n = (i for i in range(9))\ndef main():\n    assert next(n) == 0",
    "a bound method": "add = [].append\ndef main():\n    add(1)\n    assert len(add.__self__) == 1",
    "a namespace": """
        from types import SimpleNamespace
        n = SimpleNamespace(x=0)
        def main():
            n.x += 1
            assert n.x == 1
        """,
    "an enumeration": """
        import enum
        class E(enum.Enum):
            A = 1
        def main():
            assert not hasattr(E.A, 'n')
            E.A.n = 1
        """,
    "a cache": """
        import functools
        @functools.cache
        def f(): return []
        def main():
            f().append(1)
            assert f() == [1]
        """,
    "a name that was not there": "def main():\n    assert 'n' not in globals()\n    globals()['n'] = 1",
    "a name deleted": "n = 1\ndef main():\n    global n\n    assert n\n    del n",
    "a truth for a number": "n = 1\ndef main():\n    global n\n    assert n is not True\n    n = True",
    "a function replaced": "def f(): return 1\ndef main():\n    global f\n    assert f() == 1\n    f = lambda: 2",
    "a decorated class": """
        import dataclasses
        @dataclasses.dataclass
        class A:
            n: int = 0
            made: dataclasses.InitVar = None
        def main():
            assert A().n == 0 and not hasattr(A, "extra")
            A.extra = 1
        """,
    "an instance": """
        class A:
            def __init__(self): self.n = 0
        a = A()
        def main():
            a.n += 1
            assert a.n == 1
        """,
    "threading itself": """
        import threading
        def main():
            assert 'Fake' not in str(threading.Lock)
            class Fake: pass
            threading.Lock = Fake
        """,
    "names of pools": """
        from concurrent.futures import ThreadPoolExecutor
        import threading
        def main():
            with ThreadPoolExecutor(1) as pool:
                assert pool.submit(lambda: threading.current_thread().name).result() == "ThreadPoolExecutor-0_0"
        """,
    "what the top level did with others": """
        import threading
        seen = []
        thread = threading.Thread(target=seen.append, args=(1,))
        thread.start()
        thread.join()
        def main():
            seen.append(2)
            assert seen == [1, 2]
        """,
}


@pytest.mark.parametrize("text", FRESH.values(), ids=FRESH)
def test_each_execution_begins_from_the_same_state(explored, text):
    result = explored(text, schedules=8)
    assert result.passed, f"{result.verdict}: {result.message}"


def test_a_module_that_cannot_change_is_loaded_once(written):
    world = World(written("import threading\nSIZE = 3\nclass A:\n    def f(self): return SIZE\ndef main(): A().f()"))
    modules = []
    for _ in range(3):
        world.run(lambda: modules.append(world.loader.load(world.target)), FollowChoices([]))
    assert modules[0] is modules[1] is modules[2]


def test_a_lock_held_by_a_thread_that_was_cut_short_is_free_in_the_next_execution(explored):
    text = """
        from concurrent.futures import ThreadPoolExecutor
        import threading
        n = 0
        def add():
            global n
            n += 1
        def use():
            with ThreadPoolExecutor(2) as pool:
                pool.submit(add)
                pool.submit(add)
        def main():
            thread = threading.Thread(target=use)
            thread.start()
            use()
            thread.join()
            assert n == 4
        """
    assert explored(text, schedules=400).verdict is Verdict.WRONG


def test_a_module_beside_the_program_comes_before_the_standard_library(written):
    path = Path(written("import queue, random\ndef main():\n    assert (queue.MINE, random.MINE) == (1, 1)"))
    for name in ("queue", "random"):
        path.with_name(f"{name}.py").write_text("MINE = 1\n", encoding="utf-8")
    result = run(Function(str(path), "main"), Budget(5))
    assert result.passed, result.message


def test_a_module_that_would_hide_what_the_world_is_made_of_is_refused_by_name(written):
    path = Path(written("import threading\ndef main(): pass"))
    path.with_name("threading.py").write_text("", encoding="utf-8")
    assert "threading.py beside the program hides" in run(Function(str(path), "main"), Budget(5)).message


PROGRAMS = {
    "locks": """
        import threading
        def main():
            locks, n = [threading.Lock() for _ in range(3)], [0]
            def work(first, second):
                with locks[first], locks[second]: n[0] += 1
            threads = [threading.Thread(target=work, args=pair) for pair in ((0, 1), (1, 2), (2, 0))]
            for t in threads: t.start()
            for t in threads: t.join()
        """,
    "timeouts": """
        import threading, time, queue
        def main():
            q, lock, seen = queue.Queue(1), threading.Lock(), []
            def put():
                for n in range(2):
                    try: q.put(n, timeout=1)
                    except queue.Full: seen.append("full")
            def get():
                try: seen.append(q.get(timeout=2))
                except queue.Empty: seen.append("empty")
                if lock.acquire(timeout=1): time.sleep(1); lock.release()
            threads = [threading.Thread(target=f) for f in (put, get, get)] + [threading.Timer(1, seen.append, [1])]
            for t in threads: t.start()
            for t in threads: t.join(5)
        """,
    "conditions and failing asserts": """
        import threading
        def main():
            condition, items = threading.Condition(), []
            def take():
                with condition:
                    if not items: condition.wait()
                    items.pop()
            def put():
                for n in range(2):
                    with condition:
                        items.append(n)
                        condition.notify()
            threads = [threading.Thread(target=f) for f in (take, take, put)]
            for t in threads: t.start()
            for t in threads: t.join()
        """,
    "objects in sets, by id and by name": """
        import threading, random
        def main():
            seen = []
            def work():
                me = threading.current_thread()
                seen.append((id(seen) % 7, random.randint(0, 9), me.name, len({object(), 1, "a"})))
                seen.extend(thread.name for thread in set(threads) | {me})
            threads = [threading.Thread(target=work) for _ in range(3)]
            for t in threads: t.start()
            for t in threads: t.join()
            print(seen)
        """,
    "pools": """
        from concurrent.futures import ThreadPoolExecutor, wait
        def main():
            n = [0]
            def add(by): n[0] += by
            with ThreadPoolExecutor(2) as pool:
                wait([pool.submit(add, by) for by in (1, 2)])
            print(n)
        """,
}


def log(world):
    return list(world.scheduler.log)


@pytest.mark.parametrize("over_notify", [False, True])
@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_the_same_schedule_gives_the_same_execution(written, text, over_notify):
    world, rng = World(written(text), over_notify=over_notify), Random(5)

    def body():
        world.loader.load(world.target).main()

    world.run(body, FollowChoices([]))
    for number in range(60):
        strategy = (RandomWalk(), POS(), PCT(3))[number % 3]
        strategy.begin(rng, Profile(choices=60))
        first = world.run(body, strategy, record=number % 2 == 0)
        before, printed = log(world), world.output.text
        chooser = FollowChoices(first.choices)
        again = world.run(body, chooser, record=True)
        assert (again.ending, again.choices) == (first.ending, first.choices)
        assert (log(world), world.output.text) == (before, printed)
        assert chooser.missed == ""
        if first.trace is not None:
            first.trace.preemptions, first.trace.switches = again.trace.preemptions, again.trace.switches
            assert again.trace == first.trace
