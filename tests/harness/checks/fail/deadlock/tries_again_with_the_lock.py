# facts: DeadlockCycle [(Thread-2 (tries) lock lock :27)]
"""Comes round again without giving back what it took."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    lock, other = threading.Lock(), threading.Lock()
    held, over = threading.Event(), threading.Event()

    def holds():
        with other:
            held.set()
            over.wait(10)

    def tries():
        held.wait()
        while True:
            lock.acquire()
            if other.acquire(timeout=1):
                break
        other.release()
        lock.release()

    run(holds, tries)
