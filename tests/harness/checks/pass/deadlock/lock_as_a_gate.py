"""Taken when it is made, opened by another thread."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Gate:
    def __init__(self):
        self.lock = threading.Lock()
        self.lock.acquire()

    def wait(self):
        with self.lock:
            pass

    def open(self):
        self.lock.release()


def main():
    gate = Gate()
    run(gate.wait, gate.wait, gate.open)
