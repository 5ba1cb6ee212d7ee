# facts: DeadlockCycle [(Thread-1 (waiter) changed signal :21), (Thread-2 (notifier) outer lock :24)]
"""wait() gives back its own lock, not the one around it."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    outer, changed, ready = threading.Lock(), threading.Condition(), []

    def waiter():
        with outer, changed:
            while not ready:
                changed.wait()

    def notifier():
        with outer, changed:
            ready.append(1)
            changed.notify()

    run(waiter, notifier)
