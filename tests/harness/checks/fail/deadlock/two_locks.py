# facts: DeadlockCycle [(Thread-1 (one) second lock :19), (Thread-2 (other) first lock :23)]
"""Two locks, taken in two orders."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    first, second = threading.Lock(), threading.Lock()

    def one():
        with first, second:
            pass

    def other():
        with second, first:
            pass

    run(one, other)
