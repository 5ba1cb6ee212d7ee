# contract: book::test_the_reader_does_not_starve
# facts: Starvation reader :15; writer-1; writer-2
"""A reader gives way to every writer, the next one too."""

from threading import Condition


class Book:
    def __init__(self):
        self.changed, self.writers, self.busy = Condition(), 0, False

    def read(self, action):
        with self.changed:
            while self.writers:
                self.changed.wait()
            action()

    def write(self, action):
        with self.changed:
            self.writers += 1
            while self.busy:
                self.changed.wait()
            self.busy = True
        action()
        with self.changed:
            self.writers -= 1
            self.busy = False
            self.changed.notify_all()
