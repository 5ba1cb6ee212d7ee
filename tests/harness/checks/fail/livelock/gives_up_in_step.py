# facts: Livelock [(Thread-1 (attempt) :21), (Thread-2 (attempt) :21)]
"""Both wait for the second lock equally long, give up at the same moment and begin anew."""

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
                    if other.acquire(timeout=1):
                        other.release()
                        return

        return attempt

    run(body(first, second), body(second, first))
