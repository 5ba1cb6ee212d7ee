# facts: LostWakeup (Thread-1 (waiter) changed :21 (Thread-2 (notifier)
# facts:  0)
"""A notify that finds nobody is lost."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    changed = threading.Condition()

    def waiter():
        with changed:
            changed.wait()

    def notifier():
        with changed:
            changed.notify()

    run(waiter, notifier)
