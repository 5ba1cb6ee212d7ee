# passes
"""The present period is a list, empty while the event is not set; those who wait keep theirs."""

from threading import Condition


class Event:
    __slots__ = ("changed", "period")

    def __init__(self):
        self.changed = Condition()
        self.period = []

    def set(self):
        with self.changed:
            self.period.append("happened")
            self.changed.notify_all()

    def clear(self):
        with self.changed:
            if self.period:
                self.period = []

    def is_set(self):
        return bool(self.period)

    def wait(self, timeout=None):
        with self.changed:
            mine = self.period
            return bool(self.changed.wait_for(mine.__len__, timeout))
