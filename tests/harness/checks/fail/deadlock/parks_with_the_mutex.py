# facts: DeadlockCycle [(Thread-1 (wait) gate signal :34), (Thread-2 (set) mutex lock :22)]
"""Parks on its own lock with the mutex in its hand, which who would wake it needs."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Event:
    def __init__(self):
        self.mutex = threading.Lock()
        self.flag = False
        self.gates = []

    def set(self):
        with self.mutex:
            self.flag = True
            for gate in self.gates:
                gate.release()

    def wait(self):
        with self.mutex:
            if self.flag:
                return
            gate = threading.Lock()
            gate.acquire()
            self.gates.append(gate)
            gate.acquire()


def main():
    event = Event()
    run(event.wait, event.set)
