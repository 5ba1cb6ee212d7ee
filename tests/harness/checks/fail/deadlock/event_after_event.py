# facts: DeadlockCycle [(Thread-1 (master) ready signal :19), (Thread-2 (servant) begun signal :23)]
"""Two events, each set by who waits for the other."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    begun, ready = threading.Event(), threading.Event()

    def master():
        ready.wait()
        begun.set()

    def servant():
        begun.wait()
        ready.set()

    run(master, servant)
