# passes
"""A stroke for each visitor, and whoever looks counts the strokes, all under one lock."""

from contextlib import contextmanager
from threading import Lock


class Counter:
    def __init__(self):
        self.mutex = Lock()
        self.strokes = []

    @contextmanager
    def board(self):
        with self.mutex:
            yield self.strokes

    def increment(self):
        with self.board() as strokes:
            strokes.append("|")

    @property
    def value(self):
        with self.board() as strokes:
            return len(strokes)
