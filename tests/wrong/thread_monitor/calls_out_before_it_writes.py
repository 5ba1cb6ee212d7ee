# fails: stuck
"""Calls those who wait and changes the board after that: they look, see nothing new, and wait again."""

from threading import Condition, Thread

ORDER = ["NEW", "RUNNING", "DONE", "FAILED"]


class Monitor:
    def __init__(self):
        self.board = {}
        self.changed = Condition()

    def become(self, name, state):
        with self.changed:
            self.changed.notify_all()
        self.board[name] = state

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
        Thread(target=self.run, args=(name, function)).start()

    def states(self):
        with self.changed:
            return dict(self.board)

    def wait_for(self, name, state):
        with self.changed:
            while ORDER.index(self.board[name]) < ORDER.index(state):
                self.changed.wait()
