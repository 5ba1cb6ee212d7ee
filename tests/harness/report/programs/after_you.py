from threading import Lock, Thread


class Door:
    def __init__(self):
        self.left = Lock()
        self.right = Lock()

    def go(self, mine, other):
        mine.acquire()
        while not other.acquire(blocking=False):
            mine.release()
            mine.acquire()
        other.release()
        mine.release()


def two_polite_people():
    door = Door()
    anna = Thread(target=door.go, args=(door.left, door.right), name="Anna")
    bert = Thread(target=door.go, args=(door.right, door.left), name="Bert")
    anna.start()
    bert.start()
    anna.join()
    bert.join()
