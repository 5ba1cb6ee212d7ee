import sys
from threading import Thread


class Counter:
    def __init__(self):
        self.tickets = [1, 2, 3, 4]
        self.served = 0

    def serve(self):
        ticket = self.tickets.pop()
        sys.stdout.write(f"served {ticket}\n")
        self.served += 1


def five_customers():
    counter = Counter()
    customers = [Thread(target=counter.serve, name=f"customer-{number}") for number in range(5)]
    for customer in customers:
        customer.start()
    for customer in customers:
        customer.join()
