"""Two threads each take a fork, find the other one taken, and put theirs back, again and again."""

from threading import Lock, Thread


def main():
    left, right = Lock(), Lock()

    def eat(mine, other):
        mine.acquire()
        while not other.acquire(blocking=False):
            mine.release()
            mine.acquire()
        other.release()
        mine.release()

    threads = [
        Thread(target=eat, args=(left, right), name="Ann"),
        Thread(target=eat, args=(right, left), name="Bob"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
