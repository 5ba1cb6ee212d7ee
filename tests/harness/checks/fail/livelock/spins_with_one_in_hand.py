# facts: Livelock [(Thread-1 (attempt) :21), (Thread-2 (attempt) :21)]
"""Each holds one and spins for the other."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    first, second = threading.Lock(), threading.Lock()

    def body(one, other):
        def attempt():
            with one:
                while not other.acquire(blocking=False):
                    pass
                other.release()

        return attempt

    run(body(first, second), body(second, first))
