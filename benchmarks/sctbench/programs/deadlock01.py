"""Two locks, acquired in both orders."""

from collections.abc import Callable
from threading import Lock, Thread


class Counter:
    def __init__(self) -> None:
        self.a, self.b = Lock(), Lock()
        self.count = 0

    def up(self) -> None:
        with self.a, self.b:
            self.count += 1

    def down(self) -> None:
        with self.b, self.a:
            self.count -= 1


def _run(*bodies: Callable[[], None]) -> None:
    threads = [Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def deadlock01() -> None:
    one = Counter()
    _run(one.up, one.down)
