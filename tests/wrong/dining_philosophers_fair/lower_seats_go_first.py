# fails: starvation
"""Of two hungry neighbours the one with the lower seat eats first, and is hungry again before the other's turn."""

from threading import Condition


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.seats = seats
        self.hungry = set()
        self.eating = set()
        self.changed = Condition()

    def may_eat(self, seat):
        neighbours = {(seat - 1) % self.seats, (seat + 1) % self.seats}
        return not neighbours & self.eating and not any(one < seat for one in neighbours & self.hungry)

    def dine(self, seat, eat):
        with self.changed:
            self.hungry.add(seat)
            self.changed.wait_for(lambda: self.may_eat(seat))
            self.hungry.remove(seat)
            self.eating.add(seat)
        try:
            eat()
        finally:
            with self.changed:
                self.eating.remove(seat)
                self.changed.notify_all()


# mend: Of two hungry neighbours the one that has been hungry longer goes first.
