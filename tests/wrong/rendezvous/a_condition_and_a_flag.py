# fails: forbidden
"""A right rendezvous on a Condition; this kata wants it from semaphores alone."""

from threading import Condition


class Rendezvous:
    def __init__(self):
        self.changed = Condition()
        self.calls = [0, 0]

    def meet(self, side):
        with self.changed:
            self.calls[side] += 1
            mine = self.calls[side]
            self.changed.notify_all()
            self.changed.wait_for(lambda: self.calls[1 - side] >= mine)


# mend: One semaphore for each side says that this side is here.
