# facts: BusyWait Thread-1 (waiter) :19
"""is_set() in a loop, where wait() would do."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    event = threading.Event()

    def waiter():
        while not event.is_set():
            pass

    run(waiter, event.set)
