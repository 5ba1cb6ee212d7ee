# evidence: the last notify() was Thread-2 (notifier)'s at step
# evidence: ; it found no thread waiting
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
