"""The time to judge right and wrong histories of 3 threads on a FIFO queue, in which all calls overlap.

Run by hand: ``python benchmarks/linearizability.py [SEEDS]``. Prints the median and the maximum over all seeds, in
processor time. The last rows are the hard case: all puts come first, and only the gets show their order. A wrong
history is harder the more gets overlap that could have returned their items in either order.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import deque
from collections.abc import Callable

from harness.checks.linearizability.call_history import Call
from harness.checks.linearizability.search import linearizability

THREADS = 3


class Queue:
    """The model: a queue that never blocks."""

    def __init__(self) -> None:
        self.items: list[object] = []

    def put(self, item: object) -> None:
        self.items.append(item)

    def get(self) -> object:
        return self.items.pop(0) if self.items else None


Lot = Callable[[random.Random, float], str]


def mixed(rng: random.Random, done: float) -> str:
    """Return put or get at random: the queue stays short."""
    return rng.choice(["put", "get"])


def puts_first(rng: random.Random, done: float) -> str:
    """Return put for the first half of a thread's calls, then get."""
    return "put" if done < 0.5 else "get"


def history(rng: random.Random, lot: Lot, size: int) -> list[Call]:
    """Return the history of threads with long calls: each call takes effect between the effects of the others.

    In each turn of a thread one thing happens: its next call begins, its current call takes effect, or that call ends.
    """
    queue, clock, calls = deque[object](), 0, list[Call]()
    under_way: dict[int, Call] = {}
    affected: set[int] = set()
    made = dict.fromkeys(range(THREADS), 0)
    while any(count < size for count in made.values()) or under_way:
        clock += 1
        thread = rng.choice([one for one in made if made[one] < size or one in under_way])
        call = under_way.get(thread)
        if call is None:
            operation = lot(rng, made[thread] / size)
            arguments = (f"{thread}.{made[thread]}",) if operation == "put" else ()
            call = under_way[thread] = Call(f"thread-{thread}", operation, arguments, clock)
            made[thread] += 1
            calls.append(call)
        elif thread not in affected:
            affected.add(thread)
            if call.operation == "put":
                queue.append(*call.arguments)
            else:
                call.result = queue.popleft() if queue else None
        else:
            affected.remove(thread)
            call.returned = clock
            del under_way[thread]
    return calls


def spoil(calls: list[Call]) -> None:
    """Make two gets near the end return the same item."""
    got = [call for call in calls if call.operation == "get" and call.result is not None]
    got[-2].result = got[-4].result


def main() -> None:
    """Print a row for each kind of history."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    print(f"{'history':<28} {'median':>9} {'worst':>9}   ({seeds} seeds)")
    for lot, size in ((mixed, 20), (puts_first, 8), (puts_first, 10)):
        for wrong in (False, True):
            times = [judging(seed, lot, size, wrong) for seed in range(seeds)]
            name = f"{THREADS} x {size} {lot.__name__.replace('_', ' ')}, {'wrong' if wrong else 'right'}"
            print(f"{name:<28} {statistics.median(times) * 1e3:>6.1f} ms {max(times) * 1e3:>6.1f} ms")


def judging(seed: int, lot: Lot, size: int, wrong: bool) -> float:
    """Return the seconds that it takes to judge one history."""
    calls = history(random.Random(seed), lot, size)
    if wrong:
        spoil(calls)
    started = time.process_time()
    finding = linearizability(calls, Queue, final=False)
    seconds = time.process_time() - started
    assert (finding is not None) == wrong, seed
    return seconds


if __name__ == "__main__":
    main()
