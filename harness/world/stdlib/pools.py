"""Prepares ``concurrent.futures``: what its locks do not guard is traced, or withholds the proof.

CPython's code guards nearly all state of a pool and of its futures by locks, whose operations are announced. The rest
is the counter in the names of pools, the log, and when a pool is deallocated that nobody has shut down.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

from ...trace import WRITE
from ..scheduler.scheduler import Scheduler

Method = Callable[..., Any]


def instrument_futures(futures: ModuleType, scheduler: Scheduler) -> None:
    """Withhold the proof where futures or pools write to the log, which keeps state outside the model."""
    names = vars(futures)
    names["LOGGER"] = _Log(names["LOGGER"], scheduler)
    future = names["Future"]
    future.__init__ = _named_future(future.__init__)


def instrument_pools(pools: ModuleType, scheduler: Scheduler) -> None:
    """Trace the counter of pools, and withhold the proof where one is deallocated before it is shut down."""
    kind: Any = vars(pools)["ThreadPoolExecutor"]
    kind.__init__ = _made(scheduler, kind.__init__)
    kind.submit = _submitted(scheduler, kind.submit)
    kind.__del__ = _deallocated(scheduler)


def _named_future(initialise: Callable[..., None]) -> Callable[..., None]:
    """Wrap ``Future.__init__``, so that a report calls the condition of a future without a name a future."""

    @wraps(initialise)
    def call(self: Any) -> None:
        initialise(self)
        self._condition._kata_kind = "Future"

    return call


class _Log:
    """A logger whose use is noted.

    Args:
        logger: the logger.
        scheduler: runs the execution.
    """

    def __init__(self, logger: Any, scheduler: Scheduler) -> None:
        self._logger = logger
        self._scheduler = scheduler

    def __getattr__(self, name: str) -> Any:
        self._scheduler.admit("the log of concurrent.futures")
        return getattr(self._logger, name)


def _made(scheduler: Scheduler, method: Method) -> Method:
    @wraps(method)
    def initialise(self: Any, *args: Any, **words: Any) -> None:
        if scheduler.recorder is not None and not scheduler.dead:
            scheduler.recorder.inner(WRITE, "ThreadPoolExecutor()", "_counter")
        method(self, *args, **words)
        self._kata_execution = scheduler.main
        self._idle_semaphore._kata_tried = True  # by submit(), which does not wait for an idle worker

    return initialise


def _submitted(scheduler: Scheduler, method: Method) -> Method:
    """Announce what a function does that a worker calls and that is not rewritten."""

    @wraps(method)
    def submit(self: Any, function: Any, /, *args: Any, **words: Any) -> Any:
        return method(self, scheduler.rules.callee(function), *args, **words)

    return submit


def _deallocated(scheduler: Scheduler) -> Callable[[Any], None]:
    """Return a finalizer: a worker refers to its pool now and then, so when the pool ends depends on the schedule."""

    def finalize(self: Any) -> None:
        fields = vars(self)
        if fields.get("_kata_execution") is scheduler.main and not scheduler.dead and not fields["_shutdown"]:
            scheduler.doubtful = "the end of a ThreadPoolExecutor without shutdown() runs outside the model"

    return finalize
