# fails: forbidden
"""The event of the standard library under another name."""

import threading


class Event(threading.Event):
    pass


# mend: A Condition, the flag, and a count of the calls of set() that a waiter can compare.
