# facts: BusyWait Thread-1 (cook) :20
"""empty() in a loop, where get() waits by itself."""

import queue
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    orders = queue.Queue()

    def cook():
        while orders.empty():
            pass
        orders.get()

    run(cook, lambda: orders.put("soup"))
