# fails: wrong
"""The board is a default argument, made once: two monitors write on the same one."""

from threading import Condition, Thread

ORDER = ["NEW", "RUNNING", "DONE", "FAILED"]


class Monitor:
    def __init__(self, board={}):
        self.changed = Condition()
        self.board = board

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
            while ORDER.index(self.board[name]) < ORDER.index(state):
                self.changed.wait()
