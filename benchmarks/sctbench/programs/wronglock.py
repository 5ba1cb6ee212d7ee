"""One value, protected by two different locks."""

from collections.abc import Callable
from threading import Lock, Thread


class Value:
    def __init__(self) -> None:
        self.data_lock, self.other_lock = Lock(), Lock()
        self.value = 0

    def right(self) -> None:
        with self.data_lock:
            before = self.value
            self.value += 1
            assert self.value == before + 1

    def wrong(self) -> None:
        with self.other_lock:
            self.value += 1


def _run(*bodies: Callable[[], None]) -> None:
    threads = [Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _wronglock(others: int) -> None:
    value = Value()
    _run(value.right, *[value.wrong] * others)


def wronglock() -> None:
    _wronglock(7)


def wronglock_3() -> None:
    _wronglock(3)
