# passes
"""Whoever waits has a condition of its own over the common lock, and a place in the line."""

from collections import deque
from threading import Condition, RLock


class ReadWriteLock:
    def __init__(self):
        self.lock = RLock()
        self.line = deque()
        self.readers = 0
        self.writing = False

    def wait_in_line(self, ready):
        me = Condition(self.lock)
        self.line.append(me)
        while self.line[0] is not me or not ready():
            me.wait()

    def move_on(self):
        self.line.popleft()
        self.call_the_first()

    def call_the_first(self):
        if self.line:
            self.line[0].notify()

    def acquire_read(self):
        with self.lock:
            self.wait_in_line(lambda: not self.writing)
            self.readers += 1
            self.move_on()

    def acquire_write(self):
        with self.lock:
            self.wait_in_line(lambda: not self.writing and not self.readers)
            self.writing = True
            self.move_on()

    def release_read(self):
        with self.lock:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            self.call_the_first()

    def release_write(self):
        with self.lock:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False
            self.call_the_first()
