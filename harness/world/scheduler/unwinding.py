"""The unwinding of threads that an execution has left unfinished, so that their ``finally`` blocks run."""

from __future__ import annotations

from ..coroutines import Coroutine, CoroutineExit
from .thread import Thread


def unwind(threads: list[Thread], abandoned: list[Coroutine]) -> None:
    """Let every unfinished thread run its ``finally`` blocks; the execution is over, so that nothing blocks again.

    Args:
        threads: all threads of the execution.
        abandoned: receives the coroutines that do not end.
    """
    for thread in threads:
        running = thread.coroutine
        if running is not None and not running.dead:  # it has not returned to the pool
            running.throw(CoroutineExit)
            if thread.coroutine is not None and not running.dead:
                abandoned.append(running)
        thread.coroutine = None
