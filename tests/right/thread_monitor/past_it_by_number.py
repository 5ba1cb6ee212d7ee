# passes
"""States are numbers inside; DONE and FAILED both end every wait, whatever it was for."""

import threading

NAMES = ("NEW", "RUNNING", "DONE", "FAILED")


class Monitor:
    def __init__(self):
        self.change = threading.Condition(threading.Lock())
        self.numbers = {}

    def _set(self, name, number):
        with self.change:
            self.numbers[name] = number
            self.change.notify_all()

    def watch(self, name, function):
        def run():
            self._set(name, 1)
            try:
                function()
            except Exception:
                number = 3
            else:
                number = 2
            self._set(name, number)

        self._set(name, 0)
        thread = threading.Thread(target=run, name=f"watched-{name}")
        thread.start()

    def states(self):
        with self.change:
            return {name: NAMES[number] for name, number in self.numbers.items()}

    def wait_for(self, name, state):
        wanted = NAMES.index(state)
        with self.change:
            self.change.wait_for(lambda: self.numbers[name] >= min(wanted, 2))
