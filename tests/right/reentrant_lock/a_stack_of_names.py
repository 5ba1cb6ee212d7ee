# passes
"""A semaphore of one, and a list with the owner's name as many times as it has locked."""

from threading import Semaphore, current_thread


class ReentrantLock:
    def __init__(self):
        self.permit = Semaphore(1)
        self.names = []

    def acquire(self, blocking=True):
        me = current_thread()
        if me not in self.names and not self.permit.acquire(blocking=blocking):
            return False
        self.names.append(me)
        return True

    def release(self):
        if current_thread() not in self.names:
            raise RuntimeError("not the owner")
        # When this was the last one: after pop() nobody else can have put a name in before
        # the permit is back.
        self.names.pop()
        if not self.names:
            self.permit.release()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release()
