"""What a contract's tests work with: threads by name, and things that must be possible.

The same classes serve both engines: an engine gives them its ``threading`` and its way to wait
until everybody rests.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from harness.contract.engine import Engine


class Handle:
    """A started thread of a contract.

    Attributes:
        result: what its function returned; None until then.
        done: its function has returned.
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

    def blocked(self) -> bool:
        """Let everybody run until each waits or has ended; True if this thread waits."""
        self._engine.settle()
        return self._engine.waits(self._thread)

    def join(self) -> None:
        """Wait until the thread has ended."""
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
        """Start a thread that calls a function again and again, for ever.

        None of its calls may be passed over for ever by those of others, while threads are scheduled fairly
        and each lock and semaphore serves who has waited longest.

        Args:
            name: its name in reports.
            function: one call of it ends by itself, unless it is starved.
        """
        return self.start(name, lambda: self._engine.forever(function))

    def join(self) -> None:
        """Wait until all threads started here have ended."""
        for handle in self._started:
            handle.join()

    def settle(self) -> None:
        """Let everybody run until each waits or has ended."""
        self._engine.settle()


class Stumble(Exception):
    """What a callback raises that a contract lets fail; see ``stumbling``."""


def stumbling(engine: Engine) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An adversary: callbacks that raise ``Stumble``, each at any call, as the engine chooses."""

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
    """Everything a clause may ask for by the name of a parameter.

    Args:
        engine: the engine that runs the clause.
        module: the loaded file under test; its public names are fixtures.
    """
    public = {name: value for name, value in vars(module).items() if not name.startswith("_")}
    return {**public, "threads": Threads(engine), "possible": engine.witness, "stumbling": stumbling(engine)}
