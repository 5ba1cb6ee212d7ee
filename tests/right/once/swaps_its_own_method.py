# passes
"""When the value is there, it puts a shorter get in the place of the long one."""

from threading import Lock


class Once:
    def __init__(self, factory):
        made = []
        lock = Lock()

        def first():
            lock.acquire()
            try:
                if not made:
                    made.append(factory())
                    self.get = lambda: made[0]
                return made[0]
            finally:
                lock.release()

        self.get = first
