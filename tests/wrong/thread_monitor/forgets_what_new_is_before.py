# fails: stuck
"""Lists the states that are past each state, and forgets NEW: who waits for it too late waits forever."""

from threading import Condition, Thread

REACHED = {"RUNNING": ("RUNNING", "DONE", "FAILED")}


class Monitor:
    def __init__(self):
        self.changed = Condition()
        self.board = {}

    def watch(self, name, function):
        self.write(name, "NEW")
        Thread(target=self.run, args=(name, function)).start()

    def run(self, name, function):
        self.write(name, "RUNNING")
        try:
            function()
        except Exception:
            self.write(name, "FAILED")
        else:
            self.write(name, "DONE")

    def write(self, name, state):
        with self.changed:
            self.board[name] = state
            self.changed.notify_all()

    def states(self):
        with self.changed:
            return self.board.copy()

    def wait_for(self, name, state):
        with self.changed:
            while self.board[name] not in REACHED.get(state, (state,)):
                self.changed.wait()
