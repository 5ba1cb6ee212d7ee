"""Adds a handler to a logger that outlives the call, but not the execution."""

import logging
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Told(logging.Handler):
    times = 0

    def emit(self, record):
        Told.times += 1


def main():
    logger = logging.getLogger("kata.prey")
    logger.propagate = False
    logger.addHandler(Told())
    run(lambda: logger.warning("soup is ready"))
