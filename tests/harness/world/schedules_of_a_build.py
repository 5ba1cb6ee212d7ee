"""Runs schedules of several programs and strategies, and prints a digest of each search, for ``test_builds.py``.

The first argument is the folder of the package, the second that of the benchmarks' programs.
"""

import hashlib
import json
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])

from concurrency_katas.explorer import executor
from concurrency_katas.explorer.budget import Budget
from concurrency_katas.explorer.run import run
from concurrency_katas.program.function import Function
from concurrency_katas.world.scheduler import scheduler

SCHEDULES = 40
PROGRAMS = {
    "buffer_scenario.py::scenario": "random pct2 pos surw rff dpor bpor ipb auto",
    "sctbench/programs/reorder.py::reorder_4": "random dpor",
    "sctbench/programs/circular_buffer.py::circular_buffer": "random dpor",
    "sctbench/programs/queue.py::queue": "auto",
    "sctbench/programs/din_phil.py::din_phil4": "auto dpor",
    "sctbench/programs/token_ring.py::token_ring": "auto",
}


def main() -> None:
    """Print the file of the scheduler, and the digest of each search by program and strategy, as JSON."""
    seen = hashlib.sha256()
    plain = executor.Executor.run

    def watched(self, *args, **words):
        outcome = plain(self, *args, **words)
        one, tracer = self.world.scheduler, words.get("tracer")
        accesses = [tuple(access) for access in tracer.accesses] if tracer is not None else []
        said = (outcome.ending, one.steps, one.choices, one.log, one.doubtful, one.unmodelled, accesses)
        seen.update(repr(said).encode())
        return outcome

    executor.Executor.run = watched
    found = {}
    for name, strategies in PROGRAMS.items():
        file, _, function = name.partition("::")
        for strategy in strategies.split():
            seen = hashlib.sha256()
            result = run(Function(str(Path(sys.argv[2]) / file), function), Budget(SCHEDULES), strategy=strategy)
            seen.update(repr((result.verdict, result.message, result.schedules, result.trace)).encode())
            found[f"{name} {strategy}"] = seen.hexdigest()
    sys.stdout.write(json.dumps({"core": str(scheduler.__file__), "digests": found}))


main()
