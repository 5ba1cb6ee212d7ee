# contract: service::test_it_can_be_closed_at_once
"""Two clerks, and two words that the day is over."""

from threading import Semaphore, Thread


class Service:
    def __init__(self):
        self.calls, self.words = Semaphore(0), []
        self.clerks = [Thread(target=self.run) for _ in range(2)]
        for clerk in self.clerks:
            clerk.start()

    def run(self):
        while True:
            self.calls.acquire()
            if self.words.pop() == "over":
                return

    def close(self):
        for _ in self.clerks:
            self.words.append("over")
            self.calls.release()
