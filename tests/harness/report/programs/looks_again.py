from threading import Thread


class Letterbox:
    def __init__(self):
        self.letters = []

    def fetch(self):
        while not self.letters:
            pass
        return self.letters.pop()

    def bring(self, letter):
        self.letters.append(letter)


def post():
    box = Letterbox()
    reader = Thread(target=box.fetch, name="reader")
    carrier = Thread(target=box.bring, args=("bill",), name="carrier")
    reader.start()
    carrier.start()
    reader.join()
    carrier.join()
