"""An RLock, taken twice by its owner."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    lock = threading.RLock()

    def body():
        with lock, lock:
            pass

    run(body, body)
