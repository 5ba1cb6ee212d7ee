# passes
"""Every place of the ring has its own pair of semaphores; one line of producers, one of consumers."""

from threading import Lock, Semaphore


class Place:
    def __init__(self):
        self.free = Semaphore(1)
        self.taken = Semaphore(0)
        self.item = None


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.places = [Place() for _ in range(capacity)]
        self.in_line, self.out_line = Lock(), Lock()
        self.puts = self.gets = 0

    def put(self, item):
        with self.in_line:
            place = self.places[self.puts % len(self.places)]
            self.puts += 1
            place.free.acquire()
            place.item = item
            place.taken.release()

    def get(self):
        with self.out_line:
            place = self.places[self.gets % len(self.places)]
            self.gets += 1
            place.taken.acquire()
            item, place.item = place.item, None
            place.free.release()
            return item
