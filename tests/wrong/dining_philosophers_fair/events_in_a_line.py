# fails: forbidden
"""A fair line of waiting philosophers, but each waits on an Event, which is not among the tools of this kata."""

from threading import Event, Lock


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.seats = seats
        self.mutex = Lock()
        self.line = []
        self.eating = set()

    def serve(self):
        barred = set(self.eating)
        for seat, my_turn in list(self.line):
            if not {(seat - 1) % self.seats, (seat + 1) % self.seats} & barred:
                self.line.remove((seat, my_turn))
                self.eating.add(seat)
                my_turn.set()
            barred.add(seat)

    def dine(self, seat, eat):
        my_turn = Event()
        with self.mutex:
            self.line.append((seat, my_turn))
            self.serve()
        my_turn.wait()
        try:
            eat()
        finally:
            with self.mutex:
                self.eating.remove(seat)
                self.serve()


# mend: A semaphore that begins at 0 does what the event does.
