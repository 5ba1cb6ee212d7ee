"""A thread skips a turn that belongs to the other one, and does not wait: the store and the queue get out of step."""

from collections.abc import Callable
from threading import Lock, Thread

SIZE = 20


class Queue:
    def __init__(self) -> None:
        self.lock = Lock()
        self.elements = [0] * SIZE
        self.stored = [0] * SIZE
        self.head = self.tail = self.amount = 0
        self.may_enqueue, self.may_dequeue = True, False

    def enqueue(self, item: int) -> None:
        self.elements[self.tail] = item
        self.amount += 1
        self.tail += 1
        if self.tail == SIZE:
            self.tail = 1

    def dequeue(self) -> int:
        item = self.elements[self.head]
        self.amount -= 1
        self.head += 1
        if self.head == SIZE:
            self.head = 1
        return item

    def fill(self) -> None:
        value = 0
        with self.lock:
            self.enqueue(value)
            self.stored[0] = value
            assert self.amount > 0
        for turn in range(SIZE - 1):
            with self.lock:
                if self.may_enqueue:
                    value += 1
                    self.enqueue(value)
                    self.stored[turn + 1] = value
                    self.may_enqueue = False
                    self.may_dequeue = True

    def empty(self) -> None:
        for turn in range(SIZE):
            with self.lock:
                if self.may_dequeue:
                    assert self.dequeue() == self.stored[turn]
                    self.may_dequeue = False
                    self.may_enqueue = True


def _run(*bodies: Callable[[], None]) -> None:
    threads = [Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def queue() -> None:
    one = Queue()
    _run(one.fill, one.empty)
