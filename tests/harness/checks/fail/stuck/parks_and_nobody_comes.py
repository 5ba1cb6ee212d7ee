# facts: LostWakeup (Thread-1 (body) gate :19
"""Parks on its own lock; nobody would give it back."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    def body():
        gate = threading.Lock()
        gate.acquire()
        gate.acquire()

    run(body)
