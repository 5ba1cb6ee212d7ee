"""No lock: a checker that runs between the two stores of a setter, before any setter has ended, sees only one."""

from collections.abc import Callable
from threading import Thread


class Pair:
    def __init__(self) -> None:
        self.a = self.b = 0

    def set(self) -> None:
        self.a = 1
        self.b = -1

    def check(self) -> None:
        assert (self.a == 0 and self.b == 0) or (self.a == 1 and self.b == -1)


def _run(*bodies: Callable[[], None]) -> None:
    threads = [Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _reorder(setters: int, checkers: int) -> None:
    pair = Pair()
    _run(*[pair.set] * setters, *[pair.check] * checkers)


def reorder_3() -> None:
    _reorder(2, 1)


def reorder_4() -> None:
    _reorder(3, 1)


def reorder_5() -> None:
    _reorder(4, 1)


def reorder_10() -> None:
    _reorder(9, 1)


def reorder_20() -> None:
    _reorder(10, 10)


def reorder_100() -> None:
    _reorder(99, 1)
