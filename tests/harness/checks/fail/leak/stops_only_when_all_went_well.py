# contract: service::test_a_mistake_comes_through
# facts: LeakedThread clerk :14
"""A question that goes wrong leaves its clerk behind, waiting for a thank-you."""

from threading import Event, Thread


class Service:
    def __init__(self):
        self.thanked = None

    def ask(self, number):
        thanked = Event()
        Thread(target=thanked.wait, name="clerk").start()
        answer = number + 1
        thanked.set()
        return answer

    def close(self):
        pass
