# facts: LostWakeup (Thread-1 (waiter) changed :22 (Thread-2 (notifier)
# facts:  0)
"""Decides to wait, and waits after the signal has gone by."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    changed, ready = threading.Condition(), []

    def waiter():
        if not ready:
            with changed:
                changed.wait()

    def notifier():
        ready.append(1)
        with changed:
            changed.notify()

    run(waiter, notifier)
