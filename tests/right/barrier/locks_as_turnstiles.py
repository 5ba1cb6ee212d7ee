# passes
"""Nothing but locks: the way in is open while the way out is closed, and the other way round."""

from threading import Lock


class Barrier:
    def __init__(self, parties):
        if parties < 1:
            raise ValueError("at least one party")
        self.parties = parties
        self.inside = 0
        self.way_in = Lock()
        self.way_out = Lock()
        self.way_out.acquire()

    def wait(self):
        # Each way is handed on from one thread to the next, so it guards the count as well.
        self.way_in.acquire()
        self.inside += 1
        if self.inside < self.parties:
            self.way_in.release()
        else:
            self.way_out.release()

        self.way_out.acquire()
        self.inside -= 1
        if self.inside > 0:
            self.way_out.release()
        else:
            self.way_in.release()
