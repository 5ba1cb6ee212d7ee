"""The rules that executions run under, as long as they are not changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...common.kinds import is_a
from ...common.timeout_rules import HOUR, TIMEOUTS
from ..restrictions.blocked_apis import ProcessExit


def _never() -> bool:
    return False


def _itself(function: Any) -> Any:
    return function


@dataclass(slots=True)
class Rules:
    """The rules that hold for every execution of a scheduler.

    Attributes:
        over_notify: ``Condition.notify`` may wake any waiters, and more of them than it was asked to.
        may_spin: a spinning thread that saw no new write counts as blocked.
        strict: no exception in a thread is ignored: neither SystemExit nor what the program's own hook would get.
        no_sleep: true where sleeping now counts as a busy wait.
        fifo: locks and semaphores go to the thread that has waited longest, and are never taken out of turn.
        start_points: a start is a scheduling point, because some thread may notice whether another has been started.
        end_points: an end is a scheduling point, because some thread may ask whether another is alive.
        callee: returns what to call in place of a function: itself if it announces what it does, else one that does.
        patience: the most seconds of a wait that may time out although threads can run.
        continues_after_failure: a failure ends its thread only, so that executions with one can be told apart, too.
        debugger_threads: threads of the operating system that a debugger may start for its own work meanwhile.
    """

    over_notify: bool = False
    may_spin: bool = False
    strict: bool = False
    no_sleep: Callable[[], bool] = _never
    fifo: bool = False
    start_points: bool = False
    end_points: bool = False
    callee: Callable[[Any], Any] = _itself
    patience: float = TIMEOUTS[HOUR]
    continues_after_failure: bool = False
    debugger_threads: int = 0

    def exit_fails(self, error: SystemExit) -> bool:
        """True when SystemExit in a thread is a failure: ``os._exit`` would have ended all threads."""
        return self.strict or is_a(error, ProcessExit)
