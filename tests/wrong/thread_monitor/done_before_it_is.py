# fails: wrong
"""Writes RUNNING and DONE and runs the function then."""

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
        self.become(name, "DONE")
        try:
            function()
        except Exception:
            self.become(name, "FAILED")

    def watch(self, name, function):
        self.become(name, "NEW")
        Thread(target=self.run, args=(name, function)).start()

    def states(self):
        with self.changed:
            return dict(self.board)

    def wait_for(self, name, state):
        with self.changed:
            while ORDER.index(self.board[name]) < ORDER.index(state):
                self.changed.wait()
