"""The signal may come first: the predicate remembers it."""

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
        with changed:
            while not ready:
                changed.wait()

    def notifier():
        with changed:
            ready.append(1)
            changed.notify()

    run(waiter, notifier)
