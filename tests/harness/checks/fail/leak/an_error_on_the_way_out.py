# facts: LeakedLocks [(key visitor :14 :15 raise)]
"""What the visitor does goes wrong, and the key stays with him."""

from threading import Lock, Thread


class Room:
    def __init__(self):
        self.key = Lock()

    def visit(self, do):
        with self.key:
            pass
        self.key.acquire()
        do()
        self.key.release()


def stumble():
    raise ValueError("the step")


def main():
    room = Room()

    def visit():
        try:
            room.visit(stumble)
        except ValueError:
            pass

    visitor = Thread(target=visit, name="visitor")
    visitor.start()
    visitor.join()
