# facts: LostWakeup (Thread-1 (wait) event :10
"""Nobody sets it."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    event = threading.Event()
    run(event.wait)
