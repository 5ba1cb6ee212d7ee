# contract: printer::test_nobody_starves
"""Office 2 needs both trays, and takes them one after the other, left one first."""

from threading import Lock


class Printer:
    def __init__(self):
        self.left, self.right = Lock(), Lock()

    def print(self, office, page):
        if office == 2:
            with self.left, self.right:
                page()
        else:
            with self.left if office == 1 else self.right:
                page()
