import threading


class K:
    def __init__(self, v):
        self.v = v

    def __bool__(self):
        return self.v


def main():
    h = [K(False), K(True)]
    out = []

    def a():
        out.append(any(h))

    def b():
        h.reverse()

    ts = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert out == [True], out
