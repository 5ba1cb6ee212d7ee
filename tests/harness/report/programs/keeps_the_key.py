from threading import Lock, Thread


class Room:
    def __init__(self):
        self.key = Lock()

    def enter(self):
        self.key.acquire()


def two_guests():
    room = Room()
    first = Thread(target=room.enter, name="first")
    second = Thread(target=room.enter, name="second")
    first.start()
    first.join()
    second.start()
    second.join()
