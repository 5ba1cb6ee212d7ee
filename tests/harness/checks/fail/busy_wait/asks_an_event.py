# evidence: Thread-1 (waiter) polls (asks_an_event.py line 19) instead of waiting to be woken
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
