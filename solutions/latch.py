"""Latch: a count under a condition, and all waiting threads are woken when it reaches 0."""

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
            # Before anything is changed. And with releases the lock on this way out as well.
            if self._count == 0:
                raise ValueError("the count is 0 already")
            self._count -= 1
            if self._count == 0:
                # All of them, because a woken thread does not wake the next. Earlier counts need
                # not wake any thread, because none could continue.
                self._changed.notify_all()

    def wait(self) -> None:
        """Block until the count is 0."""
        # Checking and going to sleep happen under one lock: the last count_down() cannot come
        # between.
        with self._changed:
            self._changed.wait_for(lambda: self._count == 0)
