"""One run on real threads: starts the program, watches it, and leaves no thread behind."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable

from .run_ending import LateThreads, RunEnding, UnchangingThreads
from .thread import RealThread, WakeUpEvent
from .thread_registry import ThreadRegistry

LOOK = 0.02
"""Seconds between two looks at the threads when nothing is signalled."""
UNWINDING = 0.5
"""Seconds that threads have to end when the run is over."""
GRACE = 0.02
"""Seconds that daemon threads have to become quiescent when all others have ended."""


class Run:
    """Runs one program once.

    Args:
        registry: prepared for this run.
        seconds: the longest that the run may take, in real time.
    """

    def __init__(self, registry: ThreadRegistry, seconds: float) -> None:
        self.registry = registry
        self.seconds = seconds
        self.wake_up = WakeUpEvent()

    def start(self, body: Callable[[], object]) -> None:
        """Start the main thread; it is not the calling thread, so that the calling one can watch.

        Raises:
            RuntimeError: the machine has no room for a thread.
        """
        registry = self.registry
        registry.by_ident.clear()
        registry.wake_up_events.append(self.wake_up)
        registry.keep_ended_threads()
        registry.start(registry.main, body, (), {})

    def watch(self) -> RunEnding:
        """Return when the run is over, fails, is blocked forever, or has lasted too long."""
        registry = self.registry
        deadline = time.monotonic() + self.seconds
        ended: float | None = None
        late: LateThreads | None = None
        unchanging = UnchangingThreads(registry)
        while True:
            if registry.failures:
                return RunEnding("failed")
            quiescent = registry.quiescent()
            if all(thread.daemon for thread in registry.live()):
                ended = ended or time.monotonic()
                if quiescent is not None or time.monotonic() - ended > GRACE:
                    return RunEnding("done", quiescent or [])
            elif quiescent is not None and (late is not None or not registry.has_unregistered()):
                moments = [thread.deadline for thread in quiescent if thread.deadline is not None]
                if not moments:
                    return RunEnding("blocked", quiescent)
                registry.clock.jump(min(moments))
            if late is not None and late.certain():
                return late.ending()
            if late is None and (time.monotonic() > deadline or unchanging.certain()):
                late = LateThreads(registry)
            self.wake_up.wait(LOOK)

    def unwind(self) -> list[RealThread]:
        """End every thread that is left, and return those that do not end."""
        registry = self.registry
        registry.release_ended_threads()
        if not registry.live():
            return []
        registry.end_run()
        deadline = time.monotonic() + UNWINDING
        while (left := registry.live()) and time.monotonic() < deadline:
            registry.wake_all()
            self.wake_up.wait(0.001)
        return left

    def gone(self) -> bool:
        """Wait until the interpreter has forgotten the threads that have ended; False if it does not."""
        idents = {thread.ident for thread in self.registry.threads if not thread.foreign}
        deadline = time.monotonic() + UNWINDING
        while idents & sys._current_frames().keys():
            if time.monotonic() > deadline:
                return False
            time.sleep(0)
        known = vars(threading)["_active"]
        for ident in idents:  # the real module made a dummy thread for code that asked it for the current one
            if isinstance(known.get(ident), threading._DummyThread):
                del known[ident]
        return True
