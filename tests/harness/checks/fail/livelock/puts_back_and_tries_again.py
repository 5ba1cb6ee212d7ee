# facts: Livelock [(Thread-1 (attempt) :21), (Thread-2 (attempt) :21)]
"""In lockstep, each takes one, finds the other taken, and puts its own back."""

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
            while True:
                with one:
                    if other.acquire(blocking=False):
                        other.release()
                        return

        return attempt

    run(body(first, second), body(second, first))
