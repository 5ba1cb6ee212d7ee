# fails: busy_wait
"""Sleeps a little and looks at the board again."""

import time
from threading import Lock, Thread

ORDER = ["NEW", "RUNNING", "DONE", "FAILED"]


class Monitor:
    def __init__(self):
        self.board = {}
        self.changed = Lock()

    def become(self, name, state):
        with self.changed:
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
        while True:
            with self.changed:
                if ORDER.index(self.board[name]) >= ORDER.index(state):
                    return
            time.sleep(0.001)


# mend: A Condition in place of the lock wakes those who wait when the board changes.
