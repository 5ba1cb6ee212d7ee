"""A copy of pytest that runs one test again and again, inside a world, each time as if for the first time."""

from __future__ import annotations

import shutil
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from _pytest.config import parse_warning_filter
from _pytest.unittest import UnitTestCase

from ..world.coroutines import CoroutineExit
from ..world.loader.load_error import LoadError
from ..world.loader.module_paths import is_own_file
from .pytest_config import configured, path_of
from .temporary_folders import TEMPORARY

if TYPE_CHECKING:
    from ..world.stdlib.modules import StandardLibrary
    from ..world.world import World
    from .pytest_settings import PytestSettings

BASE = "base"
"""The folder in which pytest makes temporary folders."""
DIRECT = "get_direct_param_fixture_func"
"""The function by which pytest makes a parameter that is no fixture."""
HARMLESS = frozenset("request pytestconfig tmp_path tmp_path_factory tmpdir tmpdir_factory".split())
"""Fixtures that are made before the test begins, and change nothing in the program."""
OF_OPTIONS = ("argparse", "_pytest.config.argparsing")
"""Modules of the objects in which options are declared."""
CONTAINERS = (dict, list, set)


class PytestSession:
    """One session of pytest, for one test.

    Args:
        file: where the test is.
        function: the rest of its node ID.
        settings: how pytest was started where the test was collected.

    Raises:
        LoadError: pytest does not start.
    """

    def __init__(self, file: str, function: str, settings: PytestSettings) -> None:
        self._node = f"{file}::{function}"
        self._file = Path(file).name
        self._only = _OnlyNamed(function, settings.markers)
        self._folder = TEMPORARY.folder()
        before = list(sys.path)
        try:
            self._config = configured(self._node, settings, f"{self._folder}/{BASE}", self._only)
            self._config._do_configure()
            self._session: Any = pytest.Session.from_config(self._config)
            self._session.exitstatus = pytest.ExitCode.OK
            self._config.hook.pytest_sessionstart(session=self._session)
        except (Exception, SystemExit, pytest.exit.Exception) as error:
            raise LoadError(f"pytest does not start for {self._file}: {type(error).__name__}: {error}") from None
        self.path = path_of(file)
        """Where pytest would search for modules, with its option ``pythonpath``."""
        sys.path[:] = before
        manager: Any = self._config.pluginmanager
        manager._noconftest = False
        # else pytest would take each conftest.py for one that is not at the top, which must not name plugins
        manager._configured = False
        self._plugins = set(manager.get_plugins())
        kept = [manager, self._session, self._session._fixturemanager, self._config._tmp_path_factory]
        kept += _fixture_definitions(self._session._fixturemanager) + _parsers(self._config._parser)
        self._state = [_State(one) for one in kept]

    def fresh(self) -> None:
        """Forget what the last execution has collected and set up."""
        manager: Any = self._config.pluginmanager
        for plugin in set(manager.get_plugins()) - self._plugins:
            manager.unregister(plugin)
        for state in self._state:
            state.restore()
        self._session._setupstate = type(self._session._setupstate)()
        shutil.rmtree(f"{self._folder}/{BASE}", ignore_errors=True)

    def run(self, world: World) -> None:
        """Collect the test, set it up, call it, and tear it down.

        Args:
            world: inside which it runs.

        Raises:
            LoadError: pytest does not find the test, or skips it.
            BaseException: what the test raises, or its fixtures.
        """
        item = self._collected()
        world.unseen = _unseen(item._fixtureinfo.name2fixturedefs)
        with warnings.catch_warnings():
            for mark in item.iter_markers("filterwarnings"):
                for text in mark.args:
                    warnings.filterwarnings(*parse_warning_filter(text, escape=False))
            self._run_in(world, item)
        # a test may have asked for further fixtures by name while it ran
        world.unseen = world.unseen or _unseen({name: [one] for name, one in item._request._fixture_defs.items()})

    def _run_in(self, world: World, item: Any) -> None:
        if "caplog" in item.fixturenames or isinstance(item.parent, UnitTestCase):
            with _logging_of(world.library):
                self._run(item)
        else:
            self._run(item)

    def _run(self, item: Any) -> None:
        hook = item.ihook
        try:
            self._step(item, "setup", lambda: hook.pytest_runtest_setup(item=item))
            self._step(item, "call", lambda: self._call(item))
        except CoroutineExit:  # the execution has been ended
            raise
        except BaseException:
            # what is raised first is what is wrong
            with suppress(Exception):
                hook.pytest_runtest_teardown(item=item, nextitem=None)
            raise
        self._step(item, "teardown", lambda: hook.pytest_runtest_teardown(item=item, nextitem=None))

    def _call(self, item: Any) -> None:
        """Call the test, and raise what a ``unittest.TestCase`` raises: pytest keeps it until it makes its report."""
        self._only.error = None
        item.ihook.pytest_runtest_call(item=item)
        if self._only.error is not None:  # of a subtest, after which a test goes on
            raise self._only.error
        for kept in getattr(item, "_excinfo", None) or ():
            raise kept.value.with_traceback(kept.tb)

    def _collected(self) -> Any:
        self._only.error = None
        try:
            items = self._session.perform_collect([self._node])
        except pytest.UsageError:
            items = []
        if len(items) == 1:
            return items[0]
        if items:
            names = ", ".join(item.name for item in items)
            raise LoadError(f"{self._node.partition('::')[2]} is {len(items)} tests; name one of them: {names}")
        error = self._only.error
        if error is not None:
            raise LoadError(f"{self._file} cannot be imported: {type(error).__name__}: {error}")
        raise LoadError(f"pytest finds no test {self._node.partition('::')[2]} in {self._file}")

    def _step(self, item: Any, when: Literal["setup", "call", "teardown"], act: Callable[[], object]) -> None:
        """Do one of the three parts of a test, and have it reported: fixtures and plugins act on the reports."""
        try:
            call = pytest.CallInfo.from_call(act, when, reraise=(BaseException,))
        except pytest.skip.Exception as error:
            raise SkippedTest(str(error)) from None
        except pytest.exit.Exception as error:
            raise LoadError(f"the test ends the session of pytest: {error}") from None
        item.ihook.pytest_runtest_makereport(item=item, call=call)

    def close(self) -> None:
        """Close what pytest has opened, such as files for logs, and remove its temporary folder."""
        with suppress(Exception):
            self._config._ensure_unconfigure()
        shutil.rmtree(self._folder, ignore_errors=True)


