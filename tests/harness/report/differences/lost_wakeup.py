"""A thread looks at a flag without the lock; the notify comes before its wait."""

from threading import Condition, Thread


def main():
    bell = Condition()
    ready = False

    def wait():
        if not ready:
            with bell:
                bell.wait()

    def cook():
        nonlocal ready
        ready = True
        with bell:
            bell.notify()

    threads = [Thread(target=wait, name="waiter"), Thread(target=cook, name="cook")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
