"""The slot is full from the start and the consumer never empties it: every schedule blocks."""

from collections.abc import Callable
from threading import Condition, Lock, Thread


class Slot:
    def __init__(self) -> None:
        self.lock = Lock()
        self.empty, self.full = Condition(self.lock), Condition(self.lock)
        self.num = 1

    def produce(self) -> None:
        with self.lock:
            while self.num > 0:
                self.empty.wait()
            self.num += 1
            self.full.notify()  # Python asks for the lock here; the original signals just after it

    def consume(self) -> None:
        with self.lock:
            while self.num == 0:
                self.full.wait()
            self.empty.notify()


def _run(*bodies: Callable[[], None]) -> None:
    threads = [Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def sync01() -> None:
    one = Slot()
    _run(one.produce, one.consume)
