"""Thread monitor: a board, and one condition for all threads that watch it."""

from collections.abc import Callable
from threading import Condition, Thread

STAGES = {"NEW": 0, "RUNNING": 1, "DONE": 2, "FAILED": 2}
"""How far one has got in each state; in one that is further on, one has passed all before it."""


class Monitor:
    """Runs functions in threads and keeps the state of each."""

    def __init__(self) -> None:
        self._states: dict[str, str] = {}
        self._changed = Condition()

    def watch(self, name: str, function: Callable[[], object]) -> None:
        """Run this function in a thread of its own, under this name."""
        # Before the thread starts: a thread that calls states() after this must find the name.
        self._become(name, "NEW")
        Thread(target=self._run, args=(name, function)).start()

    def _run(self, name: str, function: Callable[[], object]) -> None:
        self._become(name, "RUNNING")
        # Without the lock: other threads read the board meanwhile, and the function itself may,
        # too.
        try:
            function()
        except Exception:
            self._become(name, "FAILED")
        else:
            self._become(name, "DONE")

    def _become(self, name: str, state: str) -> None:
        # The change and the wake-up belong together: a thread that has checked and found nothing
        # new is either waiting already, and is woken, or has yet to check, and sees the change.
        with self._changed:
            self._states[name] = state
            # All of them, because each may wait for something else.
            self._changed.notify_all()

    def states(self) -> dict[str, str]:
        """Return the state of each function: "NEW", "RUNNING", "DONE" or "FAILED"."""
        with self._changed:
            return self._states.copy()

    def wait_for(self, name: str, state: str) -> None:
        """Block until this function has reached this state, or is past it."""
        with self._changed:
            # How far, not which state: a thread that was RUNNING for a moment may be DONE by the
            # time we check, and will never be RUNNING again.
            while self._states[name] != state and STAGES[self._states[name]] <= STAGES[state]:
                self._changed.wait()
