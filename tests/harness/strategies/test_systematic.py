"""The systematic strategies: every schedule, each once, the cheap ones first.

What a schedule costs is counted here from what the scheduler offered, by the definitions and not as
the strategies do.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from textwrap import dedent
from typing import Any

import pytest

from harness.strategies.bounded import Bounding, DelayBounding, PreemptionBounding
from harness.strategies.depth_first import DepthFirst
from harness.strategies.protocol import Profile
from harness.world.world import World

sys.path.insert(0, str(Path(__file__).parent))

from costs import Cost, Schedule, both

MOST = 6_000

LOST_UPDATE = """
    import threading

    count = 0

    def add():
        global count
        count += 1

    def main():
        threads = [threading.Thread(target=add) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print("right" if count == 2 else "wrong")
    """

LOCKED = """
    import threading

    count = 0
    lock = threading.Lock()

    def add():
        global count
        with lock:
            count += 1

    def main():
        threads = [threading.Thread(target=add) for _ in range(3)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(count)
    """

EMBRACE = """
    import threading

    order = ""
    a, b = threading.Lock(), threading.Lock()

    def body(first, second, name):
        global order
        with first, second:
            order += name

    def main():
        one = threading.Thread(target=body, args=(a, b, "1"))
        two = threading.Thread(target=body, args=(b, a, "2"))
        one.start(), two.start()
        one.join(), two.join()
        print(order)
    """

THERE_AND_BACK = """
    import threading

    step = 0
    seen = False

    def one():
        global step, seen
        step = 1
        seen = step == 2

    def two():
        global step
        if step == 1:
            step = 2
            step = 3

    def main():
        threads = [threading.Thread(target=body) for body in (one, two)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print("wrong" if seen else "right")
    """

LAST_FIRST = """
    import threading

    order = []
    gate = threading.Lock()

    def body(name):
        with gate:
            order.append(name)

    def main():
        threads = [threading.Thread(target=body, args=(name,)) for name in "abc"]
        with gate:
            for thread in threads: thread.start()
        for thread in threads: thread.join()
        print("wrong" if order[0] == "c" else "right")
    """

TIMEOUT = """
    import threading

    ready = threading.Event()
    value = 0

    def producer():
        global value
        value = 1
        ready.set()

    def main():
        thread = threading.Thread(target=producer)
        thread.start()
        print(ready.wait(1), value)
        thread.join()
    """

NOTIFIED = """
    import threading

    condition = threading.Condition()
    waiting, order = 0, ""

    def wait(name):
        global waiting, order
        with condition:
            waiting += 1
            condition.wait()
            order += name

    def main():
        threads = [threading.Thread(target=wait, args=(name,)) for name in "ab"]
        for thread in threads: thread.start()
        with condition:
            condition.notify(waiting)
        for thread in threads: thread.join()
        print(order)
    """

ALONE = """
    def main():
        print("alone")
    """

PROGRAMS = {
    "lost update": (LOST_UPDATE, {}),
    "lock": (LOCKED, {}),
    "deadly embrace": (EMBRACE, {}),
    "there and back": (THERE_AND_BACK, {}),
    "last first": (LAST_FIRST, {}),
    "timeout": (TIMEOUT, {}),
    "notify": (NOTIFIED, {}),
    "spurious wake-ups": (NOTIFIED, {"spurious": True}),
    "no choice": (ALONE, {}),
}
LONGEST = "spurious wake-ups"
"""Has 1,700 schedules."""


# -- running ---------------------------------------------------------------------------------------


class Watched:
    """A chooser that asks another one and counts what the answers cost."""

    def __init__(self, chooser: Any) -> None:
        self.chooser = chooser
        self.last = self.preemptions = self.delays = 0
        self.choices: list[int] = []

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        chosen = self.chooser.choose(current, runnable, extras)
        self.preemptions += current is not None and chosen is not current
        self.delays += self.passed_over(chosen, current, runnable, extras)
        self.last = chosen.number
        self.choices.append(chosen.number)
        return chosen

    def passed_over(self, chosen: Any, current: Any, runnable: list[Any], extras: list[Any]) -> int:
        """Go round in order of creation until it is the chosen one's turn."""
        number = current.number if current is not None else self.last + 1
        passed = 0
        for group in (runnable, extras):
            able = {thread.number for thread in group}
            for turn in range(number, number + 64):
                if turn % 64 == chosen.number and chosen.number in able:
                    return passed
                passed += turn % 64 in able
        raise AssertionError("chose one that was not offered")


class EverySchedule:
    """As in the world's tests: depth-first over all schedules, in a few lines."""

    def __init__(self) -> None:
        self.path: list[tuple[int, int]] = []
        self.spent = False

    def begin(self, rng: Random, profile: Profile) -> None:
        self.step = 0

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        threads = [*runnable, *extras]
        if self.step == len(self.path):
            self.path.append((0, len(threads)))
        taken, count = self.path[self.step]
        assert count == len(threads), "the same choices led to another state"
        self.step += 1
        return threads[taken]

    def end(self) -> None:
        while self.path:
            taken, count = self.path.pop()
            if taken + 1 < count:
                self.path.append((taken + 1, count))
                return
        self.spent = True


class Runner:
    """One program in its world."""

    def __init__(self, file: Path, options: dict[str, Any]) -> None:
        self.world = World(str(file), **options)

    def schedules(self, strategy: Any) -> Iterator[Schedule]:
        """What a strategy tries, until it is spent."""
        for _ in range(MOST):
            strategy.begin(Random(0), Profile())
            watched = Watched(strategy)
            ended = self.world.run(lambda: self.world.loader.load(self.world.target).main(), watched)
            assert ended.ending in ("done", "blocked"), self.world.scheduler.failure
            assert watched.choices == ended.choices
            strategy.end()
            said = self.world.output.text.strip() if ended.ending == "done" else ended.ending
            yield Schedule(tuple(watched.choices), said, watched.preemptions, watched.delays)
            if strategy.spent:
                return
        raise AssertionError(f"more than {MOST} schedules")


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Runner]:
    def make(text: str, options: dict[str, Any]) -> Runner:
        file = tmp_path_factory.mktemp("programs") / "program.py"
        file.write_text(dedent(text), encoding="utf-8")
        return Runner(file, options)

    return make


@pytest.fixture(
    scope="module",
    params=[name if name != LONGEST else pytest.param(name, marks=pytest.mark.slow) for name in PROGRAMS],
)
def program(request: pytest.FixtureRequest, runner: Callable[..., Runner]) -> tuple[Runner, list[Schedule]]:
    """A program, and all its schedules as a few lines of depth-first search find them."""
    made = runner(*PROGRAMS[request.param])
    return made, list(made.schedules(EverySchedule()))


# -- on real programs --------------------------------------------------------------------------------


def test_depth_first_tries_every_schedule_once(program: tuple[Runner, list[Schedule]]) -> None:
    runner, every = program
    strategy = DepthFirst()
    tried = list(runner.schedules(strategy))
    assert len(tried) == len(every) == len(set(tried))
    assert set(tried) == set(every)
    assert not strategy.diverged


@both
def test_all_bounds_together_try_every_schedule_once(
    program: tuple[Runner, list[Schedule]], strategy: type[Bounding], cost: Cost
) -> None:
    runner, every = program
    tried = list(runner.schedules(strategy()))
    assert len(tried) == len(every)
    assert set(tried) == set(every)


@both
def test_cheap_schedules_come_first_and_the_bound_is_what_they_cost(
    program: tuple[Runner, list[Schedule]], strategy: type[Bounding], cost: Cost
) -> None:
    runner, every = program
    bounding = strategy()
    assert (bounding.bound, bounding.complete) == (0, -1)
    bound, costs = bounding.bound, []
    for schedule in runner.schedules(bounding):
        assert cost(schedule) == bound
        bound = bounding.bound
        costs.append(cost(schedule))
    assert costs == sorted(map(cost, every))


@both
def test_a_complete_bound_leaves_nothing_untried(
    program: tuple[Runner, list[Schedule]], strategy: type[Bounding], cost: Cost
) -> None:
    runner, every = program
    bounding, tried = strategy(), set()
    for schedule in runner.schedules(bounding):
        tried.add(schedule)
        within = {one for one in every if cost(one) <= bounding.complete}
        assert within <= tried
        assert (within == tried) == (bounding.complete == cost(schedule)), "not said as soon as it is so"
    assert bounding.complete == bounding.bound == max(map(cost, every))
    assert not bounding.diverged


def test_with_no_delay_there_is_one_schedule(program: tuple[Runner, list[Schedule]]) -> None:
    _, every = program
    assert sum(schedule.delays == 0 for schedule in every) == 1


@pytest.mark.parametrize(
    ("strategy", "text", "bound"),
    [
        (PreemptionBounding, LOST_UPDATE, 1),
        (PreemptionBounding, THERE_AND_BACK, 2),
        (PreemptionBounding, LAST_FIRST, 0),
        (DelayBounding, LOST_UPDATE, 1),
        (DelayBounding, THERE_AND_BACK, 2),
        (DelayBounding, LAST_FIRST, 2),
    ],
)
def test_a_failure_is_found_at_the_least_bound_that_shows_it(
    runner: Callable[..., Runner], strategy: type[Bounding], text: str, bound: int
) -> None:
    bounding = strategy()
    at = bounding.bound
    for schedule in runner(text, {}).schedules(bounding):
        if schedule.outcome == "wrong":
            break
        at = bounding.bound
    assert schedule.outcome == "wrong"
    assert at == bound
    assert bounding.complete >= bound - 1
