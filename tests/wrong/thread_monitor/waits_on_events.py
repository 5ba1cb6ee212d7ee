# fails: forbidden
"""An event for each state of each function does it too, but this kata does not allow events."""

from threading import Event, Lock, Thread


class Monitor:
    def __init__(self):
        self.lock = Lock()
        self.board = {}
        self.events = {}

    def become(self, name, state):
        with self.lock:
            self.board[name] = state
        self.events[name, state].set()

    def run(self, name, function):
        self.become(name, "RUNNING")
        try:
            function()
        except Exception:
            self.become(name, "FAILED")
        else:
            self.become(name, "DONE")

    def watch(self, name, function):
        for state in ("NEW", "RUNNING", "DONE", "FAILED"):
            self.events[name, state] = Event()
        self.become(name, "NEW")
        Thread(target=self.run, args=(name, function)).start()

    def states(self):
        with self.lock:
            return dict(self.board)

    def wait_for(self, name, state):
        self.events[name, state].wait()


# mend: One Condition for the board, and an order of the states, so that a state that is past counts.
