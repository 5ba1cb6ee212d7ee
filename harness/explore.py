"""``explore(function)``: run a function under many schedules, and say what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

from harness.explorer.budget import DEFAULT_SCHEDULES, Budget
from harness.explorer.portfolio import AUTO
from harness.explorer.run import active, run
from harness.program.function import Function, of_function
from harness.result import Result
from harness.token import Token
from harness.verdict import Verdict
from harness.workers.job import Job
from harness.workers.pool import WorkerPool
from harness.world.loader.load_error import LoadError, StopLoading


def explore(
    function: Callable[[], object],
    *,
    schedules: int = DEFAULT_SCHEDULES,
    seconds: float | None = None,
    seed: int = 0,
    replay: str | None = None,
    strategy: str = AUTO,
    jobs: int = 1,
) -> Result:
    """Run a function under many schedules and say what is wrong with it, if anything.

    The function's file is loaded anew, with ``threading``, ``queue``, ``time`` and
    ``concurrent.futures`` simulated; nothing of the calling process is patched.

    Args:
        function: takes no arguments; starts and joins threads as it likes.
        schedules: at most so many schedules, at least 1.
        seconds: stop after so many seconds of wall-clock time; None for no limit.
        seed: of everything that is left to chance. The same seed gives the same result.
        replay: a token; runs only the schedule it names.
        strategy: "auto", or one alone: "random", "pct1" to "pct3", "pos", "surw", "ipb", "idb", "dfs", "dpor".
        jobs: processes that search side by side; more than one only for a function at the top of its file.
            Any number gives the same result.

    Returns:
        A result whose ``verdict``, ``message``, ``schedules``, ``exhaustive``, ``replay`` and
        ``trace`` say what was found (see ``harness.trace.Result``).

    Raises:
        TypeError: ``function`` is not a plain function without arguments.
        ValueError: a bound that makes no sense, or a token for other source.
    """
    if active():  # the file calls explore() at its top level, and is being loaded to be explored
        raise StopLoading
    budget = Budget(schedules, seconds)
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, not {jobs}")
    try:
        program = of_function(function)
    except LoadError as error:
        return Result(Verdict.ERROR, f"{error}.", getattr(function, "__qualname__", ""))
    token = Token.parse(replay) if replay is not None else None
    if jobs > 1 and token is None:
        if not isinstance(program, Function):
            raise ValueError(f"{program.name} is no function at the top of its file; jobs must be 1")
        job = Job(
            "explore", program.target, program.function,
            schedules=schedules, seconds=seconds, seed=seed, strategy=strategy,
        )  # fmt: skip
        with WorkerPool(jobs) as judges:
            return judges.search(job)
    return run(program, budget, seed, token, strategy)
