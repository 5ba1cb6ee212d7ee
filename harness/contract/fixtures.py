"""The fixtures of a contract: named threads, and states that must be possible.

The same classes serve both engines: each engine supplies its ``threading`` and its own way to wait until no other
thread can run.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from .engine import Engine


class Handle:
    """A thread that a contract has started.

    Attributes:
        name: its name in reports.
        result: the return value of its function; None until then.
        done: whether its function has returned.
    """

    def __init__(self, engine: Engine, name: str, function: Callable[[], Any]) -> None:
        self._engine = engine
        self._function = function
        self.result: Any = None
        self.done = False
        self._thread = engine.threading.Thread(target=self._run, name=name)
        self._thread._kata_ours = True
        self.name = name

    def _run(self) -> None:
        self.result = self._function()
        self.done = True
        self._engine.returned(self)

    def blocked(self) -> bool:
        """Let all threads run until each waits or has ended; return whether this one waits."""
        self._engine.settle()
        return self._engine.waits(self._thread)

    def join(self) -> None:
        """Wait until this thread has ended."""
        self._thread.join()


class Threads:
    """The threads of one test."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._started: list[Handle] = []

    def start(self, name: str, function: Callable[[], Any]) -> Handle:
        """Start a thread.

        Args:
            name: its name in reports.
            function: what it runs; an exception in it fails the test.
        """
        handle = Handle(self._engine, name, function)
        self._started.append(handle)
        handle._thread.start()
        return handle

    def forever(self, name: str, function: Callable[[], Any]) -> Handle:
        """Start a thread that calls a function in a loop, forever.

        No call may be bypassed forever by the calls of other threads, as long as scheduling is fair and each lock
        and semaphore serves its waiters first come, first served.

        Args:
            name: its name in reports.
            function: one call; it ends by itself, unless it starves.
        """
        return self.start(name, lambda: self._engine.forever(function))

    def join(self) -> None:
        """Wait until all threads started here have ended."""
        for handle in self._started:
            handle.join()

    def settle(self) -> None:
        """Let all other threads run until each of them waits or has ended."""
        self._engine.settle()


class Stumble(Exception):
    """The exception of an injected fault in a callback; see ``stumbling``."""


def stumbling(engine: Engine) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a wrapper that injects faults: any call of a wrapped callback may raise ``Stumble`` instead.

    Args:
        engine: chooses which calls fail.
    """

    def around(callback: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(callback)
        def call(*args: Any, **words: Any) -> Any:
            error = Stumble("the callback went wrong")
            if engine.stumbles(error):
                raise error
            return callback(*args, **words)

        return call

    return around


def fixtures(engine: Engine, module: Any) -> dict[str, Any]:
    """Return all fixtures of a clause, by the name of its parameter.

    Args:
        engine: runs the clause.
        module: the loaded file under test; its public names are fixtures, too.
    """
    public = {name: value for name, value in vars(module).items() if not name.startswith("_")}
    return {**public, "threads": Threads(engine), "possible": engine.witness, "stumbling": stumbling(engine)}
