"""The flag "something was pushed" is never cleared: two pops after one push fail."""

from collections.abc import Callable
from threading import Lock, Thread

SIZE = 10
OVERFLOW = UNDERFLOW = -1


class Stack:
    def __init__(self) -> None:
        self.lock = Lock()
        self.items = [0] * SIZE
        self.top = 0
        self.pushed = False

    def push(self, item: int) -> int:
        if self.top == SIZE:
            return OVERFLOW
        self.items[self.top] = item
        self.top += 1
        return 0

    def pop(self) -> int:
        if self.top == 0:
            return UNDERFLOW
        self.top -= 1
        return self.items[self.top]

    def fill(self) -> None:
        for item in range(SIZE):
            with self.lock:
                assert self.push(item) != OVERFLOW
                self.pushed = True

    def empty(self) -> None:
        for _ in range(SIZE):
            with self.lock:
                if self.pushed:
                    assert self.pop() != UNDERFLOW


def _run(*bodies: Callable[[], None]) -> None:
    threads = [Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def stack() -> None:
    one = Stack()
    _run(one.fill, one.empty)
