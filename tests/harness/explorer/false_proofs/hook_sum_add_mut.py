import threading


class K:
    def __init__(self, v):
        self.v = v

    def __radd__(self, o):
        return self.v + o


def main():
    h = [K(1), K(2)]
    out = []

    def a():
        out.append(sum(h))

    def b():
        h.reverse()

    ts = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert out == [3], out
