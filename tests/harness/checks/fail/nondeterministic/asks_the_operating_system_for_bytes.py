# facts: TwoExecutions
"""A key of random bytes decides which of two counters grows."""

import os
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Keys:
    even = odd = 0


def main():
    def count():
        for byte in os.urandom(64):
            if byte % 2:
                Keys.odd += 1
            else:
                Keys.even += 1

    run(count)
