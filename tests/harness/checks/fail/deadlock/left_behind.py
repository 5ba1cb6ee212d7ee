# facts: AbandonedLock Thread-2 (careful) lock Thread-1 (careless) :22
"""A thread ends without giving the lock back."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    lock = threading.Lock()

    def careless():
        lock.acquire()

    def careful():
        with lock:
            pass

    run(careless, careful)
