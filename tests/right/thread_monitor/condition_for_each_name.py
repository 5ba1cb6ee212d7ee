# passes
"""Each name has an entry with a condition of its own, over one lock for all: the board changes as a whole."""

from threading import Condition, Lock, Thread


class Entry(Thread):
    def __init__(self, lock, function):
        super().__init__()
        self.function = function
        self.passed = ["NEW"]
        self.moved = Condition(lock)

    def move(self, state):
        with self.moved:
            self.passed.append(state)
            self.moved.notify_all()

    def run(self):
        self.move("RUNNING")
        end = "FAILED"
        try:
            self.function()
            end = "DONE"
        except Exception:
            pass
        self.move(end)


class Monitor:
    def __init__(self):
        self.lock = Lock()
        self.entries = {}

    def watch(self, name, function):
        entry = Entry(self.lock, function)
        with self.lock:
            self.entries[name] = entry
        entry.start()

    def states(self):
        with self.lock:
            return {name: entry.passed[-1] for name, entry in self.entries.items()}

    def wait_for(self, name, state):
        with self.lock:
            entry = self.entries[name]
            entry.moved.wait_for(lambda: state in entry.passed)
