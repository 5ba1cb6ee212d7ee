# facts: LostWakeup (Thread-1 (wait) barrier :10
"""Two come to a barrier for three."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    barrier = threading.Barrier(3)
    run(barrier.wait, barrier.wait)
