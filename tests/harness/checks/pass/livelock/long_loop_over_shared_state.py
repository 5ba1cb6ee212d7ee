# slow: runs for long on purpose
"""Reads a field thirty thousand times, and ends."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Box:
    def __init__(self):
        self.value = 1


def main():
    box = Box()
    box.value = 2
    assert sum(box.value for _ in range(30_000)) == 60_000
