# passes
"""Several boards, each with its lock; whoever looks goes from one to the next and adds up."""

from dataclasses import dataclass, field
from threading import Lock, get_ident


@dataclass
class _Board:
    lock: Lock = field(default_factory=Lock)
    number: int = 0


class Counter:
    def __init__(self):
        self._boards = tuple(_Board() for _ in range(2))

    def increment(self):
        board = self._boards[get_ident() % 2]
        with board.lock:
            board.number += 1

    @property
    def value(self):
        total = 0
        for board in self._boards:
            with board.lock:
                total += board.number
        return total
