# facts: DeadlockCycle [(Thread-1 (worker) lock lock :20)]
"""Goes on to the next round, in the case that it forgot, with the lock in its hand."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    lock, jobs = threading.Lock(), [None, 1]

    def worker():
        for job in jobs:
            lock.acquire()
            if job is None:
                continue
            lock.release()

    run(worker)
