"""A lock that is taken once and for all, to tell who came first, is held at the end on purpose."""

from threading import Lock, Thread

first = Lock()
came_first = []


def come(name):
    if first.acquire(blocking=False):
        try:
            came_first.append(name)
        except MemoryError:
            first.release()
            raise


def main():
    guests = [Thread(target=come, args=(name,)) for name in "ab"]
    for guest in guests:
        guest.start()
    for guest in guests:
        guest.join()
    assert len(came_first) == 1
