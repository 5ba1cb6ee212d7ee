# facts: DeadlockCycle [(main lock lock :20)]
"""A lock that is not re-entrant, taken again by its owner."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Box:
    def __init__(self):
        self.lock = threading.Lock()

    def size(self):
        with self.lock:
            return 1

    def show(self):
        with self.lock:
            return self.size()


def main():
    Box().show()
