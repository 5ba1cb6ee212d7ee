# fails: deadlock
"""The function runs under the lock, so it cannot look at the board itself."""

from threading import Condition, Lock, Thread

ORDER = ["NEW", "RUNNING", "DONE", "FAILED"]


class Monitor:
    def __init__(self):
        self.board = {}
        self.changed = Condition(Lock())

    def become(self, name, state):
        with self.changed:
            self.board[name] = state
            self.changed.notify_all()

    def run(self, name, function):
        with self.changed:
            self.board[name] = "RUNNING"
            try:
                function()
                self.board[name] = "DONE"
            except Exception:
                self.board[name] = "FAILED"
            self.changed.notify_all()

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
