# fails: wrong
"""Each entry has a lock of its own, and states() reads them one by one: the dict may show a board that never was."""

from threading import Condition, Lock, Thread


class Entry(Thread):
    def __init__(self, function):
        super().__init__()
        self.function = function
        self.passed = ["NEW"]
        self.moved = Condition()

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
        entry = Entry(function)
        with self.lock:
            self.entries[name] = entry
        entry.start()

    def states(self):
        with self.lock:
            return {name: entry.passed[-1] for name, entry in self.entries.items()}

    def wait_for(self, name, state):
        with self.lock:
            entry = self.entries[name]
        with entry.moved:
            entry.moved.wait_for(lambda: state in entry.passed)
