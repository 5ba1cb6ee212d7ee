# fails: forbidden
"""A right table, but built on Event, which is not among the tools of this kata."""

from threading import Event, Lock


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.seats = seats
        self.mutex = Lock()
        self.waiting = {}
        self.eating = set()

    def serve(self, seat):
        neighbours = {(seat - 1) % self.seats, (seat + 1) % self.seats}
        if seat in self.waiting and not neighbours & self.eating:
            self.eating.add(seat)
            self.waiting.pop(seat).set()

    def dine(self, seat, eat):
        my_turn = Event()
        with self.mutex:
            self.waiting[seat] = my_turn
            self.serve(seat)
        my_turn.wait()
        try:
            eat()
        finally:
            with self.mutex:
                self.eating.remove(seat)
                self.serve((seat - 1) % self.seats)
                self.serve((seat + 1) % self.seats)


# mend: A semaphore that begins at 0 does what the event does.
