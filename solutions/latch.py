"""Latch: a count under a condition, and everybody is woken when it comes to 0."""

from threading import Condition


class CountDownLatch:
    """A gate that opens, and stays open, when the count reaches 0."""

    def __init__(self, count: int) -> None:
        if count < 0:
            raise ValueError("a latch cannot begin below 0")
        self._changed = Condition()
        self._count = count

    def count_down(self) -> None:
        """Subtract one from the count; at 0 the gate opens."""
        with self._changed:
            # Before anything is changed. And with gives the lock back on this way out as well.
            if self._count == 0:
                raise ValueError("the count is 0 already")
            self._count -= 1
            if self._count == 0:
                # All of them: whoever is woken does not wake the next. Counts before the last
                # one need wake nobody, as nobody could go on.
                self._changed.notify_all()

    def wait(self) -> None:
        """Block until the count is 0."""
        # Looking and going to sleep under one lock: the last count_down() cannot come between.
        with self._changed:
            self._changed.wait_for(lambda: self._count == 0)
