"""Fails whenever the third thread is the last, which is the order in which they are started."""

from collections.abc import Callable
from threading import Lock, Thread


class Lazy:
    def __init__(self) -> None:
        self.lock = Lock()
        self.data = 0

    def one(self) -> None:
        with self.lock:
            self.data += 1

    def two(self) -> None:
        with self.lock:
            self.data += 2

    def look(self) -> None:
        with self.lock:
            assert self.data < 3


def _run(*bodies: Callable[[], None]) -> None:
    threads = [Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def lazy01() -> None:
    lazy = Lazy()
    _run(lazy.one, lazy.two, lazy.look)
