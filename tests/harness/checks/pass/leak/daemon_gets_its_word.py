# contract: service::test_it_answers_until_it_is_closed
"""A daemon that is told by None that nothing more will be asked, and goes home by itself."""

from threading import Semaphore, Thread


class Service:
    def __init__(self):
        self.asked, self.answered, self.number = Semaphore(0), Semaphore(0), 0
        Thread(target=self.run, daemon=True).start()

    def run(self):
        self.asked.acquire()
        while self.number is not None:
            self.number += 1
            self.answered.release()
            self.asked.acquire()

    def ask(self, number):
        self.number = number
        self.asked.release()
        self.answered.acquire()
        return self.number

    def close(self):
        self.number = None
        self.asked.release()
