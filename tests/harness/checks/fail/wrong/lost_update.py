# facts: FailedAssertion main counter.value == 2, but it was 1 == 2 :26
"""Two increments without a lock."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.value += 1


def main():
    counter = Counter()
    run(counter.increment, counter.increment)
    assert counter.value == 2
