# facts: LostWakeup (Thread-3 (<lambda>) changed :23
"""Forks are put back, and nobody is told."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Table:
    def __init__(self, seats):
        self.seats = seats
        self.lies = [True] * seats
        self.changed = threading.Condition()

    def take(self, fork):
        with self.changed:
            self.changed.wait_for(lambda: self.lies[fork])
            self.lies[fork] = False

    def put(self, fork):
        with self.changed:
            self.lies[fork] = True

    def dine(self, seat):
        left, right = sorted((seat, (seat + 1) % self.seats))
        self.take(left)
        self.take(right)
        self.put(left)
        self.put(right)


def main():
    table = Table(3)
    run(*[lambda seat=seat: table.dine(seat) for seat in range(3)])
