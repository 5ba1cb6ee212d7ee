# fails: wrong
"""Runs the function once more when it has failed, in case it was bad luck."""

from threading import Condition, Thread

STAGES = {"NEW": 0, "RUNNING": 1, "DONE": 2, "FAILED": 2}
"How far one has got in each state; in one that is further on, one has passed all before it."


class Monitor:
    def __init__(self):
        self._states = {}
        self._changed = Condition()

    def watch(self, name, function):
        self._become(name, "NEW")
        Thread(target=self._run, args=(name, function)).start()

    def _run(self, name, function):
        self._become(name, "RUNNING")
        try:
            function()
        except Exception:
            try:
                function()
            except Exception:
                self._become(name, "FAILED")
            else:
                self._become(name, "DONE")
        else:
            self._become(name, "DONE")

    def _become(self, name, state):
        with self._changed:
            self._states[name] = state
            self._changed.notify_all()

    def states(self):
        with self._changed:
            return self._states.copy()

    def wait_for(self, name, state):
        with self._changed:
            while self._states[name] != state and STAGES[self._states[name]] <= STAGES[state]:
                self._changed.wait()
