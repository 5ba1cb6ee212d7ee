# passes
"""A line for each kind; whoever leaves hands the room to the first writer, else to all the readers."""

from collections import deque
from threading import Lock


class ReadWriteLock:
    def __init__(self):
        self.mutex = Lock()
        self.readers_line = deque()
        self.writers_line = deque()
        self.inside = 0  # how many readers, or -1 for a writer

    def admit(self):
        """Let in whoever may come now. Needs the mutex."""
        if self.writers_line:
            if self.inside == 0:
                self.inside = -1
                self.writers_line.popleft().release()
        elif self.inside >= 0:
            while self.readers_line:
                self.inside += 1
                self.readers_line.popleft().release()

    def queue_up(self, line):
        gate = Lock()
        gate.acquire()
        with self.mutex:
            line.append(gate)
            self.admit()
        gate.acquire()

    def acquire_read(self):
        self.queue_up(self.readers_line)

    def acquire_write(self):
        self.queue_up(self.writers_line)

    def release_read(self):
        with self.mutex:
            if self.inside < 1:
                raise RuntimeError("no reader inside")
            self.inside -= 1
            self.admit()

    def release_write(self):
        with self.mutex:
            if self.inside != -1:
                raise RuntimeError("no writer inside")
            self.inside = 0
            self.admit()
