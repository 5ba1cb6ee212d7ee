# contract: service::test_it_can_be_closed_at_once
# facts: LeakedThread clerk-2 :16
"""Two clerks, and one word that the day is over."""

from threading import Semaphore, Thread


class Service:
    def __init__(self):
        self.calls, self.words = Semaphore(0), []
        for name in ("clerk-1", "clerk-2"):
            Thread(target=self.run, name=name).start()

    def run(self):
        while True:
            self.calls.acquire()
            if self.words.pop() == "over":
                return

    def close(self):
        self.words.append("over")
        self.calls.release()
