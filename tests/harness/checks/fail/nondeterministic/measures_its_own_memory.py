# facts: TwoExecutions
"""The branch taken depends on how many blocks of memory the process holds."""

import sys
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Pool:
    rows = 0


def main():
    def fill():
        blocks = sys.getallocatedblocks()
        for _ in range(blocks % 97):
            Pool.rows += 1

    run(fill)
