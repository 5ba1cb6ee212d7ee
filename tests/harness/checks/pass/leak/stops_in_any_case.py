# contract: service::test_a_mistake_comes_through
"""A question that goes wrong thanks its clerk all the same."""

from threading import Event, Thread


class Service:
    def ask(self, number):
        thanked = Event()
        clerk = Thread(target=thanked.wait)
        clerk.start()
        try:
            return number + 1
        finally:
            thanked.set()
            clerk.join()

    def close(self):
        pass
