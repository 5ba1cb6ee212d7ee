# fails: deadlock
"""Looks at the board without the lock and waits then: the call comes in the gap and nobody hears it."""

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
        self.become(name, "NEW")
        Thread(target=self.run, args=(name, function)).start()

    def states(self):
        with self.changed:
            return dict(self.board)

    def wait_for(self, name, state):
        while ORDER.index(self.board[name]) < ORDER.index(state):
            with self.changed:
                self.changed.wait()
