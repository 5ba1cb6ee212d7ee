from threading import Thread


class Letterbox:
    def __init__(self):
        self.letters = []

    def fetch(self):
        while not self.letters:
            pass
        return self.letters.pop()


def no_post_today():
    box = Letterbox()
    reader = Thread(target=box.fetch, name="reader")
    reader.start()
    reader.join()
