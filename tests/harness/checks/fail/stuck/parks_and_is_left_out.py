# facts: LostWakeup (Thread-1 (wait) gate :33
"""Parks after it has given back the mutex, and is in no list when the others are woken."""

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
        gate.acquire()


def main():
    event = Event()
    run(event.wait, event.set)
