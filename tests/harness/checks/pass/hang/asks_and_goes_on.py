"""Asks whether something can be read, without waiting for it."""

import selectors
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    def look():
        with selectors.DefaultSelector() as selector:
            assert selector.select(timeout=0) == []

    run(look)
