# fails: stuck
"""watch() calls the function itself and comes back when it is over."""

from threading import Condition

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
        self.become(name, "NEW")
        self.run(name, function)

    def states(self):
        with self.changed:
            return dict(self.board)

    def wait_for(self, name, state):
        with self.changed:
            while ORDER.index(self.board[name]) < ORDER.index(state):
                self.changed.wait()
