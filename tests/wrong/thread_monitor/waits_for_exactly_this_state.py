# fails: stuck
"""Waits until the state is RUNNING, and a quick function is DONE by then and never RUNNING again."""

from threading import Condition, Thread


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
        with self.changed:
            while self.board[name] != state:
                self.changed.wait()
