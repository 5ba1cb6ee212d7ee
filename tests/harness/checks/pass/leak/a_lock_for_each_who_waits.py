"""Each who waits parks on a lock of its own, which nobody needs once it has gone on."""

from collections import deque
from threading import Lock, Thread


class Queue:
    def __init__(self):
        self.lock, self.free, self.waiting = Lock(), True, deque()

    def enter(self):
        with self.lock:
            if self.free:
                self.free = False
                return
            mine = Lock()
            mine.acquire()
            self.waiting.append(mine)
        mine.acquire()

    def leave(self):
        with self.lock:
            if self.waiting:
                self.waiting.popleft().release()
            else:
                self.free = True


def main():
    queue = Queue()

    def go():
        queue.enter()
        queue.leave()

    walkers = [Thread(target=go) for _ in range(2)]
    for one in walkers:
        one.start()
    for one in walkers:
        one.join()
