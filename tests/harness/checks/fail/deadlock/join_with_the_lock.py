# facts: DeadlockCycle [(main Thread-1 (body) join :25), (Thread-1 (body) lock lock :19)]
"""Joins a thread that needs the lock the joiner holds."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    lock = threading.Lock()

    def body():
        with lock:
            pass

    thread = threading.Thread(target=body)
    with lock:
        thread.start()
        thread.join()
