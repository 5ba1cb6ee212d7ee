"""`x` is acquired a second time and never released: every schedule blocks."""

from collections.abc import Callable
from threading import Lock, Thread


class Phases:
    def __init__(self) -> None:
        self.x, self.y = Lock(), Lock()

    def run(self) -> None:
        self.x.acquire()
        self.x.release()
        self.x.acquire()
        self.y.acquire()
        self.y.release()
        self.y.acquire()
        self.y.release()


def _run(*bodies: Callable[[], None]) -> None:
    threads = [Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def phase01() -> None:
    one = Phases()
    _run(one.run, one.run)
