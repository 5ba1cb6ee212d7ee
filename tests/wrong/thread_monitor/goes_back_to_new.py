# fails: wrong
"""Starts the thread first and writes NEW then, over what the thread has written meanwhile."""

from threading import Condition, Thread

ORDER = ["NEW", "RUNNING", "DONE", "FAILED"]


class Monitor:
    def __init__(self):
        self.board = {}
        self.changed = Condition()

    def become(self, name, state):
        with self.changed:
            self.board[name] = state
            self.changed.notify_all()

    def run(self, name, function):
        self.become(name, "RUNNING")
        try:
            function()
        except Exception:
            self.become(name, "FAILED")
        else:
            self.become(name, "DONE")

    def watch(self, name, function):
        Thread(target=self.run, args=(name, function)).start()
        self.become(name, "NEW")

    def states(self):
        with self.changed:
            return dict(self.board)

    def wait_for(self, name, state):
        with self.changed:
            while ORDER.index(self.board[name]) < ORDER.index(state):
                self.changed.wait()
