"""What stands at the top of the file raises, and is caught there."""

import threading

try:
    LIMIT = int("many")
except ValueError:
    LIMIT = 1


def main():
    assert threading.Semaphore(LIMIT).acquire(blocking=False)
