# contract: workshop::test_two_workshops_work_together
# facts: Overserialized two workshops work together 500
"""A default argument is made once, so that every object has the same lock."""

from threading import Lock


class Workshop:
    def __init__(self, tools, lock=Lock()):
        self.lock = lock

    def use(self, tool, work):
        with self.lock:
            work()
