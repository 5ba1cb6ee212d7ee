"""Tests of pytest: a test with its fixtures, parameters and class, set up and torn down again for each schedule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..common.timeout_rules import HOUR
from ..world.world import World
from .pytest_settings import PytestSettings
from .source_files import pytest_files

if TYPE_CHECKING:
    from .pytest_session import PytestSession


_OPEN: list[PytestSession] = []
"""The session of the last test, until the next one begins: a process explores one test at a time."""


@dataclass
class PytestTest:
    """A test that pytest finds in a file.

    pytest itself collects it inside the world and runs its fixtures there, in each execution: so fixtures of any
    scope, parameters, test classes and ``unittest.TestCase`` work as they do in a plain run. Only the capturing of
    output is off, and a few plugins that would run the test elsewhere or stop it.

    Attributes:
        target: the file.
        function: the rest of the test's node ID: its name, after its class and with its parameters, if it has any.
        settings: how pytest was started.
        path: where modules are searched for; () for the path of this process.
        inside: installed packages that are explored as its own modules are.
        timeouts: when a wait may time out, one of ``common.timeout_rules.TIMEOUTS``.
    """

    target: str
    function: str
    settings: PytestSettings = field(default_factory=PytestSettings)
    clause: str | None = None
    path: tuple[str, ...] = ()
    inside: frozenset[str] = frozenset()
    timeouts: str = HOUR
    _session: PytestSession | None = None

    @property
    def name(self) -> str:
        """FILE::CLASS::TEST[PARAMETERS]."""
        return f"{self.target}::{self.function}"

    @property
    def files(self) -> tuple[str, ...]:
        """The file, each conftest.py that pytest loads for it, and the program's own files that they import."""
        path = self.path or (self._session.path if self._session is not None else ())
        return pytest_files(self.target, path, self.inside)

    def world(self) -> World:
        """A world without restrictions, for a copy of pytest that is started now."""
        from .pytest_session import PytestSession

        for session in _OPEN:
            session.close()
        self._session = PytestSession(self.target, self.function, self.settings)
        _OPEN[:] = [self._session]
        path = self.path or self._session.path
        return World(self.target, path=path, inside=self.inside, timeouts=self.timeouts)

    def body(self, world: Any, engine: Any) -> Callable[[], object]:
        """Return a function that collects the test, and runs it with its fixtures.

        Raises:
            LoadError: while it runs, if pytest does not find the test, or would skip it.
        """
        assert self._session is not None
        session = self._session
        # what pytest has of the program is forgotten with the execution
        session.fresh()

        def run() -> None:
            session.fresh()
            session.run(world)

        return run
