# passes
"""Appending to a list is one step, so the list is a line: whoever is at its head is inside."""


class Peterson:
    def __init__(self):
        self.line = []

    def acquire(self, me):
        self.line.append(me)
        while self.line[0] != me:
            continue

    def release(self, me):
        self.line.pop(0)
