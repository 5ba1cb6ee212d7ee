"""Two threads look whether the last seat is free, and then take it."""

from threading import Thread


class Plane:
    def __init__(self):
        self.free = 1
        self.passengers = []

    def board(self, name):
        if self.free > 0:
            self.free -= 1
            self.passengers.append(name)


def main():
    plane = Plane()
    threads = [Thread(target=plane.board, args=(name,), name=name) for name in ("Ann", "Bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(plane.passengers) == 1
