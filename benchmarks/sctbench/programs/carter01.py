"""One thread keeps `l` from its first section to its second; another waits for `l` inside a section."""

from collections.abc import Callable
from threading import Lock, Thread


class Carter:
    def __init__(self) -> None:
        self.m, self.l = Lock(), Lock()
        self.a = self.b = 0

    def first(self) -> None:
        with self.m:
            self.a += 1
            if self.a == 1:
                self.l.acquire()
        with self.m:
            self.a -= 1
            if self.a == 0:
                self.l.release()

    def second(self) -> None:
        with self.m:
            self.b += 1
            if self.b == 1:
                self.l.acquire()
        with self.m:
            self.b -= 1
            if self.b == 0:
                self.l.release()

    def nothing(self) -> None:
        pass


def _run(*bodies: Callable[[], None]) -> None:
    threads = [Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def carter01() -> None:
    one = Carter()
    _run(one.first, one.second, one.nothing, one.nothing)
