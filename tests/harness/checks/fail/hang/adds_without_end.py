# slow: the judge gives up after seconds
# facts: BlockedOutside :13
"""Adds up all the numbers there are, inside of C code."""

import itertools
import threading


def main():
    total = []

    def add():
        total.append(sum(itertools.count(1)))

    thread = threading.Thread(target=add)
    thread.start()
    thread.join()
