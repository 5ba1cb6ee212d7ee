# fails: stuck
"""The end is announced to all, but the start to one: another thread that waits for the start sleeps until the end."""

from threading import Condition, Thread

ORDER = ["NEW", "RUNNING", "DONE", "FAILED"]


class Monitor:
    def __init__(self):
        self.board = {}
        self.changed = Condition()

    def run(self, name, function):
        with self.changed:
            self.board[name] = "RUNNING"
            self.changed.notify()
        try:
            function()
        except Exception:
            end = "FAILED"
        else:
            end = "DONE"
        with self.changed:
            self.board[name] = end
            self.changed.notify_all()

    def watch(self, name, function):
        with self.changed:
            self.board[name] = "NEW"
        Thread(target=self.run, args=(name, function)).start()

    def states(self):
        with self.changed:
            return dict(self.board)

    def wait_for(self, name, state):
        with self.changed:
            while ORDER.index(self.board[name]) < ORDER.index(state):
                self.changed.wait()


# mend: Any number of threads may wait for RUNNING, too.
