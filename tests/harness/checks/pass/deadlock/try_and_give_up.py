"""Tries the second lock, and gives up both when it is taken."""

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
            for _ in range(3):
                with one:
                    if other.acquire(blocking=False):
                        other.release()
                        return

        return attempt

    run(body(first, second), body(second, first))
