# facts: BlockedOutside :12
"""Waits for a byte that nobody writes."""

import os
import threading


def main():
    source, target = os.pipe()

    def work():
        os.read(source, 1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    os.close(target)
