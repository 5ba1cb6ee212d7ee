# facts: LostWakeup (Thread-2 (acquire) permits :10
"""Two wait, one permit comes."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    permits = threading.Semaphore(0)
    run(permits.acquire, permits.acquire, permits.release)