class SkippedTest(LoadError):
    """A test is skipped while it is set up or called; the message is the reason."""


class _OnlyNamed:
    """A plugin that lets pytest make nodes of the one test only: a large file has hundreds.

    Attributes:
        error: what was raised while modules were imported, or None.
    """

    def __init__(self, function: str, markers: Sequence[str]) -> None:
        self._markers = markers
        self._names = {part.partition("[")[0] for part in function.partition("[")[0].split("::")}
        self.error: BaseException | None = None

    def pytest_configure(self, config: pytest.Config) -> None:
        """Declare the marks of the plugins that are blocked here, our own among them."""
        for mark in (*self._markers, "explore: ", "kata: ", "workload: ", "fifo: "):
            config.addinivalue_line("markers", mark)

    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makeitem(self, name: str) -> list[Any] | None:
        """Make nothing of other names."""
        return None if name in self._names else []

    def pytest_exception_interact(self, call: Any) -> None:
        """Keep the first error of the collection."""
        if self.error is None and call.excinfo is not None:
            self.error = call.excinfo.value


class _State:
    """The fields of an object, with the content of those that are containers."""

    def __init__(self, one: Any) -> None:
        self._one = one
        self._fields = [(name, value, _copied(value)) for name, value in vars(one).items()]

    def restore(self) -> None:
        """Put the fields back."""
        fields = vars(self._one)
        if len(fields) != len(self._fields):
            for name in fields.keys() - {name for name, _, _ in self._fields}:
                del fields[name]
        for name, value, content in self._fields:
            if content is not None and value != content:
                value.clear()
                value.extend(content) if isinstance(value, list) else value.update(_copied(content))
            fields[name] = value


def _fixture_definitions(manager: Any) -> list[Any]:
    """Return the definitions of the fixtures of pytest and of plugins, in which it keeps what they have returned."""
    found, left = [], [value for value in vars(manager).values() if isinstance(value, dict)]
    for one in left:
        for value in one.values():
            if isinstance(value, dict):
                left.append(value)
            elif isinstance(value, list | tuple):
                found += [definition for definition in value if hasattr(definition, "cached_result")]
    return found


def _parsers(parser: Any) -> list[Any]:
    """Return the objects in which pytest keeps the options that are declared, which a conftest.py may do."""
    found, left = list[Any](), [parser]
    while left:
        one = left.pop()
        if isinstance(one, list | tuple | dict):
            left += one.values() if isinstance(one, dict) else one
        elif type(one).__module__ in OF_OPTIONS and hasattr(one, "__dict__") and not any(one is old for old in found):
            found.append(one)
            left += vars(one).values()
    return found


def _unseen(fixtures: Mapping[str, Iterable[Any]]) -> str:
    """Return why nothing is proved of a test: a fixture that changes something outside the model; "" for no reason.

    Args:
        fixtures: the definitions of its fixtures, by name; the last one overrides those before.
    """
    for name, definitions in fixtures.items():
        if name in HARMLESS or name.startswith("_"):  # those of setup functions, which are the program's own
            continue
        for definition in reversed(list(definitions)):
            code = getattr(definition.func, "__code__", None)
            direct = getattr(definition.func, "__name__", "") == DIRECT
            if not direct and (code is None or not is_own_file(code.co_filename)):
                return f"the fixture {name} is outside the model"
            if name not in definition.argnames:  # it does not use the one that it overrides
                break
    return ""


def _copied(value: Any) -> Any:
    """Return a copy of a container and of the containers in it; None for anything else."""
    if type(value) is dict:
        return {key: one if (inner := _copied(one)) is None else inner for key, one in value.items()}
    return value.copy() if type(value) in CONTAINERS else None


@contextmanager
def _logging_of(library: StandardLibrary) -> Iterator[None]:
    """Let pytest's ``caplog`` and ``assertLogs`` of unittest hear the world's ``logging``."""
    import unittest._log

    from _pytest import logging as plugin

    users: list[Any] = [vars(plugin), vars(unittest._log)]
    real = users[0]["logging"]
    for names in users:
        names["logging"] = library.load("logging")
    try:
        yield
    finally:
        for names in users:
            names["logging"] = real
