import threading


class It:
    def __iter__(self):
        return self

    k = 0

    def __init__(self):
        self.i = 0

    def __next__(self):
        self.i += 1
        if self.i > 2:
            raise StopIteration
        return self.i


def main():
    h = []

    def a():
        h.extend(It())

    def b():
        h.append(9)

    ts = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert h in ([9, 1, 2], [1, 2, 9]), h
