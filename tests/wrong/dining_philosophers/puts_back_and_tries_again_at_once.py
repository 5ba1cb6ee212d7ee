# fails: livelock
"""Polite to the end: no right fork, so put the left one back and take it again, all in step."""

from threading import Lock


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.forks = [Lock() for _ in range(seats)]

    def dine(self, seat, eat):
        left, right = self.forks[seat], self.forks[(seat + 1) % len(self.forks)]
        left.acquire()
        while not right.acquire(blocking=False):
            left.release()
            left.acquire()
        try:
            eat()
        finally:
            right.release()
            left.release()


# mend: With one order of the forks for all, a philosopher can wait for the second one.
