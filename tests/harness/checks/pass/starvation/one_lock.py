# contract: printer::test_nobody_starves
"""A lock serves who has waited longest."""

from threading import Lock


class Printer:
    def __init__(self):
        self.lock = Lock()

    def print(self, number, page):
        with self.lock:
            page()
