"""The slot starts with all items that the consumer will take: every schedule blocks at the producer's second item."""

from collections.abc import Callable
from threading import Condition, Lock, Thread

N = 2


class Slot:
    def __init__(self) -> None:
        self.lock = Lock()
        self.empty, self.full = Condition(self.lock), Condition(self.lock)
        self.num = 2

    def produce(self) -> None:
        for _ in range(N):
            with self.lock:
                while self.num > 0:
                    self.empty.wait()
                self.num += 1
                self.full.notify()  # Python asks for the lock here; the original signals just after it

    def consume(self) -> None:
        for _ in range(N):
            with self.lock:
                while self.num == 0:
                    self.full.wait()
                self.num -= 1
                self.empty.notify()


def _run(*bodies: Callable[[], None]) -> None:
    threads = [Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def sync02() -> None:
    one = Slot()
    _run(one.produce, one.consume)
