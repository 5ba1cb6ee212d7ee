"""The unwinding of threads that an execution has left unfinished, so that their ``finally`` blocks run."""

from __future__ import annotations

from greenlet import GreenletExit, greenlet

from .thread import Thread


def unwind(threads: list[Thread], abandoned: list[greenlet]) -> None:
    """Let every unfinished thread run its ``finally`` blocks; the execution is over, so that nothing blocks again.

    Args:
        threads: all threads of the execution.
        abandoned: receives the greenlets that do not end.
    """
    for thread in threads:
        running = thread.greenlet
        if running is not None and not running.dead:  # it has not returned to the pool
            running.throw(GreenletExit)
            if thread.greenlet is not None and not running.dead:
                abandoned.append(running)
        thread.greenlet = None
