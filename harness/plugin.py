"""pytest: judges the clauses of katas, each in a worker process, with a report instead of a stack.

Only hooks live here; everything else is imported when the first kata is met.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from harness.course.content.catalogue import Kata
    from harness.course.grading.check import CheckSettings
    from harness.course.grading.settings import Settings
    from harness.result import Result
    from harness.token import Token
    from harness.workers.pool import WorkerPool

_TARGET: pytest.StashKey[Path] = pytest.StashKey()
"""The file a clause judges, found when it is collected."""
_LIMIT: pytest.StashKey[float] = pytest.StashKey()
"""Seconds that pytest-timeout allows a test."""
MARK = "mark.kata"
REPEAT = "__pytest_repeat_step_number"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of ``kata check``, under the same names but for ``--profile``, which pytest-profiling has.

    One that is not given is left to the environment and to ``[tool.kata]``.
    """
    # 'Help' formatting (same rules as pytest's): capital first letter, no full stop for a phrase
    group = parser.getgroup("kata", "concurrency katas")
    group.addoption("--against", default="katas", metavar="WHAT", help="What to judge: katas, solutions, DIR or FILE")
    group.addoption(
        "--engine", default=None, choices=("explore", "stress", "both"), help="How to run a clause (default: both)"
    )
    group.addoption("--schedules", type=_count, default=None, metavar="N", help="Schedules to explore per clause")
    group.addoption("--runs", type=_count, default=None, metavar="N", help="Runs on real threads per clause")
    group.addoption("--strategy", default=None, metavar="NAME", help="Which schedules: auto, random, pos, dpor, ...")
    group.addoption("--seed", type=int, default=None, metavar="N", help="Seed of everything that is left to chance")
    group.addoption(
        "--strict-races", action="store_true", default=None, help="Accesses that nothing orders are a failure"
    )
    group.addoption("--kata-profile", default=None, metavar="NAME", help="How hard to look: quick, thorough, nightly")
    group.addoption("--replay", default=None, metavar="TOKEN", help="Run only the schedule that a report names")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def pytest_configure(config: pytest.Config) -> None:
    """Make ``--strict-markers`` know the mark."""
    for mark in (
        "explore(schedules, seconds, seed, strategy): a function without arguments, run under many schedules",
        "kata(name, allow, forbid, spin, races): a clause of a kata's contract, judged under many schedules",
        "workload(method=[arguments, ...], threads, calls): what the calls of a clause are drawn from",
        "fifo: a clause where wake-ups come in order of arrival, and none for nothing",
    ):
        config.addinivalue_line("markers", mark)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Under xdist wrong usage is said before there are workers: what one of them says of it is an internal error."""
    if session.config.getoption("dist", "no") != "no" and not hasattr(session.config, "workerinput"):
        _configuration(session.config)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say what is judged when it is not the default."""
    if config.getoption("--replay"):
        return f"katas: replay {config.getoption('--replay')}"
    if config.getoption("--against") != "katas":
        return f"katas: against {config.getoption('--against')}"
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> None:
    """Before a contract is collected: its parameters become fixtures.

    The values are made where the clause runs, in the worker; here only the names must be known.
    """
    try:
        text = module_path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    if MARK not in text:
        return
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return  # pytest says it better
    if not any(isinstance(node, ast.Attribute) and ast.unparse(node).endswith(MARK) for node in ast.walk(tree)):
        return
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    names = {argument.arg for function in functions for argument in function.args.args if function.name[:4] == "test"}
    manager = parent.config.pluginmanager
    holder = manager.get_plugin("kata-fixtures")
    known: set[str] = getattr(holder, "known", set())
    if names - known:
        if holder is not None:
            manager.unregister(holder)
        manager.register(_holder(names | known), "kata-fixtures")


