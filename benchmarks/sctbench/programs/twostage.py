"""The reader runs between the two sections of the first writer, which have different locks."""

from collections.abc import Callable
from threading import Lock, Thread


class Stages:
    def __init__(self) -> None:
        self.lock1, self.lock2 = Lock(), Lock()
        self.data1 = self.data2 = 0

    def write(self) -> None:
        with self.lock1:
            self.data1 = 1
        with self.lock2:
            self.data2 = self.data1 + 1

    def read(self) -> None:
        with self.lock1:
            if self.data1 == 0:
                return
            first = self.data1
        with self.lock2:
            second = self.data2
        assert second == first + 1


def _run(*bodies: Callable[[], None]) -> None:
    threads = [Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _twostage(writers: int) -> None:
    stages = Stages()
    _run(*[stages.write] * writers, stages.read)


def twostage() -> None:
    _twostage(1)


def twostage_100() -> None:
    _twostage(99)
