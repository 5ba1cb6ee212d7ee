"""What is said of all schedules, and of chances, is true."""

from __future__ import annotations

from random import Random
from textwrap import dedent

import pytest

from harness.explorer.budget import Budget
from harness.explorer.class_enumeration import ClassEnumeration
from harness.explorer.portfolio import STRATEGIES
from harness.explorer.run import run
from harness.explorer.unseen_classes import ENOUGH, UnseenClasses
from harness.program.function import Function
from harness.strategies.pct import PCT
from harness.strategies.protocol import Profile
from harness.verdict import Verdict
from harness.world.world import World

REORDER_3 = """
    import threading
    class Shared: a = b = 0
    def main():
        shared = Shared()
        shared.a = shared.b = 0
        def put():
            shared.a = 1
            shared.b = -1
        def check():
            assert (shared.a == 0 and shared.b == 0) or (shared.a == 1 and shared.b == -1)
        threads = [threading.Thread(target=one) for one in (put, put, check)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """


@pytest.fixture
def written(tmp_path):
    """Writes a program to a file and gives its path."""

    def write(text):
        file = tmp_path / "program.py"
        file.write_text(dedent(text), encoding="utf-8")
        return str(file)

    return write


@pytest.mark.parametrize("strategy", ["auto", *STRATEGIES])
@pytest.mark.parametrize("schedules", [5, 60, 2_000])
def test_nothing_is_proved_of_a_program_that_can_fail(written, strategy, schedules):
    result = run(Function(written(REORDER_3), "main"), Budget(schedules), strategy=strategy)
    assert not result.exhaustive
    assert result.verdict is Verdict.WRONG or "Every" not in result.message
    assert result.proof is None or result.proof.preemptions == 0, "it takes one to fail"


UNPROVED = {
    "a log": "logging.getLogger().info('')",
    "a moment that is waited for": "while time.monotonic() < 2_000: pass",
    "a loop that polls": "while not box.done: pass",
    "two names bound by one pattern": """global one, two
                match (1, 2):
                    case (one, two): pass""",
}


@pytest.mark.parametrize("line", UNPROVED.values(), ids=UNPROVED)
def test_what_the_reduction_does_not_know_is_not_proved(written, line):
    text = f"""
        import logging, threading, time
        class Box: done = False
        def main():
            lock, box = threading.Lock(), Box()
            def work():
                {line}
            def other():
                time.monotonic()
                with lock: box.done = True
            threads = [threading.Thread(target=one) for one in (work, other)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
        """
    result = run(Function(written(text), "main"), Budget(100))
    assert (result.exhaustive, result.schedules) == (False, 100) or result.verdict is Verdict.BUSY_WAIT
    assert result.proof is None


def test_the_order_of_what_comes_out_of_an_iterator_is_a_matter_of_schedules(written):
    text = """
        import itertools, threading
        def main():
            numbers, seen = itertools.count(), {}
            def work(name): seen[name] = next(numbers)
            threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            assert seen["a"] == 0
        """
    for strategy in ("auto", "dpor"):
        assert run(Function(written(text), "main"), Budget(100), strategy=strategy).verdict is Verdict.WRONG


def test_an_order_that_the_reduction_does_not_see_keeps_it_from_a_proof(written):
    text = """
        import threading, weakref
        class Box: n = 0
        def main():
            box, shared = Box(), weakref.ref(Box)
            box.n = 0
            def work():
                box.n
                shared()
                box.n
            threads = [threading.Thread(target=work) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
        """
    result = run(Function(written(text), "main"), Budget(400))
    assert (result.passed, result.exhaustive, result.proof) == (True, False, None)


THREE_PREEMPTIONS = """
    import threading
    class Shared: a = b = c = d = 0
    def main():
        shared = Shared()
        shared.b = shared.c = shared.d = 0
        def put():
            shared.b = 1
            shared.b = 2
            shared.c = shared.d
            shared.c = 0
        def look():
            if shared.b == 1:
                shared.d = 1
                shared.d = 0
        def check():
            assert shared.c != 1
        threads = [threading.Thread(target=one) for one in (put, look, check)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """


def test_the_bound_of_a_proof_is_below_the_preemptions_of_any_failure(written):
    path = written(THREE_PREEMPTIONS)
    failed = run(Function(path, "main"), Budget(1_000), strategy="bpor")
    assert failed.verdict is Verdict.WRONG
    assert failed.preemptions == 3
    passed = run(Function(path, "main"), Budget((failed.found or 0) + 10), strategy="bpor")
    assert passed.proof is not None
    assert passed.proof.preemptions in (1, 2)
    assert not passed.exhaustive
    assert "; no schedule with at most " in passed.message


def test_a_bounded_search_without_an_end_to_its_budget_is_exhaustive(written):
    text = """
        import threading
        def main():
            seen = []
            threads = [threading.Thread(target=seen.append, args=(n,)) for n in range(3)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
        """
    by_bound, by_class = (run(Function(written(text), "main"), Budget(400), strategy=one) for one in ("bpor", "dpor"))
    assert (
        by_bound.message
        == by_class.message
        == "Every possible order of these 4 threads was tried: 6 differ, and all pass."
    )
    assert by_bound.exhaustive


DEPTH_2 = """
    import threading
    class Shared: ready = done = used = False
    def main():
        shared = Shared()
        def put():
            shared.used; shared.used; shared.used
            shared.ready = True
            shared.done = True
            shared.used
        def look():
            shared.used; shared.used
            if shared.ready: assert shared.done
        threads = [threading.Thread(target=one) for one in (put, look)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """


def hits(path, runs):
    """How often PCT with depth 2 fails the program, and the guarantee with the program's own figures."""
    world, strategy, profile, rng = World(path), PCT(2), Profile(), Random(7)

    def body():
        world.loader.load(path).main()

    failed, most = 0, 0
    for number in range(runs):
        strategy.begin(rng, profile)
        failed += world.run(body, strategy).ending == "failed"
        most = max(most, strategy.step)
        if number < 200:
            profile.learn(len(world.scheduler.threads), strategy.step)
    return failed, 1 / (profile.threads * most)


def test_the_guarantee_of_pct_holds(written):
    failed, least = hits(written(DEPTH_2), 2_000)
    assert failed / 2_000 >= least


@pytest.mark.slow
def test_the_guarantee_of_pct_holds_over_many_runs(written):
    failed, least = hits(written(DEPTH_2), 20_000)
    assert failed / 20_000 >= least


def test_the_chance_of_a_new_class_is_the_part_of_those_seen_once():
    unseen = UnseenClasses()
    for fingerprint in range(ENOUGH - 1):
        unseen.add(fingerprint)
    assert unseen.chance() is None
    unseen.add(0)
    assert unseen.chance() == (ENOUGH - 2) / ENOUGH
    for _ in range(10_000):
        unseen.add(0)
    assert unseen.chance() == (ENOUGH - 2) / (ENOUGH + 10_000)


def test_the_estimate_of_how_much_is_explored_grows_to_all(written):
    text = REORDER_3.replace("            assert (", "            bool(").replace("put, put, check", "put, check")
    world = World(written(text))
    classes = ClassEnumeration(world, lambda: world.loader.load(world.target).main())
    parts = [classes.search.explored() for _ in classes]
    assert parts == sorted(parts)
    assert parts[-1] == 1
