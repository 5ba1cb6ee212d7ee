from threading import Lock, Thread


class Desk:
    def __init__(self):
        self.pen = Lock()
        self.paper = Lock()
        self.letters = 0

    def write(self, first, second):
        with first:
            if second.acquire(timeout=1):
                self.letters += 1
                second.release()


def both_write():
    desk = Desk()
    writers = [
        Thread(target=desk.write, args=(desk.pen, desk.paper), name="Anna"),
        Thread(target=desk.write, args=(desk.paper, desk.pen), name="Bert"),
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert desk.letters == 2, "somebody wrote no letter"
