"""Join, by hand: the thread's last act is to release a permit, and each joining thread passes it on."""

from collections.abc import Callable
from threading import Semaphore, Thread


class Task:
    """A function that runs in a thread of its own, and a way to wait for its end."""

    def __init__(self, function: Callable[[], object]) -> None:
        self._function = function
        self._started = False
        self._error: Exception | None = None
        # A turnstile. A permit is still there for a thread that joins later; a notify would be
        # lost.
        self._end = Semaphore(0)

    def start(self) -> None:
        """Call the function in a thread of its own."""
        # Before the thread runs: as soon as start() has returned, a thread may join.
        self._started = True
        Thread(target=self._run).start()

    def _run(self) -> None:
        try:
            self._function()
        except Exception as error:
            # Kept for the threads that join. Raised here, it would end a thread that nobody looks
            # at.
            self._error = error
        # Last of all, and also after an exception: from here on other threads read the outcome.
        self._end.release()

    def join(self, timeout: float | None = None) -> bool:
        """Wait until the function has ended; return False if that takes longer than `timeout` seconds."""
        if not self._started:
            raise RuntimeError("join() before start()")
        if not self._end.acquire(timeout=timeout):
            return False
        # One permit is enough for all, as long as each thread puts it back for the next.
        self._end.release()
        if self._error is not None:
            raise self._error
        return True
