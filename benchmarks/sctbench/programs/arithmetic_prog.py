"""A producer and a consumer whose total is always N(N+1)/2; the assertion denies it, so every schedule fails."""

from collections.abc import Callable
from threading import Condition, Lock, Thread

N = 3


class Progression:
    def __init__(self) -> None:
        self.lock = Lock()
        self.empty, self.full = Condition(self.lock), Condition(self.lock)
        self.num = self.total = 0
        self.flag = False

    def produce(self) -> None:
        for _ in range(N):
            with self.lock:
                while self.num > 0:
                    self.empty.wait()
                self.num += 1
                self.full.notify()  # Python asks for the lock here; the original signals just after it

    def consume(self) -> None:
        for item in range(N):
            with self.lock:
                while self.num == 0:
                    self.full.wait()
                self.total += item
                self.num -= 1
                self.empty.notify()
        self.total += N
        self.flag = True


def _run(*bodies: Callable[[], None]) -> None:
    threads = [Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def arithmetic_prog() -> None:
    one = Progression()
    _run(one.produce, one.consume)
    if one.flag:
        assert one.total != N * (N + 1) // 2
