"""Gates are shut where they are made; one that nobody has come to stays so."""

from threading import Lock, Thread


class Monitor:
    def __init__(self):
        self.gates = {}

    def watch(self, name):
        gates = {state: Lock() for state in ("done", "failed")}
        for gate in gates.values():
            gate.acquire()
        self.gates[name] = gates
        Thread(target=gates["done"].release, daemon=True).start()

    def wait_for(self, name, state):
        gate = self.gates[name][state]
        with gate:
            pass


def main():
    monitor = Monitor()
    monitor.watch("mill")
    monitor.wait_for("mill", "done")
