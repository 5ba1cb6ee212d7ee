"""One waits longer for the second lock than the other, and gets it."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    first, second = threading.Lock(), threading.Lock()

    def body(one, other, patience):
        def attempt():
            while True:
                with one:
                    if other.acquire(timeout=patience):
                        other.release()
                        return

        return attempt

    run(body(first, second, 1), body(second, first, 20))
