# facts: DeadlockCycle [(Thread-1 (consumer) items signal :20), (Thread-2 (producer) mutex permit :23)]
"""Waits for an item with the mutex in its hand."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    mutex, items = threading.Semaphore(1), threading.Semaphore(0)

    def consumer():
        with mutex:
            items.acquire()

    def producer():
        with mutex:
            items.release()

    run(consumer, producer)
