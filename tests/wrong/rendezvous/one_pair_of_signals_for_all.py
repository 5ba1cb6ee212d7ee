# fails: wrong
"""The signals belong to the class: a call at one meeting is heard at another."""

from threading import Semaphore


class Rendezvous:
    _is_here = (Semaphore(0), Semaphore(0))

    def meet(self, side):
        self._is_here[side].release()
        self._is_here[1 - side].acquire()
