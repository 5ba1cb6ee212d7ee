# passes
"""Everybody takes the right fork first, only seat 0 the left one; forks are semaphores."""

from threading import BoundedSemaphore


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.forks = [BoundedSemaphore() for _ in range(seats)]

    def dine(self, seat, eat):
        first, second = self.forks[(seat + 1) % len(self.forks)], self.forks[seat]
        if seat == 0:
            first, second = second, first
        first.acquire()
        try:
            second.acquire()
            try:
                eat()
            finally:
                second.release()
        finally:
            first.release()
