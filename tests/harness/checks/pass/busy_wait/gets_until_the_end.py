"""A while loop around get(), which waits by itself."""

import queue
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    orders, cooked = queue.Queue(), []

    def cook():
        while (order := orders.get()) is not None:
            cooked.append(order)

    def guest():
        for order in ("soup", "fish", None):
            orders.put(order)

    run(cook, guest)
    assert cooked == ["soup", "fish"]
