"""The hooks with which pytest judges katas: each clause runs in a worker process and fails with a report.

Only hooks live here. Everything else is in ``harness.pytest_plugin`` and is imported when the first kata is collected,
so that a pytest session without katas pays nothing for the plugin.
"""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

MARK = "mark.kata"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of ``kata check``, under the same names except ``--profile``, which pytest-profiling uses.

    The default of ``--against`` is ``katas``. That of each other option is None: then the environment and
    ``[tool.kata]`` decide.
    """
    # 'Help' formatting (same rules as pytest's): capital first letter, no full stop for a phrase
    group = parser.getgroup("kata", "concurrency katas")
    group.addoption("--against", default="katas", metavar="WHAT", help="What to judge: katas, solutions, DIR or FILE")
    group.addoption(
        "--engine", default=None, choices=("explore", "stress", "both"), help="How to run a clause (default: both)"
    )
    group.addoption("--schedules", type=_count, default=None, metavar="N", help="Schedules to explore per clause")
    group.addoption(
        "--runs", type=_count, default=None, metavar="N", help="Runs on real threads per clause (30; 5 if it is proved)"
    )
    group.addoption(
        "--strategy", default=None, metavar="NAME", help="How schedules are chosen: auto, random, pos, dpor, ..."
    )
    group.addoption("--seed", type=int, default=None, metavar="N", help="Seed of all random choices")
    group.addoption(
        "--strict-races",
        action="store_true",
        default=None,
        help="Report a pair of unsynchronised accesses as a failure, not as a note",
    )
    group.addoption(
        "--kata-profile", default=None, metavar="NAME", help="How thoroughly to search: quick, thorough, nightly"
    )
    group.addoption(
        "--explore", action="store_true", help="Run each test that starts threads under many schedules, too"
    )
    group.addoption(
        "--timeouts",
        default=None,
        choices=("any", "hour", "idle"),
        help="When a wait may time out (kata explore -h)",
    )
    group.addoption("--replay", default=None, metavar="TOKEN", help="Run only the schedule that a report names")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marks, for ``--strict-markers``."""
    for mark in (
        "explore(schedules, seconds, seed, strategy, inside, timeouts): a test that is run under many schedules",
        "kata(name, allow, forbid, spin, races): a clause of a kata's contract, judged under many schedules",
        "workload(method=[arguments, ...], threads, calls): the calls from which a clause's workload is generated",
        "fifo: a clause in which wake-ups come in order of arrival, and notify wakes exactly as many as asked",
    ):
        config.addinivalue_line("markers", mark)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Report wrong usage before xdist starts its workers: pytest calls an error in a worker an internal error."""
    if session.config.getoption("dist", "no") != "no" and not hasattr(session.config, "workerinput"):
        from .pytest_plugin.configuration import configuration

        configuration(session.config)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Name the files that are judged, when they are not the default."""
    if config.getoption("--replay"):
        return f"katas: replay {config.getoption('--replay')}"
    if config.getoption("--against") != "katas":
        return f"katas: against {config.getoption('--against')}"
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> None:
    """Register the parameters of a contract as fixtures before pytest collects it."""
    try:
        text = module_path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    if MARK in text:
        from .pytest_plugin.parameters import register

        register(parent.config.pluginmanager, text, MARK)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Find the file that each clause judges, so that wrong usage is reported before anything runs; skip stubs."""
    clauses = [item for item in items if isinstance(item, pytest.Function) and _is_clause(item)]
    if config.getoption("--replay") and items and not clauses:
        raise pytest.UsageError("--replay is for clauses of katas, and none was collected; use: kata replay TOKEN")
    if not clauses and not any(map(_is_marked, items)):
        return
    from .pytest_plugin.configuration import configuration

    configuration(config)
    for item in filter(_is_marked, items):
        if not _is_clause(item) and isinstance(item, pytest.Function):
            # a unittest.TestCase calls its method itself, so the hook below would not be asked
            item.runtest = partial(_judge_marked, item)  # type: ignore[method-assign]
            # its fixtures are set up and torn down in the worker
            item.setup = item.teardown = _nothing  # type: ignore[method-assign]
    if clauses:
        from .pytest_plugin.clauses import prepare

        prepare(config, items, clauses)


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_timeout_set_timer(item: pytest.Item, settings: Any) -> None:
    """Remember the limit of pytest-timeout: judging ends before it, with a report in place of a stack dump."""
    if _is_clause(item) or _is_marked(item) or _is_unmarked(item):
        from .pytest_plugin.configuration import LIMIT

        item.stash[LIMIT] = settings.timeout


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Judge a clause instead of calling it."""
    if not _is_clause(pyfuncitem) and not _is_marked(pyfuncitem):
        return None
    from .pytest_plugin.judging import fail, judge_clause, judge_marked, report
    from .report.exports.junit import properties
    from .report.sentences.notes import note_sentence
    from .workers.answer import WorkerError, internal

    result, mistake = None, ""
    try:
        result = judge_clause(pyfuncitem) if _is_clause(pyfuncitem) else judge_marked(pyfuncitem)
    except WorkerError as error:
        mistake = internal(error)
    if result is None:  # outside of the handler, whose exception pytest would show, too
        pytest.fail(f"error: internal: {mistake}", pytrace=False)
    pyfuncitem.user_properties.extend(properties(result).items())
    if result.passed:
        pyfuncitem.add_report_section("call", "kata", " ".join((result.message, *map(note_sentence, result.notes))))
    else:
        fail(pyfuncitem, result, report(result))
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Name a failure with a report of ours in one sentence, in the summary and in JUnit's message; and its line."""
    done = yield
    if call.excinfo is not None and done.failed:
        error: Any = call.excinfo.value
        summary, crash = getattr(error, "kata_summary", None), getattr(done.longrepr, "reprcrash", None)
        if crash is not None and summary is not None:
            crash.message = summary
            if error.kata_place is not None:
                crash.path, crash.lineno = error.kata_place
        if summary is not None:
            vars(done)["kata_line"] = error.kata_line  # what a report has goes through xdist with it
    return done


