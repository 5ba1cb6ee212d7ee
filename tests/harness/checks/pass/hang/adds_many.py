"""A long sum inside of C code, and it ends."""

import itertools
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    total = []
    run(lambda: total.append(sum(itertools.islice(itertools.count(1), 50_000))))
    assert total == [1_250_025_000]
