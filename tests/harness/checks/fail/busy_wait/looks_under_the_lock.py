# facts: BusyWait Thread-1 (waiter) :19
"""Takes the lock, looks, gives it back, at once again."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    lock, items = threading.Lock(), []

    def waiter():
        while True:
            with lock:
                if items:
                    return

    def producer():
        with lock:
            items.append(1)

    run(waiter, producer)