def _nothing() -> None: ...


def _judge_marked(item: pytest.Function) -> None:
    pytest_pyfunc_call(item)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a test without a mark as always, and note under ``--explore`` whether it can be explored."""
    if not _is_unmarked(item):
        return None
    from .pytest_plugin.judging import run_unmarked

    run_unmarked(item, nextitem)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """Explore tests without a mark when all tests have run: an explored test leaves files that others might find."""
    done = yield
    if session.config.getoption("--explore") and not session.config.option.collectonly:
        from .pytest_plugin.judging import explore_unmarked

        explore_unmarked(session)
    return done


def _is_unmarked(item: pytest.Item) -> bool:
    return bool(item.config.getoption("--explore")) and not _is_clause(item) and not _is_marked(item)


def _is_clause(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and item.get_closest_marker("kata") is not None


def _is_marked(item: pytest.Item) -> bool:
    return item.get_closest_marker("explore") is not None


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print a line for each failure, as editors read it; in verbose mode, what was explored for those that passed."""
    if terminalreporter.config.getoption("--explore"):
        from .pytest_plugin.explored_tests import summary

        every = [report for reports in terminalreporter.stats.values() for report in reports]
        lines = summary(every)
        if lines:
            terminalreporter.section("explored")
            for line in lines:
                terminalreporter.write_line(line)
    failed = [getattr(report, "kata_line", None) for report in terminalreporter.stats.get("failed", [])]
    if any(failed):
        # the short summary, which follows, is cut at the edge of the terminal
        terminalreporter.section("katas that fail")
        for line in filter(None, failed):
            terminalreporter.write_line(line)
    if terminalreporter.verbosity < 1:
        return
    lines = [
        f"{report.nodeid.partition('::')[2]}: {dict(report.sections).get('Captured kata call', '')}"
        for report in terminalreporter.stats.get("passed", [])
        if any(name == "kata.verdict" for name, _ in getattr(report, "user_properties", ()))
    ]
    if lines:
        terminalreporter.section("katas")
        for line in lines:
            terminalreporter.write_line(line)
