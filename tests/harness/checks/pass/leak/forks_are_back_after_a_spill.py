"""What is taken is given back whatever happens in between, with no ``with`` in sight."""

from threading import Lock, Semaphore, Thread

forks, seats = [Lock(), Lock()], Semaphore(1)


def dine(eat):
    seats.acquire()
    for fork in forks:
        fork.acquire()
    try:
        eat()
    finally:
        for fork in reversed(forks):
            fork.release()
        seats.release()


def spill():
    raise ValueError("soup")


def guest():
    try:
        dine(spill)
    except ValueError:
        dine(lambda: None)


def main():
    guests = [Thread(target=guest) for _ in range(2)]
    for one in guests:
        one.start()
    for one in guests:
        one.join()
