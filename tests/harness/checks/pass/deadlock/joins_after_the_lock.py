"""Gives the lock back, and joins then."""

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
        with lock:
            pass

    thread = threading.Thread(target=body)
    with lock:
        thread.start()
    thread.join()
