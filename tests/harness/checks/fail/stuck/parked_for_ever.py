# facts: LostWakeup (Thread-1 (waiter) mine :22
"""Parks on its own lock; the other looks in the queue too early and never again."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    queue = []

    def waiter():
        mine = threading.Lock()
        mine.acquire()
        queue.append(mine)
        mine.acquire()

    def waker():
        if queue:
            queue.pop().release()

    run(waiter, waker)