def _holder(names: set[str]) -> Any:
    """An object with a fixture for each name, as pytest finds fixtures in plugins."""

    def placeholder(name: str) -> Any:
        @pytest.fixture(name=name)
        def fixture(self: Any) -> None:
            """Made by the engine, in the world where the clause runs."""

        return fixture

    kind = type("KataFixtures", (), {name: placeholder(name) for name in sorted(names)})
    holder = kind()
    holder.known = names
    return holder


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Find each clause's target, so that wrong usage is said before anything runs, and skip stubs."""
    clauses = [item for item in items if isinstance(item, pytest.Function) and _is_clause(item)]
    if clauses or any(item.get_closest_marker("explore") is not None for item in items):
        _configuration(config)
    if not clauses:
        return
    if config.getoption("--replay"):
        clauses = _selected(config, items, clauses)
    reasons: dict[tuple[str, Path], str | None] = {}
    for item in clauses:
        kata, target = _kata(item), _target(item)
        item.stash[_TARGET] = target
        key = (kata.name, target)
        if key not in reasons:
            reasons[key] = _reason_to_skip(kata, target)
        reason = reasons[key]
        if reason is not None:
            item.add_marker(pytest.mark.skip(reason=reason))


_CONFIGURATION: pytest.StashKey[Settings] = pytest.StashKey()
PROFILE = "--kata-profile"
OPTIONS = ("engine", "schedules", "runs", "seed", "strategy", "strict-races")


def _configuration(config: pytest.Config) -> Settings:
    """How hard to look; wrong usage if a key or a value is none."""
    from harness.course.grading.settings import load_settings
    from harness.errors import UsageError

    if _CONFIGURATION not in config.stash:
        given = {key: config.getoption(f"--{key}") for key in OPTIONS} | {"profile": config.getoption(PROFILE)}
        try:
            config.stash[_CONFIGURATION] = load_settings(config.rootpath, given)
        except UsageError as error:
            raise pytest.UsageError(str(error).replace("--profile:", f"{PROFILE}:")) from None
    return config.stash[_CONFIGURATION]


def _selected(config: pytest.Config, items: list[pytest.Item], clauses: list[pytest.Function]) -> list[pytest.Function]:
    """The clause that a token is for; everything else is deselected."""
    from harness.failure_store import other_source
    from harness.token import source_hash

    token, name, clause = _replayed(config)
    wanted = [item for item in clauses if _kata_name(item) == name and _plain_name(item) == clause.partition("+")[0]]
    if not wanted:
        raise pytest.UsageError(f"--replay: no clause {name}/{clause} was collected for {token}")
    target, contract = _target(wanted[0]), wanted[0].path
    if not target.is_file():
        raise pytest.UsageError(f"--replay: {target} is not there; run it where the report was printed")
    if token.source != source_hash([target.read_bytes(), contract.read_bytes()]):
        raise pytest.UsageError(f"--replay: {other_source(token.source, [str(target), str(contract)])}")
    config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
    items[:] = wanted
    return wanted


def _target(item: pytest.Function) -> Path:
    """The file to judge; wrong usage if there is none."""
    from harness.course.content.catalogue import target_of
    from harness.errors import UsageError

    if item.config.getoption("--replay"):
        return Path(_replayed(item.config)[0].what.partition("@")[2]).resolve()
    try:
        return target_of(_kata(item), item.config.getoption("--against"))
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None


def _reason_to_skip(kata: Kata, target: Path) -> str | None:
    from harness.course.grading.check import unfinished

    other = _meant_for(kata, target)
    if other is not None:
        return f"{target.name} is for the kata {other}"
    return None if unfinished(kata, target) is None else f"{kata.name} is not implemented yet"


