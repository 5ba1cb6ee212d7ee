# facts: BusyWait Thread-2 (rude) :23
"""Tries a lock again and again."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    lock = threading.Lock()

    def polite():
        with lock:
            seen.append(1)

    def rude():
        while not lock.acquire(blocking=False):
            pass
        lock.release()

    seen = []
    run(polite, rude)
