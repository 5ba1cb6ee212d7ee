# facts: LostWakeup (Thread-1 (waits_for_the_other) first :19
"""One waits for the other, and the other for what nobody gives."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    first, second = threading.Semaphore(0), threading.Semaphore(0)

    def waits_for_the_other():
        first.acquire()

    def waits_for_nobody():
        second.acquire()
        first.release()

    run(waits_for_the_other, waits_for_nobody)
