# passes
"""A closed gate for each state to come; who gets there opens it, and who waits goes through and leaves it open."""

from threading import Lock, Thread


class Monitor:
    def __init__(self):
        self._lock = Lock()
        self._states = {}
        self._gates = {}

    def watch(self, name, function):
        gates = {state: Lock() for state in ("RUNNING", "DONE", "FAILED")}
        for gate in gates.values():
            gate.acquire()

        def reach(state):
            with self._lock:
                self._states[name] = state
            gates[state].release()

        def body():
            reach("RUNNING")
            try:
                function()
            except Exception:
                reach("FAILED")
            else:
                reach("DONE")

        with self._lock:
            self._states[name] = "NEW"
            self._gates[name] = gates
        Thread(target=body, daemon=True).start()

    def states(self):
        with self._lock:
            return dict(self._states)

    def wait_for(self, name, state):
        if state == "NEW":
            return
        with self._lock:
            gate = self._gates[name][state]
        with gate:
            pass
