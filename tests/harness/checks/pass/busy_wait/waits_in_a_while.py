"""A while around wait() blocks."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    changed, items = threading.Condition(), []

    def waiter():
        with changed:
            while not items:
                changed.wait()

    def producer():
        with changed:
            items.append(1)
            changed.notify_all()

    run(waiter, producer)
