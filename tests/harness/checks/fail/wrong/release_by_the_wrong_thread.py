# facts: UncaughtException Thread-1 (release) RuntimeError cannot release un-acquired lock :10
"""An RLock knows its owner."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    lock = threading.RLock()
    lock.acquire()
    run(lock.release)
