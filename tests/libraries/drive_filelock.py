"""Two threads ask for the singleton lock of one path and get two locks, so that nesting them blocks or is refused.

filelock 3.29.6 makes the look-up, the construction and the storing of a singleton one step. BUGGY 3.29.5, FIXED 3.29.6.
"""

import os
import tempfile
from threading import Thread

from filelock import FileLock


def scenario():
    path = os.path.join(tempfile.gettempdir(), "kata-singleton.lock")
    locks = []
    threads = [Thread(target=lambda: locks.append(FileLock(path, is_singleton=True))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert locks[0] is locks[1], "one path has two singletons"