def _replayed(config: pytest.Config) -> tuple[Token, str, str]:
    from harness.token import Token, TokenError

    try:
        token = Token.parse(config.getoption("--replay"))
    except TokenError as error:
        raise pytest.UsageError(f"--replay: {error}") from None
    program, at, _ = token.what.partition("@")
    kata, slash, clause = program.partition("/")
    if not (at and slash):
        raise pytest.UsageError(f"--replay: {token.what} is no clause of a kata; use: kata replay {token}")
    return token, kata, clause


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_timeout_set_timer(item: pytest.Item, settings: Any) -> None:
    """pytest-timeout is about to set its timer: what is judged ends before, with a report instead of a dump."""
    item.stash[_LIMIT] = settings.timeout


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Judge a clause instead of calling it."""
    if _is_clause(pyfuncitem):
        result = _judge(pyfuncitem)
    elif pyfuncitem.get_closest_marker("explore") is not None:
        result = _explored(pyfuncitem)
    else:
        return None
    from harness.report.exports.junit import properties
    from harness.report.sentences.notes import note_sentence

    pyfuncitem.user_properties.extend(properties(result).items())
    if result.passed:
        pyfuncitem.add_report_section("call", "kata", " ".join((result.message, *map(note_sentence, result.notes))))
    else:
        pytest.fail(_text(result), pytrace=False)
    return True


def _is_clause(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and item.get_closest_marker("kata") is not None


def _kata_name(item: pytest.Item) -> str:
    mark = item.get_closest_marker("kata")
    assert mark is not None
    if len(mark.args) != 1:
        raise pytest.UsageError(f"{item.nodeid}: pytest.mark.kata takes the kata's name")
    return str(mark.args[0])


def _plain_name(item: pytest.Item) -> str:
    return getattr(item, "originalname", None) or item.name


def _judge(item: pytest.Function) -> Result:
    from harness.course.grading.check import clause_results, job
    from harness.token import TokenError

    config, kata, target = item.config, _kata(item), item.stash[_TARGET]
    settings, clause, judge = _settings(item), _plain_name(item), _judges(item.config)
    token = config.getoption("--replay")
    if token:
        try:
            return judge.judge(job(kata, clause, target, "explore", settings, token))
        except TokenError as error:
            raise pytest.UsageError(f"--replay: {error}") from None
    *_, last = results = list(clause_results(judge, kata, clause, target, settings))
    _in_time(item)
    if last.passed:
        last.message = " ".join(result.message for result in results)
        last.notes = tuple(note for result in results for note in result.notes)
    return last


def _explored(item: pytest.Function) -> Result:
    from harness.course.grading.time_limit import judged, limited
    from harness.explore_mark import job

    limit = item.stash.get(_LIMIT, None)
    found = _configuration(item.config)
    otherwise = {"schedules": found.schedules, "seconds": found.seconds, "strategy": found.strategy}
    wanted = limited(job(item, found.seed + _repetition(item), otherwise=otherwise), limit)
    result = judged(_judges(item.config), wanted, limit)
    _in_time(item)
    result.name = item.nodeid
    return result


def _in_time(item: pytest.Function) -> None:
    """The judging is done: what the report takes is not the test's time any more."""
    if _LIMIT in item.stash:
        item.config.hook.pytest_timeout_cancel_timer(item=item)


def _repetition(item: pytest.Function) -> int:
    number: Any = item.callspec.params.get(REPEAT, 0) if hasattr(item, "callspec") else 0
    return int(number)


def _kata(item: pytest.Function) -> Kata:
    from harness.course.content.catalogue import Kata

    # the contract's own place says where its project is, wherever pytest was started
    return Kata(_kata_name(item), item.path.parents[2])


def _meant_for(kata: Kata, target: Path) -> str | None:
    """The other kata that a single file given by ``--against`` is for; None if it is this one's, or anybody's."""
    from harness.course.content.catalogue import catalogue, kata_of_file
    from harness.errors import UsageError

    if target in (kata.stub, kata.solution) or not target.is_file() or target.stem == kata.name:
        return None
    try:
        found = kata_of_file(catalogue(kata.root), target)
    except UsageError:
        return None
    return None if found.name == kata.name else found.name


def _settings(item: pytest.Function) -> CheckSettings:
    found = _configuration(item.config)
    seed = found.seed + _repetition(item)
    return replace(found.settings, seed=seed, limit=item.stash.get(_LIMIT, None))


_JUDGES: pytest.StashKey[WorkerPool] = pytest.StashKey()


def _judges(config: pytest.Config) -> WorkerPool:
    from harness.workers.pool import WorkerPool

    if _JUDGES not in config.stash:
        judges = config.stash[_JUDGES] = WorkerPool(1, config.rootpath)
        config.add_cleanup(judges.close)
    return config.stash[_JUDGES]


def _text(result: Result) -> str:
    from harness.report.terminal.failure import failure, text

    clause = result.test is not None and result.replay is not None
    return text(failure(result, replay_command=f"pytest --replay={result.replay}" if clause else None))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """In verbose mode, say what was explored for the clauses that passed."""
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
