import sys
from threading import Thread


class Bakery:
    def __init__(self):
        self.rolls = ["roll"]

    def sell(self, count):
        for number in range(count):
            roll = self.rolls.pop()
            sys.stdout.write(f"{roll} {number + 1}\n")


def one_customer():
    customer = Thread(target=Bakery().sell, args=(2,), name="customer")
    customer.start()
    customer.join()
