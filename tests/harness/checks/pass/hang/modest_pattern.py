"""The same word, and a pattern with one way to split it."""

import re
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    run(lambda: re.match(r"a+b", "a" * 60))
