# contract: service::test_it_can_be_closed_at_once
# facts: LeakedThread clerk :12
"""Waits a second for the clerk to go home, and goes home first."""

from threading import Event, Thread


class Service:
    def __init__(self):
        self.bell = Event()
        self.clerk = Thread(target=self.bell.wait, name="clerk")
        self.clerk.start()

    def close(self):
        self.clerk.join(timeout=1)
