from threading import Lock, Thread


class Desk:
    def __init__(self):
        self.pen = Lock()
        self.paper = Lock()

    def write(self):
        with self.pen, self.paper:
            pass

    def sketch(self):
        with self.paper, self.pen:
            pass


def both_work():
    desk = Desk()
    writer = Thread(target=desk.write, name="writer")
    artist = Thread(target=desk.sketch, name="artist")
    writer.start()
    artist.start()
    writer.join()
    artist.join()
