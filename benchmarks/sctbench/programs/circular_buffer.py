"""A thread skips a turn that belongs to the other one, and does not wait: sender and receiver get out of step."""

from collections.abc import Callable
from threading import Lock, Thread

SIZE, N = 10, 7


class Buffer:
    def __init__(self) -> None:
        self.lock = Lock()
        self.buffer = [0] * SIZE
        self.first = self.next = 0
        self.may_send, self.may_receive = True, False

    def insert(self, item: int) -> None:
        self.buffer[self.next] = item
        self.next = (self.next + 1) % SIZE

    def remove(self) -> int:
        if self.next > 0 and self.first < SIZE:
            item = self.buffer[self.first]
            self.first += 1
            return item
        return -1

    def send(self) -> None:
        for item in range(N):
            with self.lock:
                if self.may_send:
                    self.insert(item)
                    self.may_send = False
                    self.may_receive = True

    def receive(self) -> None:
        for item in range(N):
            with self.lock:
                if self.may_receive:
                    assert self.remove() == item
                    self.may_receive = False
                    self.may_send = True


def _run(*bodies: Callable[[], None]) -> None:
    threads = [Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def circular_buffer() -> None:
    one = Buffer()
    _run(one.send, one.receive)
