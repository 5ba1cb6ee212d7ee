"""``explore(function)``: runs a function under many schedules and reports the first failure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .common.timeout_rules import HOUR, TIMEOUTS
from .explorer.auto import AUTO
from .explorer.budget import DEFAULT_SCHEDULES, Budget
from .explorer.run import active, run
from .facts import LoadFailure
from .program.function import Function, of_function
from .report.sentences import fill
from .result import Finding, Result
from .token import Token
from .verdict import Verdict
from .workers.job import Job, search_path
from .workers.pool import WorkerPool
from .world.loader.load_error import LoadError, StopLoading


def explore(
    function: Callable[[], object],
    *,
    schedules: int = DEFAULT_SCHEDULES,
    seconds: float | None = None,
    seed: int = 0,
    replay: str | None = None,
    strategy: str = AUTO,
    jobs: int = 1,
    inside: Sequence[str] = (),
    timeouts: str = HOUR,
) -> Result:
    """Run a function under many schedules and report the first failure, if there is one.

    The function's file is loaded again in a simulated world, with ``threading``, ``queue``, ``time`` and
    ``concurrent.futures`` simulated. The calling process has its own modules, path and arguments back at the end.

    Args:
        function: takes no arguments; starts and joins threads as it likes.
        schedules: the most schedules to run, at least 1.
        seconds: the most seconds of wall-clock time; None for no limit.
        seed: of everything left to chance. The same seed gives the same result.
        replay: a token; only the schedule that it names is run.
        strategy: "auto", or a single strategy: "random", "pct1" to "pct3", "pos", "surw", "rff", "ipb", "idb", "dfs",
            "dpor", "bpor".
        jobs: the number of processes that search in parallel; more than one only for a function at the top of its
            file. The result does not depend on it.
        inside: installed packages that are explored as the program's own modules are.
        timeouts: "hour": a wait of over an hour times out only when no thread can run; "any": every wait may time out
            at any time; "idle": no time passes while a thread can run.

    Returns:
        A result whose ``verdict``, ``message``, ``schedules``, ``exhaustive``, ``replay`` and
        ``trace`` report what was found (see ``harness.result.Result``).

    Raises:
        TypeError: ``function`` is not a plain function without arguments.
        ValueError: a bound is out of range, or the token does not fit the program.
    """
    if active():  # the file calls explore() at its top level, and is loaded here in order to be explored
        raise StopLoading
    budget = Budget(schedules, seconds)
    if timeouts not in TIMEOUTS:
        raise ValueError(f"timeouts must be one of {', '.join(TIMEOUTS)}, not {timeouts!r}")
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, not {jobs}")
    try:
        program = of_function(function, frozenset(inside), timeouts)
    except LoadError as error:
        result = Result(Verdict.ERROR, "", getattr(function, "__qualname__", ""))
        return fill(result, Finding(Verdict.ERROR, LoadFailure(str(error))))
    token = Token.parse(replay) if replay is not None else None
    if jobs > 1 and token is None:
        if not isinstance(program, Function):
            raise ValueError(f"{program.name} is not a function at the top of its file, so jobs must be 1")
        job = Job(
            "explore", program.target, program.function,
            schedules=schedules, seconds=seconds, seed=seed, strategy=strategy, path=search_path(),
            inside=tuple(inside), timeouts=timeouts,
        )  # fmt: skip
        with WorkerPool(jobs) as judges:
            return judges.search(job)
    return run(program, budget, seed, token, strategy)
