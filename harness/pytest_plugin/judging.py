"""Judging in place of calling: a clause of a kata, or a function marked ``explore``, runs in a worker process."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, NoReturn

import pytest
from _pytest._code.code import ReprFileLocation, TerminalRepr
from _pytest._io import TerminalWriter
from _pytest.outcomes import Failed
from _pytest.runner import runtestprotocol

from ..course.grading.check import clause_results, job
from ..course.grading.time_limit import judge_in_time, limited
from ..report.exports.oneline import oneline
from ..result import Result
from ..token import TokenError
from ..verdict import Verdict
from ..workers.limits import Limits
from ..workers.pool import WorkerPool
from ..world.diagnosis.exceptions import EXPECTED, SKIPS
from .clauses import TARGET, clause_name, kata_of
from .configuration import LIMIT, check_settings, configuration, repetition
from .explored_tests import PlainRun, ThreadStarts, explored
from .marked_tests import job as explore_job

_POOL: pytest.StashKey[WorkerPool] = pytest.StashKey()
_POOL_OF_UNMARKED: pytest.StashKey[WorkerPool] = pytest.StashKey()
FILES = 4_096
"""Files open at once: an execution that is cut short leaves some open, and the next one opens them again."""
HANG = 1.0
"""Seconds without a step after which a test without a mark is refused."""
_PLAIN_RUN: pytest.StashKey[PlainRun] = pytest.StashKey()


def judge_clause(item: pytest.Function) -> Result:
    """Return the result of a clause: the first failure, or the messages of all engines together.

    Raises:
        pytest.exit.Exception: the token of ``--replay`` cannot be replayed.
    """
    kata, target = kata_of(item), item.stash[TARGET]
    settings, clause, pool = check_settings(item), clause_name(item), _pool(item.config)
    token = item.config.getoption("--replay")
    if token:
        try:
            return pool.judge(job(kata, clause, target, "explore", settings, token))
        except TokenError as error:
            problem = str(error)
        pytest.exit(f"--replay: {problem}", returncode=pytest.ExitCode.USAGE_ERROR)
    *_, last = results = list(clause_results(pool, kata, clause, target, settings))
    _stop_timer(item)
    if last.passed:
        last.message = " ".join(result.message for result in results)
        last.notes = tuple(note for result in results for note in result.notes)
    return last


def judge_marked(item: pytest.Function) -> Result:
    """Return the result of a function marked ``explore``."""
    limit = item.stash.get(LIMIT, None)
    settings = configuration(item.config)
    otherwise = {
        "schedules": settings.schedules,
        "seconds": settings.seconds,
        "strategy": settings.strategy,
        "inside": settings.inside,
        "timeouts": settings.timeouts,
    }
    wanted = limited(explore_job(item, settings.seed + repetition(item), otherwise=otherwise), limit)
    result = judge_in_time(_pool(item.config), wanted, limit)
    _stop_timer(item)
    result.name = item.nodeid
    _skip_as_the_test_does(result)
    return result


def _skip_as_the_test_does(result: Result) -> None:
    """Skip a test, or let it fail as expected, if it has done so in the worker."""
    ended = result.trace.failure if result.trace is not None else None
    if ended is not None and result.verdict is Verdict.ERROR:
        if ended.kind == EXPECTED:
            pytest.xfail(ended.message)
        if ended.kind in SKIPS:
            pytest.skip(ended.message)


def fail(item: pytest.Item, result: Result, text: str) -> NoReturn:
    """Let a test fail with a report, by an exception of the class that a mark ``xfail`` expects, if it raised one."""
    ended = result.trace.failure if result.trace is not None else None
    for mark in item.iter_markers("xfail"):
        expected = mark.kwargs.get("raises", ())
        for kind in expected if isinstance(expected, tuple) else (expected,):
            if ended is not None and kind.__name__ == ended.kind:
                raise kind(text)
    raise ReportedFailure(result, text)


class ReportedFailure(Failed):
    """A failure with a report, and one sentence for pytest's summary, which prints messages whole in CI.

    Args:
        result: what was found.
        text: the report.

    Attributes:
        kata_summary: the verdict, the line that the report marks first, and the sentence.
        kata_place: that line with its file, or None.
        kata_line: all of it as ``file:line: verdict: sentence``.
    """

    def __init__(self, result: Result, text: str) -> None:
        super().__init__(text, pytrace=False)
        where = "" if result.line is None else f" ({Path(result.file).name}:{result.line})"
        self.kata_summary = f"{result.verdict}{where}: {result.message}"
        self.kata_line = oneline(result)
        self.kata_place = None if result.line is None else (result.file, result.line)


def run_unmarked(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Run a test without a mark as pytest does, and remember its report, for ``pytest --explore``.

    Args:
        item: the test.
        nextitem: the test after it, whose fixtures are kept.
    """
    began = time.monotonic()
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    with ThreadStarts.counted() as started:
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
    _stop_timer(item)
    call = next((one for one in reports if one.when == "call"), None)
    if call is not None and all(one.passed for one in reports):
        item.stash[_PLAIN_RUN] = PlainRun(call, started(), time.monotonic() - began)
        if hasattr(item.config, "workerinput"):  # a worker of xdist reports a test only while it runs it
            _explore(item, item.stash[_PLAIN_RUN])
    for one in reports:
        item.ihook.pytest_runtest_logreport(report=one)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)


