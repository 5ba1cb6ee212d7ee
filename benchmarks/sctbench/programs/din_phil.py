"""The last philosopher to eat fails: nearly every schedule for 2 to 4, every one from 5 on."""

from collections.abc import Callable
from threading import Lock, Thread


class Table:
    def __init__(self, seats: int) -> None:
        self.seats = seats
        self.atomic = Lock()
        self.forks = [Lock() for _ in range(seats)]
        self.fed = 0

    def dine(self, seat: int) -> None:
        with self.forks[(seat + 1) % self.seats], self.forks[seat]:
            pass

    def leave(self) -> None:
        self.fed += 1
        assert self.fed != self.seats

    def racy(self, seat: int) -> None:
        """An update may be lost."""
        with self.atomic:
            self.dine(seat)
        self.leave()

    def locked(self, seat: int) -> None:
        with self.atomic:
            self.dine(seat)
        with self.atomic:
            self.leave()

    def twice(self, seat: int) -> None:
        """Takes the lock again where it should give it back: the first to come blocks all."""
        with self.atomic:
            self.dine(seat)
            with self.atomic:
                self.leave()


def _run(body: Callable[[int], None], seats: int) -> None:
    threads = [Thread(target=body, args=(seat,)) for seat in range(seats)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def din_phil2() -> None:
    _run(Table(2).racy, 2)


def din_phil3() -> None:
    _run(Table(3).racy, 3)


def din_phil4() -> None:
    _run(Table(4).racy, 4)


def din_phil5() -> None:
    _run(Table(5).locked, 5)


def din_phil6() -> None:
    _run(Table(6).locked, 6)


def din_phil7() -> None:
    """A deadlock, and no failed assertion."""
    _run(Table(7).twice, 7)
