# fails: overserialized
"""One lock round the whole meal: safe, and only one eats at any table, however large."""

from threading import Lock


class Table:
    def __init__(self, seats):
        if seats < 2:
            raise ValueError("at least two seats")
        self.table = Lock()

    def dine(self, seat, eat):
        with self.table:
            eat()


# mend: A lock for each fork; take the one with the lower number first.
