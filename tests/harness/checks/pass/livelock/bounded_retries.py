"""Tries again, but not for ever."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    lock = threading.Lock()

    def body():
        for _ in range(50):
            if lock.acquire(blocking=False):
                lock.release()
                return

    run(body, body)
