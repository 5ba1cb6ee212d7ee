"""One call takes the lock, another gives it back, and the last one keeps it: that is for its caller to settle."""

from threading import Lock, Thread


class Key:
    def __init__(self):
        self.lock = Lock()
        self.taken = 0

    def take(self):
        self.lock.acquire()
        self.taken += 1
        if self.taken > 9:
            self.lock.release()
            raise OverflowError("worn out")

    def give(self):
        self.lock.release()


def main():
    key = Key()
    key.take()
    key.give()
    last = Thread(target=key.take)
    last.start()
    last.join()