def explore_unmarked(session: pytest.Session) -> None:
    """Explore the tests that have passed plainly, and report those that fail now."""
    if hasattr(session.config, "workerinput"):
        return
    terminal: Any = session.config.pluginmanager.getplugin("terminalreporter")
    for item in session.items:
        run = item.stash.get(_PLAIN_RUN, None)
        if run is None or session.shouldstop:
            continue
        _explore(item, run)
        if run.report.failed:
            passed = terminal.stats.get("passed", []) if terminal is not None else []
            if run.report in passed:
                passed.remove(run.report)
            item.ihook.pytest_runtest_logreport(report=run.report)


def _explore(item: pytest.Item, run: PlainRun) -> None:
    failure = explored(item, run, _pool_of_unmarked(item.config))
    if failure is not None:
        shown = ReportedFailure(failure, report(failure))
        place = shown.kata_place or (failure.file, 0)
        run.report.outcome, run.report.longrepr = "failed", ReportText(str(shown.msg), *place, shown.kata_summary)


def _stop_timer(item: pytest.Item) -> None:
    """Stop the timer of pytest-timeout once the judging is done: rendering the report is not the test's time."""
    if LIMIT in item.stash:
        item.config.hook.pytest_timeout_cancel_timer(item=item)


def _pool(config: pytest.Config) -> WorkerPool:
    if _POOL not in config.stash:
        pool = config.stash[_POOL] = WorkerPool(1, config.rootpath)
        config.add_cleanup(pool.close)
    return config.stash[_POOL]


def _pool_of_unmarked(config: pytest.Config) -> WorkerPool:
    """Return the pool for tests without a mark: many wait for sockets, and nothing is written to their project."""
    if _POOL_OF_UNMARKED not in config.stash:
        pool = config.stash[_POOL_OF_UNMARKED] = WorkerPool(1, limits=Limits(hang=HANG, silence=2 * HANG, files=FILES))
        config.add_cleanup(pool.close)
    return config.stash[_POOL_OF_UNMARKED]


class ReportText(TerminalRepr):
    """The text of a report as pytest shows a failure, with one sentence for its summary.

    Args:
        text: the report.
        path: the file of the line to look at first.
        line: its number.
        summary: the sentence.
    """

    def __init__(self, text: str, path: str, line: int, summary: str) -> None:
        self.reprcrash = ReprFileLocation(path, line, summary)
        self._text = text

    def __str__(self) -> str:
        return self._text

    def toterminal(self, tw: TerminalWriter) -> None:
        """Write the report."""
        tw.line(self._text)


def report(result: Result) -> str:
    """Return the text of a failure's report, with the pytest command that replays it."""
    from ..report.terminal.failure import failure, text

    replayable = result.test is not None and result.replay is not None
    return text(failure(result, replay_command=f"pytest --replay={result.replay}" if replayable else None))
