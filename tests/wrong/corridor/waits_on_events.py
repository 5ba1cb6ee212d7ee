# fails: forbidden
"""An event for each side says that it is free; this kata does not allow events."""

from threading import Event, Lock


class Corridor:
    def __init__(self):
        self.lock = Lock()
        self.inside = [0, 0]
        self.free = [Event(), Event()]

    def walk(self, side, step):
        while True:
            with self.lock:
                if not self.inside[1 - side]:
                    self.inside[side] += 1
                    self.free[side].clear()
                    break
            self.free[1 - side].wait()
        try:
            step()
        finally:
            with self.lock:
                self.inside[side] -= 1
                if not self.inside[side]:
                    self.free[side].set()


# mend: A Condition does what the events do: wait until nobody is inside from the other side.
