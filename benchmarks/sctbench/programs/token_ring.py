"""A value is passed on in any order: wrong when the check is last and the first thread was not first."""

from collections.abc import Callable
from threading import Lock, Thread


class Ring:
    def __init__(self) -> None:
        self.atomic = Lock()
        self.x1, self.x2, self.x3 = 1, 2, 1
        self.done1 = self.done2 = self.done3 = False

    def first(self) -> None:
        with self.atomic:
            self.x1 = (self.x3 + 1) % 4
            self.done1 = True

    def second(self) -> None:
        with self.atomic:
            self.x2 = self.x1
            self.done2 = True

    def third(self) -> None:
        with self.atomic:
            self.x3 = self.x2
            self.done3 = True

    def check(self) -> None:
        with self.atomic:
            if self.done1 and self.done2 and self.done3:
                assert self.x1 == self.x2
                assert self.x2 == self.x3


def _run(*bodies: Callable[[], None]) -> None:
    threads = [Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _leave(*bodies: Callable[[], None]) -> None:
    """Start the threads, and return without joining them.

    In the original the end of main ends the process; where daemon threads go on after it, this is as with joins.
    """
    for body in bodies:
        Thread(target=body, daemon=True).start()


def token_ring() -> None:
    """With joins: no preemption needed."""
    ring = Ring()
    _run(ring.first, ring.second, ring.third, ring.check)


def token_ring_nojoin() -> None:
    """As in the original: main does not wait."""
    ring = Ring()
    _leave(ring.first, ring.second, ring.third, ring.check)
