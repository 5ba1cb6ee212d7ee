# passes
"""Side 1 reports and waits for the answer; side 0 waits for the report and answers."""

from threading import Semaphore


class Rendezvous:
    def __init__(self):
        self.report = Semaphore(0)
        self.answer = Semaphore(0)

    def meet(self, side):
        if side == 1:
            self.report.release()
            self.answer.acquire()
        else:
            self.report.acquire()
            self.answer.release()
