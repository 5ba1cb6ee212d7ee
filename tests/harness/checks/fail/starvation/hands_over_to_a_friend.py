# contract: printer::test_nobody_starves
# facts: Starvation office-3 :21; office-1; office-2
"""Two offices hand the key to each other, and to the third only if neither of them wants it."""

from threading import Lock, Semaphore


class Printer:
    def __init__(self):
        self.mutex, self.free = Lock(), True
        self.keys = {office: Semaphore(0) for office in (1, 2, 3)}
        self.wanted = set()

    def print(self, office, page):
        with self.mutex:
            if self.free:
                self.free = False
                self.keys[office].release()
            else:
                self.wanted.add(office)
        self.keys[office].acquire()
        page()
        with self.mutex:
            friends = self.wanted & {1, 2} or self.wanted
            self.free = not friends
            if friends:
                following = friends.pop()
                self.wanted.discard(following)
                self.keys[following].release()
