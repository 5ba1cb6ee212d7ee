"""Two events, and the master sets its own before it waits."""

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
        begun.set()
        ready.wait()

    def servant():
        begun.wait()
        ready.set()

    run(master, servant)
