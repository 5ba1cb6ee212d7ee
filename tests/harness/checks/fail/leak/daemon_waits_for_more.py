# contract: service::test_it_answers_until_it_is_closed
# facts: LeakedThread clerk :15
"""A daemon is left to itself: it waits for the next question, and close() does nothing."""

from threading import Semaphore, Thread


class Service:
    def __init__(self):
        self.asked, self.answered, self.number = Semaphore(0), Semaphore(0), 0
        Thread(target=self.run, name="clerk", daemon=True).start()

    def run(self):
        while True:
            self.asked.acquire()
            self.number += 1
            self.answered.release()

    def ask(self, number):
        self.number = number
        self.asked.release()
        self.answered.acquire()
        return self.number

    def close(self):
        pass
