# fails: forbidden
"""The event of the standard library under another name."""

import threading


class Event(threading.Event):
    pass
