# facts: LostWakeup (Thread-1 (wait) one :10
"""Two events that who waits does not set: the one who should has gone home."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    one, other = threading.Event(), threading.Event()
    run(one.wait, other.wait)
